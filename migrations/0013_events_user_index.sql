-- concurrently: challenges_events_user_idx
-- From a host to the contests that share a cap.
create index concurrently if not exists challenges_events_user_idx
on public.events (user_id);
