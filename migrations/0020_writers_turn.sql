-- Whoever writes a complete reward says so until the transaction ends. A load of the challenge waits for that, and the
-- writer waits for a load that is under way: it would not see what the writer adds to a cap.
-- Before the row is there: whoever waits in an insert has none of the rewards that the load wants to write.
-- The loader has the lock to itself (loader/turns.py, by the same number), so what it writes waits for nothing.

create or replace function challenges_loader.take_writers_turn() returns trigger
language plpgsql as $$
declare
    -- An expression, not "perform", which would be a query, and take twice as long.
    is_taken constant boolean :=
        pg_catalog.pg_advisory_xact_lock_shared(2003986804, pg_catalog.hashtext(new.challenge_id)) is not null;
begin
    return new;
end;
$$;

-- An incomplete reward takes no room in a cap.
create or replace trigger take_writers_turn before insert on public.user_challenges
for each row when (new.is_complete)
execute function challenges_loader.take_writers_turn();

create or replace trigger take_writers_turn_to_complete before update on public.user_challenges
for each row when (new.is_complete and not old.is_complete)
execute function challenges_loader.take_writers_turn();
