-- concurrently: ix_notification_reward_in_cooldown
-- The platform's trigger on user_challenges looks for a recent reward_in_cooldown notification at each reward it
-- sees. Without this index it scans the whole notification table for each.
create index concurrently if not exists ix_notification_reward_in_cooldown
on public.notification ("timestamp")
where type = 'reward_in_cooldown';
