-- Notes of changes that blocks do not show, as in 0004: tips and monthly plays carry no block, and a track shows its
-- present owner, but not a former one whose progress falls.

-- One statement per batch of plays, and one per play if the platform counts them by a trigger of its own: so this names
-- its columns, and does not search for them as note_changed_rows does. An update that changes the key is not expected.
create or replace function challenges_loader.note_monthly_plays() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into challenges_loader.changed_rows (table_name, scope_id)
    select distinct 'aggregate_monthly_plays', changed.play_item_id from changed;
    return null;
exception
    when others then
        begin
            insert into challenges_loader.full_reads (reason)
            values ('a change of aggregate_monthly_plays could not be noted');
        exception
            when others then
                raise warning 'challenges: a change of aggregate_monthly_plays could not be noted: %', sqlerrm;
        end;
        return null;
end;
$$;

create or replace function challenges_loader.note_former_owner() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into challenges_loader.changed_rows (table_name, scope_id) values ('tracks', old.owner_id);
    return null;
exception
    when others then
        begin
            insert into challenges_loader.full_reads (reason) values ('a change of tracks could not be noted');
        exception
            when others then
                raise warning 'challenges: a change of tracks could not be noted: %', sqlerrm;
        end;
        return null;
end;
$$;

grant execute on function challenges_loader.note_monthly_plays, challenges_loader.note_former_owner to public;

create or replace trigger challenges_note_insert after insert on public.aggregate_monthly_plays
referencing new table as changed
for each statement execute function challenges_loader.note_monthly_plays();

create or replace trigger challenges_note_update after update on public.aggregate_monthly_plays
referencing new table as changed
for each statement execute function challenges_loader.note_monthly_plays();

create or replace trigger challenges_note_delete after delete on public.aggregate_monthly_plays
referencing old table as changed
for each statement execute function challenges_loader.note_monthly_plays();

-- By row, with a condition: an update of a track that keeps its owner, as nearly all do, calls no function.
create or replace trigger challenges_note_former_owner after update on public.tracks
for each row when (old.owner_id is distinct from new.owner_id)
execute function challenges_loader.note_former_owner();

create or replace trigger challenges_note_insert after insert on public.user_tips
referencing new table as new_rows
for each statement execute function challenges_loader.note_changed_rows('user_tips', 'sender_user_id');

create or replace trigger challenges_note_update after update on public.user_tips
referencing old table as old_rows new table as new_rows
for each statement execute function challenges_loader.note_changed_rows('user_tips', 'sender_user_id');

create or replace trigger challenges_note_delete after delete on public.user_tips
referencing old table as old_rows
for each statement execute function challenges_loader.note_changed_rows('user_tips', 'sender_user_id');
