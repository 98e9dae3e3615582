{#-
    Fails if row security may hide rows of a source from dbt, because its tests would then miss them. The loader sets
    row_security off for itself. dbt cannot set it for all its connections.
-#}
{% macro refuse_hidden_rows() %}{{ return(adapter.dispatch('refuse_hidden_rows', 'challenges')()) }}{% endmacro %}

{% macro postgres__refuse_hidden_rows() %}
    {%- if execute -%}
        {%- set names = [] -%}
        {%- for source in graph.sources.values() -%}
            {%- do names.append("'" ~ source.schema ~ "." ~ source.identifier ~ "'") -%}
        {%- endfor -%}
        {%- set hidden = run_query(
            "select name, current_user from unnest(array[" ~ names | sort | join(", ") ~ "]) as name"
            ~ " where row_security_active(to_regclass(name))"
        ) -%}
        {%- for row in hidden.rows -%}
            {%- do exceptions.raise_compiler_error(
                "Row security may hide rows of " ~ row[0] ~ " from dbt. As a superuser, run alter role "
                ~ row[1] ~ " bypassrls, and the same for the loader's role."
            ) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
