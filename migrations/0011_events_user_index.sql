-- concurrently: ix_events_user_id
-- From a host to the contests that share a cap.
create index concurrently if not exists ix_events_user_id
on public.events (user_id);
