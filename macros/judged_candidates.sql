{#- Did it qualify since this system took over? True where it did not, and of what has not qualified yet. -#}
{% macro is_since_adoption(qualified_at) -%}
    coalesce({{ qualified_at }} >= challenges.responsible_since, true)
{%- endmacro %}


{#-
    The candidates with what is asked of those of every challenge, and with passes_gates: all `gates`, which the
    relation has as columns, and this one. What qualified before this system took over is not its to pay.
-#}
{% macro gated_candidates(challenge_id, candidates, gates) -%}
    {%- set is_since_adoption = is_since_adoption(candidates ~ '.qualified_at') -%}
    select
        {{ candidates }}.*,
        {{ is_since_adoption }} as is_since_adoption,
        {{ gates | join(' and ') }} and {{ is_since_adoption }} as passes_gates
    from {{ candidates }}
    inner join {{ ref('stg_challenges') }} as challenges on challenges.challenge_id = '{{ challenge_id }}'
{%- endmacro %}


{#-
    The columns that every view of candidates has, then its own. `candidates` names a relation with specifier, user_id,
    qualified_at, blocknumber, the `keys` to show, what gated_candidates adds to the `gates`, and the `caps`; `amount` is
    in whole AUDIO.

    What holds for all of them is said here once: an inactive challenge earns nothing, the amount is the one of the
    table challenges, where the source carries no block it is the head block, and what is earned is what passes each
    gate and each cap. A gate is true or false; a cap is null where a gate has refused already. is_earned is put together
    from passes_gates, a key of the model's windows, so that PostgreSQL reads no more of the tables than what passes.
-#}
{% macro judged_candidates(challenge_id, candidates, gates, caps=[], keys=[], amount='challenges.amount') -%}
    select
        challenges.challenge_id,
        {{ candidates }}.specifier,
        {{ candidates }}.user_id,
        {{ amount }} as amount,
        {{ candidates }}.qualified_at,
        coalesce({{ candidates }}.blocknumber, head_block.blocknumber) as completed_blocknumber,
    {%- for column in keys %}
        {{ candidates }}.{{ column }},
    {%- endfor %}
        challenges.is_active as is_challenge_active,
        {{ candidates }}.is_since_adoption,
    {%- for gate in gates + caps %}
        {{ candidates }}.{{ gate }},
    {%- endfor %}
        challenges.is_active
        and {{ candidates }}.passes_gates
    {%- for cap in caps %}
        and {{ candidates }}.{{ cap }}
    {%- endfor %} as is_earned
    from {{ candidates }}
    inner join {{ ref('stg_challenges') }} as challenges on challenges.challenge_id = '{{ challenge_id }}'
    cross join {{ ref('stg_head_block') }} as head_block
{%- endmacro %}
