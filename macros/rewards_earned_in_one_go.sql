{#-
    The columns of the eligibility contract for rewards that are earned in one go. `earned` names a relation with
    specifier, user_id, qualified_at and blocknumber; `amount` is in whole AUDIO.

    What holds for all of them is said here once: an inactive challenge earns nothing, the amount is the one of the
    table challenges, and where the source carries no block it is the head block.
-#}
{% macro rewards_earned_in_one_go(challenge_id, earned, amount='challenges.amount') -%}
    select
        challenges.challenge_id,
        {{ earned }}.specifier,
        {{ earned }}.user_id,
        {{ amount }} as amount,
        1 as current_step_count,
        true as is_complete,
        {{ earned }}.qualified_at,
        coalesce({{ earned }}.blocknumber, head_block.blocknumber) as completed_blocknumber
    from {{ earned }}
    inner join {{ ref('stg_challenges') }} as challenges
        on challenges.challenge_id = '{{ challenge_id }}' and challenges.is_active
    cross join {{ ref('stg_head_block') }} as head_block
{%- endmacro %}
