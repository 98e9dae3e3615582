{#- The node of a model in the graph of the project, which is empty while dbt still parses. -#}
{% macro model_named(name) %}
    {{- return(graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
        | selectattr('name', 'equalto', name) | first) -}}
{% endmacro %}


{#- The caps that a model of candidates declares in its config: by the name of the gate, their numbers. -#}
{% macro caps_of(candidates_name) %}
    {{- return((model_named(candidates_name).config.meta.caps or {}) if execute else {}) -}}
{% endmacro %}


{#- The scope that a model of candidates declares: its column, and the view of the scopes of a user. -#}
{% macro scope_of(candidates_name) %}
    {{- return((model_named(candidates_name).config.meta.scope or {}) if execute else {}) -}}
{% endmacro %}


{#- The names of the gates of a model of candidates: every column is_… that its yaml describes, but the verdict. -#}
{% macro gates_of(candidates_name) %}
    {%- set gates = [] -%}
    {%- for column in (model_named(candidates_name).columns if execute else {}) -%}
        {%- if column.startswith('is_') and column != 'is_earned' -%}
            {%- do gates.append(column) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(gates) }}
{% endmacro %}


{#- An array of the names of those columns that are false. -#}
{% macro names_of_false(columns) %}{{ return(adapter.dispatch('names_of_false', 'challenges')(columns)) }}{% endmacro %}

{% macro postgres__names_of_false(columns) -%}
    {%- set names = [] -%}
    {%- for column in columns -%}
        {%- do names.append("case when not " ~ column ~ " then '" ~ column ~ "' end") -%}
    {%- endfor -%}
    array_remove(array[{{ names | join(', ') }}]::text[], null)
{%- endmacro %}
