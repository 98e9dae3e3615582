-- Notes of plays that came or changed, by ranges of their ids. There are over a billion plays and twenty new ones a
-- second, so a note is for a statement, not for a play or a user, and plays need no further index.

create table if not exists challenges_loader.changed_ranges (
    id bigint generated always as identity primary key,
    table_name varchar not null,
    first_id integer not null,
    last_id integer not null,
    transaction_id xid8 not null default pg_current_xact_id()
);

-- Mostly a statement writes ids that lie close together: they are one range, and that is the cheapest note. Otherwise
-- each run of ids without a gap is one: if a statement writes an old id among new ones, the plays between must not be
-- read. A changed play matters only if its listener or its time is another; a deleted one takes nothing back.
-- As in 0022, a note never fails the statement that it is about, and waits for a lock half a second at most.
create or replace function challenges_loader.note_plays() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '500ms' as $$
begin
    if tg_op = 'INSERT' then
        insert into challenges_loader.changed_ranges (table_name, first_id, last_id)
        select 'plays', min(new_rows.id), max(new_rows.id)
        from new_rows
        having max(new_rows.id)::bigint - min(new_rows.id) < 1000;

        if not found then
            insert into challenges_loader.changed_ranges (table_name, first_id, last_id)
            select 'plays', min(numbered.id), max(numbered.id)
            from (select new_rows.id, new_rows.id - row_number() over (order by new_rows.id) as run from new_rows)
                as numbered
            group by numbered.run;
        end if;
    else
        insert into challenges_loader.changed_ranges (table_name, first_id, last_id)
        select 'plays', min(numbered.id), max(numbered.id)
        from (
            select new_rows.id, new_rows.id - row_number() over (order by new_rows.id) as run
            from new_rows
            left join old_rows on new_rows.id = old_rows.id
            where (new_rows.user_id, new_rows.created_at) is distinct from (old_rows.user_id, old_rows.created_at)
        ) as numbered
        group by numbered.run;
    end if;
    return null;
exception
    when others then
        begin
            perform challenges_loader.note_full_read('a change of plays could not be noted');
        exception
            when others then
                raise warning 'challenges: a change of plays could not be noted: %', sqlerrm;
        end;
        return null;
end;
$$;

grant execute on function challenges_loader.note_plays to public;

create or replace trigger challenges_note_insert after insert on public.plays
referencing new table as new_rows
for each statement execute function challenges_loader.note_plays();

create or replace trigger challenges_note_update after update on public.plays
referencing old table as old_rows new table as new_rows
for each statement execute function challenges_loader.note_plays();
