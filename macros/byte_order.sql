{#- A text to be ordered by its bytes, whatever the collation of the database. -#}
{% macro byte_order(text) %}{{ return(adapter.dispatch('byte_order', 'challenges')(text)) }}{% endmacro %}

{% macro postgres__byte_order(text) -%}
    {{ text }} collate "C"
{%- endmacro %}
