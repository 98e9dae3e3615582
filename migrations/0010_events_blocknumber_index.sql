-- concurrently: ix_events_blocknumber
-- The events that changed since the last load.
create index concurrently if not exists ix_events_blocknumber
on public.events (blocknumber);
