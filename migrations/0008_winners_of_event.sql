-- The texts in an event that may name a winning track, without leading zeros, for an index from a track to the contests
-- that name it. The models decide what is a winner. Longer texts are left out: the index would refuse them, and the
-- platform could not write its event.
create or replace function challenges_loader.winners_of_event(event_data jsonb) returns text[]
language sql immutable parallel safe as $$
    select array_agg(ltrim(winner, '0'))
    from jsonb_array_elements_text(
        case when jsonb_typeof(event_data -> 'winners') = 'array' then event_data -> 'winners' else '[]' end
    ) as winner
    where winner ~ '^0*[1-9][0-9]{0,9}$'
$$;

-- The index runs the function with the rights of the role that writes the event.
grant execute on function challenges_loader.winners_of_event to public;
