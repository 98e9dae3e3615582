-- name: create_record
create schema if not exists challenges_loader;
create table if not exists challenges_loader.migrations (
    name text primary key, checksum text not null, applied_at timestamptz not null default now()
)

-- name: record
insert into challenges_loader.migrations (name, checksum) values (%s, %s)

-- name: schema_of_invalid_index
-- An interrupted concurrent build leaves an index that exists and is never used.
select nspname from pg_index inner join pg_class on indexrelid = pg_class.oid
inner join pg_namespace on relnamespace = pg_namespace.oid
where relname = %(index)s and not indisvalid

-- name: forget_all
truncate challenges_loader.migrations

-- name: views
select array_agg(relname::text order by relname)
from pg_class inner join pg_namespace on relnamespace = pg_namespace.oid
where relkind = 'v' and nspname = %(schema)s
