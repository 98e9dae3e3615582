-- concurrently: ix_events_winners
-- From a track that changed, or comes to another owner, to the contests that name it.
create index concurrently if not exists ix_events_winners
on public.events using gin (challenges_loader.winners_of_event(event_data));
