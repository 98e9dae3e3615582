-- name: settings
-- Statements outside of a block, as the ledger's, meet other writers and must not fail for that.
set default_transaction_isolation = 'read committed';
-- The only style that the driver reads.
set datestyle = 'ISO';
-- Planned generically, the lookup in the platform's trigger scans the whole notification table for each reward.
set plan_cache_mode = force_custom_plan;
-- Views over many tables look expensive enough to be compiled, which takes longer than running them.
set jit = off

-- name: timeouts
-- Sets the timeouts that are set nowhere else: not in PGOPTIONS, the role, the database or the server's configuration.
select set_config(name, value, false)
from unnest(%(names)s::text[], %(values)s::text[]) as defaults (name, value)
where name in (select name from pg_settings where source = 'default')

-- name: missing_relations
-- Those of the names, each schema.relation, that are no relation visible to this role, in the order in which they came.
select coalesce(array_agg(name order by place), '{{}}')
from unnest(%(names)s::text[]) with ordinality as wanted (name, place)
where name not in (
    select nspname || '.' || relname from pg_class inner join pg_namespace on relnamespace = pg_namespace.oid
)

-- name: set_clock
select set_config('challenges.as_of', coalesce(%(clock)s::timestamptz, now())::text, true)::timestamptz
