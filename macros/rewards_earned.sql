{#- The eligibility view over candidates whose rewards are earned in one go: those that pass every gate. -#}
{% macro rewards_earned_in_one_go(candidates) -%}
    select
        challenge_id,
        specifier,
        user_id,
        amount,
        1 as current_step_count,
        true as is_complete,
        qualified_at,
        completed_blocknumber,
        {{ scope_of(candidates.identifier).column or 'cast(null as integer)' }} as scope_id
    from {{ candidates }}
    where is_earned
{%- endmacro %}


{#-
    The eligibility view over candidates that progress step by step: is_complete is the last of their gates, and what
    passes all others is a reward in progress. They have a column current_step_count.
-#}
{% macro rewards_earned_in_steps(candidates) -%}
    select
        challenge_id,
        specifier,
        user_id,
        amount,
        current_step_count,
        is_complete,
        qualified_at,
        completed_blocknumber,
        {{ scope_of(candidates.identifier).column or 'cast(null as integer)' }} as scope_id
    from {{ candidates }}
    where
        true
    {%- for gate in gates_of(candidates.identifier) if gate != 'is_complete' %}
        and {{ gate }}
    {%- endfor %}
{%- endmacro %}
