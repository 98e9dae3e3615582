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
