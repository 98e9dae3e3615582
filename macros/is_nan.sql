{% macro is_nan(number) %}{{ return(adapter.dispatch('is_nan', 'challenges')(number)) }}{% endmacro %}

{% macro postgres__is_nan(number) -%}
    {{ number }} = 'NaN'
{%- endmacro %}
