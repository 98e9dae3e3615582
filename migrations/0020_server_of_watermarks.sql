-- A watermark has a block and a transaction of one server. On another server, as after a restore, they do not show what
-- changed.

-- Null: unknown, because an earlier release wrote the watermark.
alter table challenges_loader.watermarks add column if not exists server text;

-- The server's system identifier and its timeline. A promotion or a recovery to a point in time changes the timeline.
-- The checkpoint shows a new timeline late, so it is read only during a recovery, when nothing can be written.
create or replace function challenges_loader.server() returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select
        system_identifier || '/' || case
            when pg_is_in_recovery() then (select lpad(to_hex(timeline_id), 8, '0') from pg_control_checkpoint())
            else lower(left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))
        end
    from pg_control_system()
$$;

grant execute on function challenges_loader.server to public;
