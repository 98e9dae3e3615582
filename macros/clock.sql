{#-
    The clock, as a timestamp in UTC: the time of loading, or the time a person sets instead (the setting
    challenges.as_of of the session). It decides what "now" is; it hides no source row.
-#}
{% macro clock() %}{{ return(adapter.dispatch('clock', 'challenges')()) }}{% endmacro %}

{% macro postgres__clock() -%}
    (coalesce(nullif(current_setting('challenges.as_of', true), '')::timestamptz, now()) at time zone 'UTC')
{%- endmacro %}
