{#- dbt puts the name of the schema into its own statements as it is, so a quote in it would break them. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if "'" in target.schema or '"' in target.schema -%}
        {%- do exceptions.raise_compiler_error(
            "CHALLENGES_SCHEMA is " ~ target.schema ~ ": choose a name without quotes."
        ) -%}
    {%- endif -%}
    {{ default__generate_schema_name(custom_schema_name, node) }}
{%- endmacro %}
