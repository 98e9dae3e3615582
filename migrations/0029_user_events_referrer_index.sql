-- concurrently: challenges_user_events_referrer_idx
-- From a referrer to the users who named them. Most rows name nobody.
create index concurrently if not exists challenges_user_events_referrer_idx
on public.user_events (referrer)
where referrer >= 1;
