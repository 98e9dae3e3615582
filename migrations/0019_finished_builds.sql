-- Which views decide each challenge, as the last finished dbt run built them. A load mints only by these.

create table if not exists challenges_loader.finished_builds (
    schema_name text not null,
    challenge_id text not null,
    -- Its row of challenge_views, as the project declares it.
    declaration jsonb not null,
    -- By name, the views that decide it, as view_versions returns them.
    view_versions jsonb not null,
    rules_version text not null,
    finished_at timestamptz not null default clock_timestamp(),
    primary key (schema_name, challenge_id)
);

-- The views that decide a challenge: those that a load of it reads, and all views of the schema below them. The views
-- that only explain, such as a scope view, do not decide.
create or replace function challenges_loader.deciding_views(schema_name text, declaration jsonb) returns setof regclass
language sql stable set search_path = pg_catalog, pg_temp as $$
    with recursive built as (
        select pg_class.oid, relname
        from pg_class inner join pg_namespace on relnamespace = pg_namespace.oid
        where nspname = schema_name and relkind = 'v'
    ),

    deciding as (
        select oid
        from built
        where relname in (
            declaration ->> 'view_name', declaration ->> 'changes_view', declaration ->> 'also_writes_view'
        )
        union
        select built.oid
        from deciding
        inner join pg_rewrite on deciding.oid = ev_class
        inner join pg_depend
            on classid = 'pg_rewrite'::regclass and objid = pg_rewrite.oid and refclassid = 'pg_class'::regclass
        inner join built on refobjid = built.oid
    )

    select oid::regclass from deciding
$$;

-- For each view of a schema, by its name, a text that changes if the view is created or replaced, or if a table that it
-- reads is renamed. A view keeps reading a renamed table, even if another table takes the name. It costs little.
create or replace function challenges_loader.view_versions(schema_name text) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
    select coalesce(jsonb_object_agg(views.relname, views.oid || ':' || pg_rewrite.xmin || ':' || sources.names), '{}')
    from pg_namespace
    inner join pg_class as views on pg_namespace.oid = views.relnamespace
    inner join pg_rewrite on views.oid = ev_class
    cross join lateral (
        select coalesce(string_agg(source.relname, ',' order by source.oid), '') as names
        from pg_class as source
        where source.oid in (
            select refobjid from pg_depend
            where classid = 'pg_rewrite'::regclass and objid = pg_rewrite.oid and refclassid = 'pg_class'::regclass
        )
    ) as sources
    where nspname = schema_name and views.relkind = 'v' and rulename = '_RETURN'
$$;

-- A definition that is the same before and after a restore. PostgreSQL prints a list of texts, such as "in ('a', 'b')",
-- differently after one: casts of the list become casts of its elements. So the casts of such constants are removed.
create or replace function challenges_loader.restored_definition(definition text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select regexp_replace(
        regexp_replace(
            regexp_replace(definition, '(''(?:[^'']|'''')*'')::(?:character varying|text)', '\1', 'g'),
            '\((''(?:[^'']|'''')*'')\)::text', '\1', 'g'
        ),
        '\((ARRAY\[[^][]*\])\)::text\[\]', '\1', 'g'
    )
$$;

-- A text that changes only if the declaration of a challenge changes, or the definition of a view that decides it. A
-- rebuild or a restore does not change it. The settings are those by which PostgreSQL prints definitions.
create or replace function challenges_loader.rules_version(schema_name text, declaration jsonb) returns text
language sql stable
set search_path = pg_catalog, pg_temp
set quote_all_identifiers = off
set datestyle = 'ISO'
set intervalstyle = 'postgres'
set timezone = 'UTC'
set extra_float_digits = 1
set bytea_output = 'hex'
set standard_conforming_strings = on
as $$
    select md5(declaration::text || coalesce(
        string_agg(
            quote_ident(relname) || challenges_loader.restored_definition(pg_get_viewdef(view)), ''
            order by relname collate "C"
        ),
        ''
    ))
    from challenges_loader.deciding_views(schema_name, declaration) as views (view)
    inner join pg_class on view = pg_class.oid
$$;

grant execute on function
challenges_loader.deciding_views, challenges_loader.view_versions, challenges_loader.restored_definition,
challenges_loader.rules_version
to public;

-- The roles exist if this database was set up before.
do $$
begin
    if exists (select from pg_roles where rolname = 'challenges_dbt') then
        grant select, insert, update on challenges_loader.finished_builds to challenges_dbt;
    end if;
    if exists (select from pg_roles where rolname = 'challenges_loader') then
        grant select on challenges_loader.finished_builds to challenges_loader;
        revoke insert, update, delete on challenges_loader.finished_builds from challenges_loader;
    end if;
end $$;
