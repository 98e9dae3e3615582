{#-
    What a cap on a rolling window of days, and, where a group is given, a cap on its group say of the candidate: a
    verdict, of which the macro cap_verdict takes a part. A window aggregate: it needs "over (partition by <the capped
    scope> order by <the order in which candidates are judged> rows between unbounded preceding and current row)".
-#}
{% macro rolling_cap(days, minted_in_window, cap, group_id='null', minted_in_group='0', group_cap='null') %}
    {{- return(adapter.dispatch('rolling_cap', 'challenges')(
        days, minted_in_window, cap, group_id, minted_in_group, group_cap
    )) -}}
{% endmacro %}

{% macro postgres__rolling_cap(days, minted_in_window, cap, group_id, minted_in_group, group_cap) -%}
    challenges_loader.rolling_caps(
        qualified_at,
        interval '{{ days }} days',
        {{ minted_in_window }},
        {{ cap }},
        {{ group_id }},
        {{ minted_in_group }},
        {{ group_cap }}
    )
{%- endmacro %}


{#-
    A part of the verdict of rolling_cap: count_in_window or count_in_group, the rewards minted or accepted before that
    the cap saw; is_within_window or is_within_group, whether they leave room. Accepted is what has room in both.
-#}
{% macro cap_verdict(verdict, part) %}
    {{- return(adapter.dispatch('cap_verdict', 'challenges')(verdict, part)) -}}
{% endmacro %}

{% macro postgres__cap_verdict(verdict, part) -%}
    ({{ verdict }}).{{ part }}
{%- endmacro %}
