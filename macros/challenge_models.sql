{#- The models that decide a challenge: those that declare meta.challenge_id. Empty while dbt still parses. -#}
{% macro challenge_models() %}
    {%- set models = [] -%}
    {%- if execute -%}
        {%- set nodes = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') -%}
        {%- for node in nodes | sort(attribute='name') -%}
            {%- if node.config.meta.challenge_id is defined -%}
                {%- do models.append(node) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(models) }}
{% endmacro %}
