-- Notes of changes that blocks do not show, as in 0022: tips carry no block, and a track shows its present owner, but
-- not a former one whose progress falls. A row that is deleted or no longer current can make room for another
-- owner's.

create or replace function challenges_loader.note_owner() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '500ms' as $$
begin
    if
        tg_op = 'DELETE'
        or new.owner_id is distinct from old.owner_id
        or new.is_current is distinct from old.is_current
        -- A scheduled release lists the track, without a block.
        or (new.is_unlisted is distinct from old.is_unlisted and new.blocknumber is not distinct from old.blocknumber)
    then
        insert into challenges_loader.changed_rows (table_name, scope_id) values ('tracks', old.owner_id);
    end if;
    return null;
exception
    when others then
        begin
            perform challenges_loader.note_full_read('a change of tracks could not be noted');
        exception
            when others then
                raise warning 'challenges: a change of tracks could not be noted: %', sqlerrm;
        end;
        return null;
end;
$$;

grant execute on function challenges_loader.note_owner to public;

-- The function asks what has changed. A condition of the trigger would keep the platform from changing the
-- column's type.
create or replace trigger challenges_note_owner after update or delete on public.tracks
for each row execute function challenges_loader.note_owner();

create or replace trigger challenges_note_insert after insert on public.user_tips
referencing new table as new_rows
for each statement execute function challenges_loader.note_changed_rows('user_tips', 'sender_user_id');

create or replace trigger challenges_note_update after update on public.user_tips
referencing old table as old_rows new table as new_rows
for each statement execute function challenges_loader.note_changed_rows('user_tips', 'sender_user_id');

create or replace trigger challenges_note_delete after delete on public.user_tips
referencing old table as old_rows
for each statement execute function challenges_loader.note_changed_rows('user_tips', 'sender_user_id');
