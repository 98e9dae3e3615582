-- Another writer of a complete reward holds a shared lock on the challenge until its transaction ends. A load of the
-- challenge waits for it, and the writer waits for a running load, because the load would not see what the writer adds
-- to a cap.
-- The lock is taken before the row is written, so a writer that waits holds none of the rewards that the load writes.
-- The loader holds the exclusive lock (loader/locks.py, the same number), so it never waits for itself.

create or replace function challenges_loader.lock_writer() returns trigger
language plpgsql as $$
declare
    is_locked boolean;
begin
    -- An expression. "perform" would be a query and take twice as long.
    is_locked :=
        pg_catalog.pg_advisory_xact_lock_shared(2003986804, pg_catalog.hashtext(new.challenge_id)) is not null;
    return new;
exception
    -- The platform renamed the column, or the writer may not take locks. Only a wait that is too long is an error.
    when syntax_error_or_access_rule_violation then
        raise warning 'challenges: the writer lock of a reward could not be taken: %', sqlerrm;
        return new;
end;
$$;

grant execute on function challenges_loader.lock_writer to public;

-- An incomplete reward takes no place in a cap.
create or replace trigger challenges_writer_lock before insert on public.user_challenges
for each row when (new.is_complete)
execute function challenges_loader.lock_writer();

create or replace trigger challenges_writer_lock_to_complete before update on public.user_challenges
for each row when (new.is_complete and not old.is_complete)
execute function challenges_loader.lock_writer();
