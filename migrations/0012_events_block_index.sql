-- concurrently: challenges_events_block_idx
-- The events that changed since the last load.
create index concurrently if not exists challenges_events_block_idx
on public.events (blocknumber);
