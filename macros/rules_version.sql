{#-
    After a run: write a text that changes with any of the project's views, as the comment of challenge_views.
    A load reads everything once after that text has changed, because other rules may decide otherwise.
-#}
{% macro note_rules_version() %}{{ return(adapter.dispatch('note_rules_version', 'challenges')()) }}{% endmacro %}

{% macro postgres__note_rules_version() %}
    {%- if execute and flags.WHICH in ['run', 'build'] -%}
        {%- set views = adapter.get_relation(target.database, target.schema, 'challenge_views') -%}
        {%- if views is not none -%}
            {%- set definitions = "
                select md5(string_agg(relname || pg_get_viewdef(oid), '' order by relname))
                from pg_class
                where relkind = 'v' and relnamespace = '" ~ target.schema ~ "'::regnamespace
            " -%}
            {%- set version = run_query(definitions).columns[0].values()[0] -%}
            {%- do run_query("comment on view " ~ views ~ " is '" ~ version ~ "'") -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
