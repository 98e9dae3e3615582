-- concurrently: challenges_user_events_block_idx
-- The events of users that changed since the last load.
create index concurrently if not exists challenges_user_events_block_idx
on public.user_events (blocknumber);
