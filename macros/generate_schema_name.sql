{#- Refuses a schema with a quote in its name, because dbt does not escape it in its own statements. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if "'" in target.schema or '"' in target.schema -%}
        {%- do exceptions.raise_compiler_error(
            "CHALLENGES_SCHEMA is " ~ target.schema ~ ": choose a name without quotes."
        ) -%}
    {%- endif -%}
    {{ default__generate_schema_name(custom_schema_name, node) }}
{%- endmacro %}
