{% macro is_nan(number) %}{{ return(adapter.dispatch('is_nan', 'challenges')(number)) }}{% endmacro %}

{% macro postgres__is_nan(number) -%}
    {{ number }} = 'NaN'
{%- endmacro %}

{#- Null for null, as a comparison is. Spark's isnan says false. -#}
{% macro spark__is_nan(number) -%}
    case when {{ number }} is not null then isnan({{ number }}) end
{%- endmacro %}
