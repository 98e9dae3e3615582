{#-
    The project's view materialization: "create or replace view".

    dbt's own creates a new view, then renames and drops the old one with cascade. Every view built on top is gone until it
    is built again. The loader reads these views all day, so here they are replaced in place. PostgreSQL allows that if
    the columns stay and new ones come last. Anything else needs --full-refresh.
-#}
{% materialization view, adapter='postgres' %}

    {%- set target_relation = this.incorporate(type='view') -%}
    {%- set existing_relation = load_cached_relation(this) -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {% if existing_relation is not none and (should_full_refresh() or not existing_relation.is_view) %}
        {% do adapter.drop_relation(existing_relation) %}
        {% set existing_relation = none %}
    {% endif %}

    {% if existing_relation is not none %}
        {% do assert_replaceable(existing_relation, sql) %}
    {% endif %}

    {% call statement('main') -%}
        {{ get_replace_view_sql(target_relation, sql) }}
    {%- endcall %}

    {% do apply_grants(
        target_relation, config.get('grants'), should_revoke(existing_relation, full_refresh_mode=False)
    ) %}
    {% do persist_docs(target_relation, model) %}
    {#- In the same transaction: see note_finished_builds. -#}
    {% do run_query("comment on view " ~ target_relation ~ " is '" ~ invocation_id ~ "'") %}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}

    {{ return({'relations': [target_relation]}) }}

{% endmaterialization %}


{#- Fails, with the next step, if the columns of a view would change other than by new ones at the end. -#}
{% macro assert_replaceable(existing_relation, sql) %}
    {%- set old_columns = get_column_schema_from_query('select * from ' ~ existing_relation) -%}
    {%- set new_columns = get_column_schema_from_query(sql) -%}
    {%- for old_column in old_columns -%}
        {%- if loop.index0 >= new_columns | length or new_columns[loop.index0].name != old_column.name -%}
            {%- do exceptions.raise_compiler_error(
                "The column " ~ old_column.name ~ " of " ~ existing_relation ~ " was removed, renamed or moved, and a"
                ~ " view cannot be replaced in place then. Stop the loader, run dbt build --full-refresh, start it again."
            ) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
