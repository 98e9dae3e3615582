{#-
    The loader mints only by finished builds. Each view has the id of the dbt run that built it as its comment. At its
    end, a run notes the views of a challenge in challenges_loader.finished_builds if it built all that decide it. A run
    that was interrupted, failed, left out some of them, or met another run in the same schema does not note it. The
    loader then finds other views than those that were noted.
-#}
{% macro note_finished_builds() %}{{ return(adapter.dispatch('note_finished_builds', 'challenges')()) }}{% endmacro %}

{% macro postgres__note_finished_builds() -%}
    {#- With these flags the views leave out rows, and with facts_only there are no views to load. -#}
    {%- set has_all_rows = not flags.EMPTY and not flags.SAMPLE and not var('facts_only', false) -%}
    {%- if execute and flags.WHICH in ['run', 'build'] and has_all_rows -%}
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
