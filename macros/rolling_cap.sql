{#-
    Is the candidate accepted by a cap on a rolling window of days, and, where a group is given, by a cap on its
    group as well? A window aggregate: it needs "over (partition by <the capped scope> order by <the order in which
    candidates are judged> rows between unbounded preceding and current row)".
-#}
{% macro rolling_cap(days, minted_in_window, cap, group_id='null', minted_in_group='0', group_cap='null') %}
    {{- return(adapter.dispatch('rolling_cap', 'challenges')(
        days, minted_in_window, cap, group_id, minted_in_group, group_cap
    )) -}}
{% endmacro %}

{% macro postgres__rolling_cap(days, minted_in_window, cap, group_id, minted_in_group, group_cap) -%}
    challenges_loader.rolling_cap(
        qualified_at,
        interval '{{ days }} days',
        {{ minted_in_window }},
        {{ cap }},
        {{ group_id }},
        {{ minted_in_group }},
        {{ group_cap }}
    )
{%- endmacro %}
