-- name: fed
-- The challenges whose facts come from the lake, or some of them, in the order of their ids' bytes.
select
    challenge_id, lake_facts.facts_name, lake_facts.facts_table, lake_facts.scope_column, challenge_views.facts_version
from {lake_facts} as lake_facts
left join {challenge_views} as challenge_views using (challenge_id)
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
-- Null if there is no such table.
select array_agg(attname::text order by attnum) from pg_attribute
where attrelid = to_regclass(%(table)s) and attnum > 0 and not attisdropped

-- name: stage
-- A temporary table: what the lake has is not logged, and goes with the session.
create temporary table {staged} (like {facts})

-- name: apply
-- Makes the published facts those that are staged. Returns how many rows there are then, how many came and went, and the
-- scopes of these; null if they are very many. As a row, a null equals a null. A row that is there twice is published
-- once: it decides nothing else.
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
)

select
    before.rows - gone.rows + come.rows as rows, come.rows as inserted, gone.rows as deleted,
    case when scopes.count <= %(many_scopes)s then scopes.ids end as scopes
from (select count(*) as rows from {facts}) as before
cross join (select count(*) as rows from gone) as gone
cross join (select count(*) as rows from come) as come
cross join (select count(*), coalesce(array_agg(scope_id), '{{}}') as ids from scopes) as scopes

-- name: note
select challenges_loader.note_published(%(challenge_id)s, %(scopes)s)

-- name: record
insert into challenges_loader.publications
    (schema_name, challenge_id, lake_time, built_at, published_at, rows, inserted, deleted, facts_version)
values (
    %(schema)s, %(challenge_id)s, %(lake_time)s, %(built_at)s, clock_timestamp(), %(rows)s, %(inserted)s, %(deleted)s,
    %(facts_version)s
)
on conflict (schema_name, challenge_id) do update set
    lake_time = excluded.lake_time, built_at = excluded.built_at, published_at = excluded.published_at,
    rows = excluded.rows, inserted = excluded.inserted, deleted = excluded.deleted,
    facts_version = excluded.facts_version
