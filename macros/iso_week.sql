{#- ISO year and two-digit ISO week of a timestamp: 202501 for 2024-12-30, 202653 for 2027-01-01. -#}
{% macro iso_week(timestamp) %}{{ return(adapter.dispatch('iso_week', 'challenges')(timestamp)) }}{% endmacro %}

{% macro postgres__iso_week(timestamp) -%}
    to_char({{ timestamp }}, 'IYYYIW')
{%- endmacro %}

{% macro spark__iso_week(timestamp) -%}
    (
        lpad(cast(extract(yearofweek from {{ timestamp }}) as string), 4, '0')
        || lpad(cast(weekofyear({{ timestamp }}) as string), 2, '0')
    )
{%- endmacro %}
