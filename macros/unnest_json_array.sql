{#-
    To be cross joined: the elements, as text, of the JSON array under a key, with their position from 1.
    No rows if the value under the key is not an array.
-#}
{% macro unnest_json_array(json, key, element, position) %}
    {{- return(adapter.dispatch('unnest_json_array', 'challenges')(json, key, element, position)) -}}
{% endmacro %}

{% macro postgres__unnest_json_array(json, key, element, position) -%}
    lateral jsonb_array_elements_text(
        case when {{ is_json_array(json, key) }} then {{ json }} -> '{{ key }}' else '[]' end
    ) with ordinality as elements ({{ element }}, {{ position }})
{%- endmacro %}


{#- Is the value under the key an array? Null if there is no value, or a JSON null. -#}
{% macro is_json_array(json, key) %}
    {{- return(adapter.dispatch('is_json_array', 'challenges')(json, key)) -}}
{% endmacro %}

{% macro postgres__is_json_array(json, key) -%}
    nullif(jsonb_typeof({{ json }} -> '{{ key }}'), 'null') = 'array'
{%- endmacro %}


{#- How many elements the JSON array under a key has; 0 if the value under the key is not an array. -#}
{% macro json_array_length(json, key) %}
    {{- return(adapter.dispatch('json_array_length', 'challenges')(json, key)) -}}
{% endmacro %}

{% macro postgres__json_array_length(json, key) -%}
    jsonb_array_length(case when {{ is_json_array(json, key) }} then {{ json }} -> '{{ key }}' else '[]' end)
{%- endmacro %}


{#- Is there a value, and not a JSON null? -#}
{% macro has_json_value(json) %}{{ return(adapter.dispatch('has_json_value', 'challenges')(json)) }}{% endmacro %}

{% macro postgres__has_json_value(json) -%}
    coalesce(jsonb_typeof({{ json }}) <> 'null', false)
{%- endmacro %}
