-- concurrently: challenges_notification_cooldown_idx
-- The platform's trigger on user_challenges looks for a recent reward_in_cooldown notification at each reward. Without
-- this index it scans the whole notification table each time.
create index concurrently if not exists challenges_notification_cooldown_idx
on public.notification ("timestamp")
where type = 'reward_in_cooldown';
