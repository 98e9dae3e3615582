{#-
    The clock, as a timestamp in UTC: the time of loading, or the time a person sets instead (the setting
    challenges.as_of of the session). It decides what "now" is; it hides no source row.
-#}
{% macro clock() %}{{ return(adapter.dispatch('clock', 'challenges')()) }}{% endmacro %}

{% macro postgres__clock() -%}
    (coalesce(nullif(current_setting('challenges.as_of', true), '')::timestamptz, now()) at time zone 'UTC')
{%- endmacro %}

{#- No fact depends on the clock: a unit test may. -#}
{% macro spark__clock() -%}
    cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}' as timestamp)
{%- endmacro %}


{#- Is the day of a timestamp a Friday? -#}
{% macro is_friday(timestamp) %}{{ return(adapter.dispatch('is_friday', 'challenges')(timestamp)) }}{% endmacro %}

{% macro postgres__is_friday(timestamp) -%}
    extract(isodow from {{ timestamp }}) = 5
{%- endmacro %}

{% macro spark__is_friday(timestamp) -%}
    extract(dayofweek_iso from {{ timestamp }}) = 5
{%- endmacro %}


{#- A date as YYYY-MM-DD, in every session. -#}
{% macro iso_date(date) %}{{ return(adapter.dispatch('iso_date', 'challenges')(date)) }}{% endmacro %}

{% macro postgres__iso_date(date) -%}
    to_char({{ date }}, 'YYYY-MM-DD')
{%- endmacro %}

{% macro spark__iso_date(date) -%}
    date_format({{ date }}, 'yyyy-MM-dd')
{%- endmacro %}


{#- So many hours, to add to a timestamp or to take away. -#}
{% macro hours(count) %}{{ return(adapter.dispatch('hours', 'challenges')(count)) }}{% endmacro %}

{% macro postgres__hours(count) -%}
    interval '{{ count }} hours'
{%- endmacro %}

{% macro spark__hours(count) -%}
    interval '{{ count }}' hour
{%- endmacro %}


{#- Is the time in the range that the loader pays (unpayable_reason in loader/sql/merge.sql)? -#}
{% macro is_in_time_range(timestamp) -%}
    {{ timestamp }} >= cast('2000-01-01' as timestamp)
    and {{ timestamp }} <= cast('3000-01-01' as timestamp)
{%- endmacro %}
