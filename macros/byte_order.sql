{#- A text that is ordered by its bytes, in a database of any collation. -#}
{% macro byte_order(text) %}{{ return(adapter.dispatch('byte_order', 'challenges')(text)) }}{% endmacro %}

{% macro postgres__byte_order(text) -%}
    {{ text }} collate "C"
{%- endmacro %}

{#- Spark orders texts by their bytes. -#}
{% macro spark__byte_order(text) -%}
    {{ text }}
{%- endmacro %}
