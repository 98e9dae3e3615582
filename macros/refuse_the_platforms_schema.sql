{#- In the platform's schema dbt could replace one of the platform's views by a model of the same name. -#}
{% macro refuse_the_platforms_schema() %}
    {%- if execute and target.schema == 'public' -%}
        {%- do exceptions.raise_compiler_error(
            "CHALLENGES_SCHEMA is public, where the platform's tables are: choose another schema."
        ) -%}
    {%- endif -%}
{% endmacro %}
