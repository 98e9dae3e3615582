{#- A timestamp with time zone as a plain timestamp in UTC. -#}
{% macro as_utc(timestamp) %}{{ return(adapter.dispatch('as_utc', 'challenges')(timestamp)) }}{% endmacro %}

{% macro postgres__as_utc(timestamp) -%}
    {{ timestamp }} at time zone 'UTC'
{%- endmacro %}

{% macro spark__as_utc(timestamp) -%}
    convert_timezone('UTC', {{ timestamp }})
{%- endmacro %}
