{#-
    Prints up to three rows that each failing or warning test found, because dbt prints only their number. They are JSON,
    so that any text, such as an earlier system's specifier, is escaped.
-#}
{% macro print_failure_examples(results) %}
    {%- if execute -%}
        {%- for result in results if result.node.resource_type == 'test' and result.status in ['fail', 'warn'] -%}
            {%- set found = run_query('select * from (\n' ~ result.node.compiled_code ~ '\n) as failures limit 3') -%}
            {%- for row in found -%}
                {%- set values = {} -%}
                {%- for column, value in row.items() if value is not none -%}
                    {%- do values.update({column: value | string}) -%}
                {%- endfor -%}
                {%- do log(result.node.name ~ ' found ' ~ tojson(values), info=true) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
