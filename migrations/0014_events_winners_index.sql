-- concurrently: challenges_events_winners_idx
-- From a track to the contests that name it as a winner.
create index concurrently if not exists challenges_events_winners_idx
on public.events using gin (challenges_loader.winners_of_event(event_data));
