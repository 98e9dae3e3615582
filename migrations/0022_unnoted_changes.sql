-- If no table can take the note of a change, a sequence takes it, so that the next load reads everything. A note that
-- meets a lock on its table waits only briefly, because the platform's statement waits too.

-- The last transaction with a change that no table could take. A sequence can take its number even if the tables are
-- locked or were renamed. 1 if there was none.
create sequence if not exists challenges_loader.unnoted_transaction;

-- Every role that loads reads it. It has nothing but a number.
grant select on sequence challenges_loader.unnoted_transaction to public;

create or replace function challenges_loader.note_full_read(reason text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    insert into challenges_loader.full_reads (reason) values (note_full_read.reason);
exception
    when others then
        -- Never to a smaller number: an older transaction can come here later.
        perform setval(
            'challenges_loader.unnoted_transaction',
            greatest(pg_current_xact_id()::text::bigint, last_value)
        )
        from challenges_loader.unnoted_transaction;
end;
$$;

-- As in 0004, with the sequence and with a limit on waiting.
create or replace function challenges_loader.note_changed_rows() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '500ms' as $$
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
            perform challenges_loader.note_full_read(format('a change of %s could not be noted', tg_argv[0]));
        exception
            when others then
                raise warning 'challenges: a change of % could not be noted: %', tg_argv[0], sqlerrm;
        end;
        return null;
end;
$$;

create or replace function challenges_loader.note_changed_rewards() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '500ms' as $$
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
            perform challenges_loader.note_full_read('a change of user_challenges could not be noted');
        exception
            when others then
                raise warning 'challenges: a change of user_challenges could not be noted: %', sqlerrm;
        end;
        return null;
end;
$$;
