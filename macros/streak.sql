{#-
    The streak that an act is part of, in the order of one person's acts; see migrations/0051_streak.sql. last_at, days and
    not_until are read from the person's first row: what the streak goes on from.
-#}
{% macro streak(acted_at, min_hours, max_hours, last_at, days, not_until, partition, order) %}
    {{- return(adapter.dispatch('streak', 'challenges')(
        acted_at, min_hours, max_hours, last_at, days, not_until, partition, order
    )) -}}
{% endmacro %}

{% macro postgres__streak(acted_at, min_hours, max_hours, last_at, days, not_until, partition, order) -%}
    challenges_loader.streak(
        {{ acted_at }}, interval '{{ min_hours }} hours', interval '{{ max_hours }} hours',
        {{ last_at }}, {{ days }}, {{ not_until }}
    ) over (
        partition by {{ partition | join(', ') }}
        order by {{ order | join(', ') }}
        rows between unbounded preceding and current row
    )
{%- endmacro %}


{#- A part of the column streak: is_counted, days, since_at or goes_on. -#}
{% macro streak_verdict(part) %}{{ return(adapter.dispatch('streak_verdict', 'challenges')(part)) }}{% endmacro %}

{% macro postgres__streak_verdict(part) -%}
    (streak).{{ part }}
{%- endmacro %}


{#- The hour of a timestamp as 2026052214. -#}
{% macro digits_of_hour(timestamp) %}{{ return(adapter.dispatch('digits_of_hour', 'challenges')(timestamp)) }}{% endmacro %}

{% macro postgres__digits_of_hour(timestamp) -%}
    to_char({{ timestamp }}, 'YYYYMMDDHH24')
{%- endmacro %}


{#- The hour in the specifier of a streak, as 2026052214; of the earlier form, hex:20260522, the first; of others ''. -#}
{% macro hour_in_specifier(specifier) -%}
    case
        when not {{ matches(specifier, specifier_pattern('hexhour')) }} then ''
        when {{ specifier }} like '%:%' then {{ split_part(specifier, "':'", 2) }} || '00'
        else right({{ specifier }}, 10)
    end
{%- endmacro %}
