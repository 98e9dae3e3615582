-- name: session
select pg_backend_pid()

-- name: settings
-- The session settings that the loader depends on. PGOPTIONS, the role, the database and the server's configuration can
-- set others. Only settings that differ are set, because one of them needs a right.
select set_config(name, needed, false)
from (
    values
    -- A policy that hides rows is an error. Otherwise a reward that is hidden would take no place in a cap.
    ('row_security', 'off'),
    -- Without triggers nobody is notified, and no change is noted. (--quiet sets this in its own transactions.)
    ('session_replication_role', 'origin'),
    -- Triggers of the platform name its tables without their schema. The path that the platform itself has set follows.
    ('search_path', concat_ws(', ', 'public', nullif(current_setting('search_path'), ''))),
    -- The platform's timestamps without a zone are UTC. A trigger or a default may write now() into one.
    ('TimeZone', 'UTC'),
    -- The only styles that the driver reads.
    ('DateStyle', 'ISO, MDY'),
    ('IntervalStyle', 'postgres'),
    -- A backslash in a literal, such as a pattern, is not an escape.
    ('standard_conforming_strings', 'on'),
    -- A search in an index of arrays would leave out rows.
    ('gin_fuzzy_search_limit', '0'),
    -- Statements outside of a block, as the ledger's, meet other writers and must not fail for that.
    ('default_transaction_isolation', 'read committed'),
    -- A loader on a schedule is idle most of the time.
    ('idle_session_timeout', '0'),
    -- Planned generically, the lookup in the platform's trigger scans the whole notification table for each reward.
    ('plan_cache_mode', 'force_custom_plan'),
    -- Views over many tables look expensive enough to be compiled, which takes longer than running them.
    ('jit', 'off'),
    -- set_clock checks it, so that each transaction is in this session.
    ('challenges.session', %(session)s)
) as settings (name, needed)
where current_setting(name, true) is distinct from needed

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
-- No row if this is not the session that the loader has set up.
select set_config('challenges.as_of', coalesce(%(clock)s::timestamptz, now())::text, true)::timestamptz
where current_setting('challenges.session', true) = %(session)s
