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

{#- Not as a variant, which forgets how a number was written: 103.0 would be the id of a track. -#}
{% macro spark__unnest_json_array(json, key, element, position) -%}
    lateral (
        select
            exploded.col as {{ element }},
            cast(exploded.pos + 1 as bigint) as {{ position }}
        from posexplode({{ json_array_of_texts(json, key) }}) as exploded
    ) as elements
{%- endmacro %}

{#- On Spark, a JSON is a text. Null if the value under the key is no array. -#}
{% macro json_array_of_texts(json, key) -%}
    case
        when {{ json_schema(json, key) }} like 'ARRAY<%'
            then from_json(get_json_object({{ json }}, '$.{{ key }}'), 'array<string>')
    end
{%- endmacro %}


{#- Is the value under the key an array? Null if there is no value, or a JSON null. -#}
{% macro is_json_array(json, key) %}
    {{- return(adapter.dispatch('is_json_array', 'challenges')(json, key)) -}}
{% endmacro %}

{% macro postgres__is_json_array(json, key) -%}
    nullif(jsonb_typeof({{ json }} -> '{{ key }}'), 'null') = 'array'
{%- endmacro %}

{#- Without nullif, which Spark 4.0 does not take where it explodes an array. -#}
{% macro spark__is_json_array(json, key) -%}
    case when {{ json_schema(json, key) }} <> 'VOID' then {{ json_schema(json, key) }} like 'ARRAY<%' end
{%- endmacro %}

{% macro json_schema(json, key) -%}
    schema_of_variant(try_variant_get(try_parse_json({{ json }}), '$.{{ key }}', 'variant'))
{%- endmacro %}


{#- How many elements the JSON array under a key has; 0 if the value under the key is not an array. -#}
{% macro json_array_length(json, key) %}
    {{- return(adapter.dispatch('json_array_length', 'challenges')(json, key)) -}}
{% endmacro %}

{% macro postgres__json_array_length(json, key) -%}
    jsonb_array_length(case when {{ is_json_array(json, key) }} then {{ json }} -> '{{ key }}' else '[]' end)
{%- endmacro %}

{% macro spark__json_array_length(json, key) -%}
    case
        when {{ is_json_array(json, key) }} then json_array_length(get_json_object({{ json }}, '$.{{ key }}'))
        else 0
    end
{%- endmacro %}


{#- Is there a value, and not a JSON null? -#}
{% macro has_json_value(json) %}{{ return(adapter.dispatch('has_json_value', 'challenges')(json)) }}{% endmacro %}

{% macro postgres__has_json_value(json) -%}
    coalesce(jsonb_typeof({{ json }}) <> 'null', false)
{%- endmacro %}

{% macro spark__has_json_value(json) -%}
    coalesce({{ json }} <> 'null', false)
{%- endmacro %}
