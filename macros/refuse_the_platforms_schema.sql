{#- The catalog seed is named as the platform's table is: built into the same schema, it would take its place. -#}
{% macro refuse_the_platforms_schema() %}
    {%- if execute and target.schema == 'public' -%}
        {%- do exceptions.raise_compiler_error(
            "CHALLENGES_SCHEMA is public, where the platform's tables are: choose another schema."
        ) -%}
    {%- endif -%}
{% endmacro %}
