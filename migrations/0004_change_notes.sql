-- Notes of changes that blocks do not show. Remixes and purchases carry no block, and a purchase becomes valid long
-- after its slot. An event shows its present host, but not a former one whose cap has room again. A reward that
-- somebody takes away makes room in a cap.
--
-- A note never fails the statement that it is about. If a change cannot be noted, a full read is noted instead. If that
-- fails too, the server logs a warning.
-- The functions run with the rights of their owner, so the platform needs no right on the notes.

-- The scope is what the changes views look up: the parent track of a remix, the buyer of a purchase, the host of an
-- event.
create table if not exists challenges_loader.changed_rows (
    id bigint generated always as identity primary key,
    table_name varchar not null,
    scope_id integer not null,
    transaction_id xid8 not null default pg_current_xact_id()
);

-- Challenges that the next load must read in full, and why.
create table if not exists challenges_loader.full_reads (
    id bigint generated always as identity primary key,
    -- Null: all challenges.
    challenge_id varchar,
    reason text not null,
    transaction_id xid8 not null default pg_current_xact_id()
);

-- The arguments are the name of the table and the column of the scope. A null id is nobody's. A column that is missing
-- cannot be noted.
create or replace function challenges_loader.note_changed_rows() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op <> 'INSERT' then
        insert into challenges_loader.changed_rows (table_name, scope_id)
        select distinct tg_argv[0], (changed.old_row ->> tg_argv[1])::integer
        from old_rows
        cross join to_jsonb(old_rows) as changed (old_row)
        where changed.old_row -> tg_argv[1] is distinct from 'null';
    end if;
    if tg_op <> 'DELETE' then
        insert into challenges_loader.changed_rows (table_name, scope_id)
        select distinct tg_argv[0], (changed.new_row ->> tg_argv[1])::integer
        from new_rows
        cross join to_jsonb(new_rows) as changed (new_row)
        where changed.new_row -> tg_argv[1] is distinct from 'null';
    end if;
    return null;
exception
    when others then
        begin
            insert into challenges_loader.full_reads (reason)
            values (format('a change of %s could not be noted', tg_argv[0]));
        exception
            when others then
                raise warning 'challenges: a change of % could not be noted: %', tg_argv[0], sqlerrm;
        end;
        return null;
end;
$$;

create or replace function challenges_loader.note_changed_rewards() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    reason constant text := 'a reward was taken away or changed by somebody else';
begin
    if tg_op = 'TRUNCATE' then
        insert into challenges_loader.full_reads (reason) values (reason);
    else
        insert into challenges_loader.full_reads (challenge_id, reason)
        select distinct old_rows.challenge_id, reason
        from old_rows
        where old_rows.is_complete;
    end if;
    return null;
exception
    when others then
        begin
            insert into challenges_loader.full_reads (reason)
            values ('a change of user_challenges could not be noted');
        exception
            when others then
                raise warning 'challenges: a change of user_challenges could not be noted: %', sqlerrm;
        end;
        return null;
end;
$$;

grant execute on function challenges_loader.note_changed_rows, challenges_loader.note_changed_rewards to public;

create or replace trigger challenges_note_insert after insert on public.remixes
referencing new table as new_rows
for each statement execute function challenges_loader.note_changed_rows('remixes', 'parent_track_id');

create or replace trigger challenges_note_update after update on public.remixes
referencing old table as old_rows new table as new_rows
for each statement execute function challenges_loader.note_changed_rows('remixes', 'parent_track_id');

create or replace trigger challenges_note_delete after delete on public.remixes
referencing old table as old_rows
for each statement execute function challenges_loader.note_changed_rows('remixes', 'parent_track_id');

create or replace trigger challenges_note_insert after insert on public.sol_purchases
referencing new table as new_rows
for each statement execute function challenges_loader.note_changed_rows('sol_purchases', 'buyer_user_id');

create or replace trigger challenges_note_update after update on public.sol_purchases
referencing old table as old_rows new table as new_rows
for each statement execute function challenges_loader.note_changed_rows('sol_purchases', 'buyer_user_id');

create or replace trigger challenges_note_delete after delete on public.sol_purchases
referencing old table as old_rows
for each statement execute function challenges_loader.note_changed_rows('sol_purchases', 'buyer_user_id');

create or replace trigger challenges_note_update after update on public.events
referencing old table as old_rows new table as new_rows
for each statement execute function challenges_loader.note_changed_rows('events', 'user_id');

create or replace trigger challenges_note_delete after delete on public.events
referencing old table as old_rows
for each statement execute function challenges_loader.note_changed_rows('events', 'user_id');

create or replace trigger challenges_note_update after update on public.user_challenges
referencing old table as old_rows
for each statement execute function challenges_loader.note_changed_rewards();

create or replace trigger challenges_note_delete after delete on public.user_challenges
referencing old table as old_rows
for each statement execute function challenges_loader.note_changed_rewards();

create or replace trigger challenges_note_truncate after truncate on public.user_challenges
for each statement execute function challenges_loader.note_changed_rewards();
