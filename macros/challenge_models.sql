{#- The models that decide a challenge: those that declare meta.challenge_id. Empty while dbt still parses. -#}
{% macro challenge_models() %}
    {%- set models = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') | sort(attribute='name') -%}
            {%- if node.config.meta.challenge_id is defined -%}
                {%- do models.append(node) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(models) }}
{% endmacro %}
