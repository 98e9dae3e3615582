-- The versions of some views. A load asks for those that decide one challenge; reading all of the schema takes longer.

-- As in 0019, for the views with these names only. Its plan is kept: planning takes longer than reading.
create or replace function challenges_loader.versions_of_views(schema_name text, view_names text[]) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    return (
        select
            coalesce(jsonb_object_agg(views.relname, views.oid || ':' || pg_rewrite.xmin || ':' || sources.names), '{}')
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
        where nspname = schema_name and views.relname = any(view_names)
            and views.relkind = 'v' and rulename = '_RETURN'
    );
end;
$$;

-- Of all views of a schema.
create or replace function challenges_loader.view_versions(schema_name text) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
    select challenges_loader.versions_of_views(
        schema_name,
        array(
            select relname::text
            from pg_class inner join pg_namespace on relnamespace = pg_namespace.oid
            where nspname = schema_name and relkind = 'v'
        )
    )
$$;

grant execute on function challenges_loader.versions_of_views(text, text[]) to public;
