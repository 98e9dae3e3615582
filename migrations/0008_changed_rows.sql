-- Notes changes that no block tells of: remixes and purchases carry none (a purchase becomes valid long after its
-- slot), and an event that goes to another host tells nothing of the former one, whose cap has room again.
-- As their owner, so that whoever writes the platform's tables needs no right on the notes.

create or replace function challenges_loader.note_changed_remixes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op <> 'INSERT' then
        insert into challenges_loader.changed_rows (table_name, scope_id)
        select distinct 'remixes', parent_track_id from old_rows;
    end if;
    if tg_op <> 'DELETE' then
        insert into challenges_loader.changed_rows (table_name, scope_id)
        select distinct 'remixes', parent_track_id from new_rows;
    end if;
    return null;
end;
$$;

create or replace trigger note_inserted_remixes after insert on public.remixes
referencing new table as new_rows
for each statement execute function challenges_loader.note_changed_remixes();

create or replace trigger note_updated_remixes after update on public.remixes
referencing old table as old_rows new table as new_rows
for each statement execute function challenges_loader.note_changed_remixes();

create or replace trigger note_deleted_remixes after delete on public.remixes
referencing old table as old_rows
for each statement execute function challenges_loader.note_changed_remixes();

create or replace function challenges_loader.note_changed_purchases() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op <> 'INSERT' then
        insert into challenges_loader.changed_rows (table_name, scope_id)
        select distinct 'sol_purchases', buyer_user_id from old_rows;
    end if;
    if tg_op <> 'DELETE' then
        insert into challenges_loader.changed_rows (table_name, scope_id)
        select distinct 'sol_purchases', buyer_user_id from new_rows;
    end if;
    return null;
end;
$$;

create or replace trigger note_inserted_purchases after insert on public.sol_purchases
referencing new table as new_rows
for each statement execute function challenges_loader.note_changed_purchases();

create or replace trigger note_updated_purchases after update on public.sol_purchases
referencing old table as old_rows new table as new_rows
for each statement execute function challenges_loader.note_changed_purchases();

create or replace trigger note_deleted_purchases after delete on public.sol_purchases
referencing old table as old_rows
for each statement execute function challenges_loader.note_changed_purchases();

create or replace function challenges_loader.note_former_host() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into challenges_loader.changed_rows (table_name, scope_id) values ('events', old.user_id);
    return null;
end;
$$;

create or replace trigger note_former_host after update of user_id on public.events
for each row when (old.user_id is distinct from new.user_id)
execute function challenges_loader.note_former_host();

create or replace trigger note_host_of_deleted after delete on public.events
for each row execute function challenges_loader.note_former_host();

-- Whoever takes a reward away or moves it in time makes room in a cap, or lets it be minted again. Nobody should; where
-- somebody does, the next load of the challenge reads everything.
create or replace function challenges_loader.note_changed_rewards() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'TRUNCATE' then
        insert into challenges_loader.changed_rewards (challenge_id)
        select id from public.challenges;
    else
        insert into challenges_loader.changed_rewards (challenge_id)
        select distinct challenge_id from old_rows where is_complete;
    end if;
    return null;
end;
$$;

create or replace trigger note_updated_rewards after update on public.user_challenges
referencing old table as old_rows
for each statement execute function challenges_loader.note_changed_rewards();

create or replace trigger note_deleted_rewards after delete on public.user_challenges
referencing old table as old_rows
for each statement execute function challenges_loader.note_changed_rewards();

create or replace trigger note_truncated_rewards after truncate on public.user_challenges
for each statement execute function challenges_loader.note_changed_rewards();
