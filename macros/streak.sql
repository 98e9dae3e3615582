{#-
    To be cross joined: the acts that are days of a streak, by their times in order, an array. Columns: place (from 1, in
    the array), acted_at, streak_day, since_at, goes_on; see migrations/0024_streak.sql. The streak goes on from last_at
    and days. Without last_at there is none yet, and acts up to not_until do not count.
-#}
{% macro streak(times, min_hours, max_hours, last_at, days, not_until) %}
    {{- return(adapter.dispatch('streak', 'challenges')(times, min_hours, max_hours, last_at, days, not_until)) -}}
{% endmacro %}

{#- A function of plpgsql reads an array ten times as fast as a window aggregate reads rows. -#}
{% macro postgres__streak(times, min_hours, max_hours, last_at, days, not_until) -%}
    lateral challenges_loader.streak(
        {{ times }}, {{ hours(min_hours) }}, {{ hours(max_hours) }}, {{ last_at }}, {{ days }}, {{ not_until }}
    )
{%- endmacro %}


{#- An array of the values of a group, nulls too, in the order of these columns. -#}
{% macro in_order(value, order) %}{{ return(adapter.dispatch('in_order', 'challenges')(value, order)) }}{% endmacro %}

{% macro postgres__in_order(value, order) -%}
    array_agg({{ value }} order by {{ order | join(', ') }})
{%- endmacro %}


{#- The value at a place, from 1, of an array. -#}
{% macro at_place(values, place) %}{{ return(adapter.dispatch('at_place', 'challenges')(values, place)) }}{% endmacro %}

{% macro postgres__at_place(values, place) -%}
    ({{ values }})[{{ place }}]
{%- endmacro %}


{#- The hour of a timestamp as 2026052214. -#}
{% macro digits_of_hour(timestamp) %}
    {{- return(adapter.dispatch('digits_of_hour', 'challenges')(timestamp)) -}}
{% endmacro %}

{% macro postgres__digits_of_hour(timestamp) -%}
    to_char({{ timestamp }}, 'YYYYMMDDHH24')
{%- endmacro %}


{#- The hour in a streak's specifier, as 2026052214. Of the earlier form, hex:20260522, the first. Of others ''. -#}
{% macro hour_in_specifier(specifier) -%}
    case
        when not {{ matches(specifier, specifier_pattern('hexhour')) }} then ''
        when {{ specifier }} like '%:%' then {{ split_part(specifier, "':'", 2) }} || '00'
        else right({{ specifier }}, 10)
    end
{%- endmacro %}


{#-
    The facts of `e`: plays, the walk of which goes on from a state in PostgreSQL. A lake has billions of them. By the var
    lake_plays_since, a time in UTC, only later ones are published: the state has what was walked before.
-#}
{% macro plays_to_walk() -%}
    select
        play_id,
        user_id,
        created_at,
        slot
    from {{ ref('stg_plays') }}
    {%- if var('lake_plays_since', none) %}
    where created_at >= cast('{{ var("lake_plays_since") }}' as timestamp)
    {%- endif %}
{%- endmacro %}


{#-
    Of published plays those that may be days of a streak: of each listener those after the last counted one, by index. A
    listener can have very many before it. A load that reads all rows walks them all, because to look up each listener
    takes longer.
-#}
{% macro unwalked_plays() %}{{ return(adapter.dispatch('unwalked_plays', 'challenges')()) }}{% endmacro %}

{% macro postgres__unwalked_plays() -%}
    {%- set published = facts_of('e', 'listen_streak', plays_to_walk(), indexed=['user_id, created_at']) -%}
    {%- set columns = ['play_id', 'created_at', 'slot'] -%}
    {%- set last_counted -%}
        (
            select streaks.last_listen_date
            from {{ ref('stg_listen_streaks') }} as streaks
            where streaks.user_id = listeners.user_id
        )
    {%- endset -%}
    select
        user_id,
        {{ columns | join(', ') }}
    from ({{ published }}) as plays
    where {{ reads_all() }}

    union all

    select
        listeners.user_id,
        plays.*
    from (select distinct user_id from ({{ published }}) as plays) as listeners
    cross join {{ rows_for(
        '(' ~ published ~ ')', 'user_id', 'listeners', alias='plays', columns=columns,
        condition="plays.created_at > coalesce(" ~ last_counted ~ ", '-infinity')"
    ) }}
    where not {{ reads_all() }}
{%- endmacro %}
