{#- ISO year and two-digit ISO week of a timestamp: 202501 for 2024-12-30, 202653 for 2027-01-01. -#}
{% macro iso_week(timestamp) %}{{ return(adapter.dispatch('iso_week', 'challenges')(timestamp)) }}{% endmacro %}

{% macro postgres__iso_week(timestamp) -%}
    to_char({{ timestamp }}, 'IYYYIW')
{%- endmacro %}

{#- As PostgreSQL has years before Christ, and after 9999. -#}
{% macro spark__iso_week(timestamp) -%}
    {%- set year = 'extract(yearofweek from ' ~ timestamp ~ ')' -%}
    {%- set digits = 'cast(case when ' ~ year ~ ' > 0 then ' ~ year ~ ' else 1 - ' ~ year ~ ' end as string)' -%}
    (
        lpad({{ digits }}, greatest(4, length({{ digits }})), '0')
        || lpad(cast(weekofyear({{ timestamp }}) as string), 2, '0')
    )
{%- endmacro %}
