-- The texts that may name a winning track in an event, without leading zeros: the other way round, from a track to the
-- contests that name it, needs an index. What counts as a winner is decided by the models; this only finds. Anything
-- longer is left out: the index would refuse it, and so the platform could not write its event.
create or replace function challenges_loader.winners_of_event(event_data jsonb) returns text[]
language sql immutable parallel safe as $$
    select array_agg(ltrim(winner, '0'))
    from jsonb_array_elements_text(
        case when jsonb_typeof(event_data -> 'winners') = 'array' then event_data -> 'winners' else '[]' end
    ) as winner
    where winner ~ '^0*[1-9][0-9]{0,9}$'
$$;
