{#-
    The loader mints only by finished builds. Each view carries the id of the dbt run that built it, as its comment. At
    the end of a run the views of a challenge are noted, in challenges_loader.finished_builds, if this run built all that
    decide it. So a run that was interrupted, that failed or that left out some of them notes nothing, and neither does
    one that another run met in the same schema. What the loader then finds is not what was noted.
-#}
{% macro note_finished_builds() %}{{ return(adapter.dispatch('note_finished_builds', 'challenges')()) }}{% endmacro %}

{% macro postgres__note_finished_builds() -%}
    {#- With these flags the views leave out rows. -#}
    {%- if execute and flags.WHICH in ['run', 'build'] and not flags.EMPTY and not flags.SAMPLE -%}
        {%- set schema = "'" ~ escape_single_quotes(target.schema) ~ "'" -%}
        with

        declarations as (

            {{ declarations() }}

        ),

        builds as (

            select
                declarations.challenge_id,
                to_jsonb(declarations) as declaration,
                bool_and(views.build is not distinct from '{{ invocation_id }}') as is_finished,
                jsonb_object_agg(views.name, views.version) as view_versions
            from declarations
            cross join lateral (
                select
                    pg_class.relname as name,
                    obj_description(deciding.view, 'pg_class') as build,
                    versions.by_name -> pg_class.relname as version
                from challenges_loader.deciding_views({{ schema }}, to_jsonb(declarations)) as deciding (view)
                inner join pg_class on deciding.view = pg_class.oid
                cross join challenges_loader.view_versions({{ schema }}) as versions (by_name)
            ) as views
            group by declarations.challenge_id, to_jsonb(declarations)

        )

        insert into challenges_loader.finished_builds as noted
            (schema_name, challenge_id, declaration, view_versions, rules_version)
        select
            {{ schema }},
            challenge_id,
            declaration,
            view_versions,
            challenges_loader.rules_version({{ schema }}, declaration)
        from builds
        where is_finished
        on conflict (schema_name, challenge_id) do update set
            declaration = excluded.declaration,
            view_versions = excluded.view_versions,
            rules_version = excluded.rules_version,
            finished_at = clock_timestamp()
    {%- endif -%}
{%- endmacro %}
