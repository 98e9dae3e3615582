-- name: fed
-- The challenges whose facts come from the lake, or some of them, in the order of their ids' bytes.
select challenge_id, facts_name, facts_table, scope_column from {lake_facts}
where challenge_id = any(%(only)s) or %(only)s = '{{}}' order by challenge_id collate "C"

-- name: take_lock
select pg_try_advisory_lock(%(lock_space)s, hashtext(%(schema)s))

-- name: release_lock
select pg_advisory_unlock(%(lock_space)s, hashtext(%(schema)s))

-- name: holder
-- The process that publishes. Another role's application may be hidden.
select pid from pg_locks
where locktype = 'advisory' and classid = %(lock_space)s::oid and objid = hashtext(%(schema)s)::oid and granted
    and database = (select oid from pg_database where datname = current_database())

-- name: columns
select array_agg(attname::text order by attnum) from pg_attribute
where attrelid = %(table)s::regclass and attnum > 0 and not attisdropped

-- name: stage
-- A temporary table: what the lake has is not logged, and goes with the session.
create temporary table {staged} (like {facts})

-- name: apply
-- Makes the published facts those that are staged, and notes the scopes of what differs. As a row, a null equals a null.
-- A row that is there twice is published once: it decides nothing else. If very many scopes changed, all are read.
with gone as (
    delete from {facts} as published
    where not exists (select from {staged} as staged where staged = published)
    returning {scope} as scope_id
),

come as (
    insert into {facts} as published ({columns})
    select distinct {columns} from {staged} as staged
    where not exists (select from {facts} as published where published = staged)
    returning {scope} as scope_id
),

scopes as (
    select scope_id from gone where scope_id is not null
    union
    select scope_id from come where scope_id is not null
),

counts as (
    select
        (select count(*) from gone) as deleted, (select count(*) from come) as inserted,
        (select count(*) from {facts}) as before, (select count(*) from scopes) as scopes
),

noted as (
    insert into challenges_loader.changed_rows (table_name, scope_id)
    select 'lake:' || %(challenge_id)s, scope_id from scopes where (select scopes from counts) <= %(many_scopes)s
),

noted_in_full as (
    insert into challenges_loader.full_reads (challenge_id, reason)
    select %(challenge_id)s, 'many of its facts were published' from counts where scopes > %(many_scopes)s
)

insert into challenges_loader.publications as former
    (schema_name, challenge_id, lake_time, built_at, published_at, rows, inserted, deleted)
select
    %(schema)s, %(challenge_id)s, %(lake_time)s, %(built_at)s, clock_timestamp(), before - deleted + inserted, inserted,
    deleted
from counts
on conflict (schema_name, challenge_id) do update set
    lake_time = excluded.lake_time, built_at = excluded.built_at, published_at = excluded.published_at,
    rows = excluded.rows, inserted = excluded.inserted, deleted = excluded.deleted
returning rows, inserted, deleted
