{#-
    The steps that apply caps to candidates; the last is named capped. Each cap has two columns: whether there is room,
    and how many rewards it counted. Both are null if a gate refuses the candidate. For a minted candidate the count is
    null, and there is room. A minted reward counts at its minted_at. A candidate that one cap refuses takes no place in
    the other. The parameters are those of the macro eligibility; a key of a cap lies within one value of the columns
    `partition`.
-#}
{% macro capped(candidates, caps, minted, partition, order) -%}
with_minted as (

    select
        {{ candidates }}.*,
        exists (
            select 1 from {{ minted }} as minted
            where minted.specifier = {{ candidates }}.specifier
        ) as is_minted
    from {{ candidates }}

),

with_counts as (

    select
        with_minted.*
{%- for gate, cap in caps.items() %},
        case
            when with_minted.passes_gates and not with_minted.is_minted
                then (
                    select count(*)
                    from {{ minted }} as minted
                    where
                        minted.{{ cap.key }} = with_minted.{{ cap.key }}
    {%- if cap.days %}
                        and minted.minted_at >= with_minted.qualified_at - interval '{{ cap.days }} days'
                        and minted.minted_at <= with_minted.qualified_at + interval '{{ cap.days }} days'
    {%- endif %}
                )
        end as {{ gate | replace('is_within', 'minted_in') }}
{%- endfor %}
    from with_minted

),

with_verdicts as (

    {{ with_cap_verdicts('with_counts', caps, partition + ['passes_gates'], order) }}

),

capped as (

    select
        *
{%- for gate, cap in caps.items() %}
    {%- set part = 'window' if cap.days else 'group' %},
        case when passes_gates and not is_minted then {{ cap_verdict('count_in_' ~ part) }} end
            as {{ gate | replace('is_within', 'count_in') }},
        case when passes_gates then is_minted or {{ cap_verdict('is_within_' ~ part) }} end as {{ gate }}
{%- endfor %}
    from with_verdicts

)
{%- endmacro %}


{#- Is there a cap in AUDIO among the caps? It stands alone. -#}
{% macro is_in_audio(caps) %}
    {{- return(caps.values() | selectattr('audio', 'defined') | list | length > 0) -}}
{% endmacro %}


{#-
    The same for the one cap in AUDIO: its count is in AUDIO, of the rewards minted and accepted before. The amounts before
    a candidate only grow, so after the first one that is refused all are: the sum needs no memory of what was accepted.
-#}
{% macro capped_in_audio(candidates, caps, minted, challenge_id, amount, order) -%}
{%- set gate, cap = (caps.items() | list)[0] -%}
with_minted as (

    select
        {{ candidates }}.*,
        exists (
            select 1 from {{ minted }} as minted
            where minted.specifier = {{ candidates }}.specifier
        ) as is_minted
    from {{ candidates }}

),

in_cap_order as (

    select
        *,
        row_number() over (
            partition by {{ cap.key }}, passes_gates, is_minted
            order by {{ order | join(', ') }}
        ) as cap_place
    from with_minted

),

-- What is minted is added up once for each key.
with_minted_audio as (

    select
        in_cap_order.*,
        case
            when in_cap_order.cap_place = 1
                then (
                    select coalesce(sum(minted.amount), 0)
                    from {{ minted }} as minted
                    where minted.{{ cap.key }} = in_cap_order.{{ cap.key }}
                )
        end as minted_audio,
        {{ amount }} as cap_amount,
        challenges.{{ cap.audio }} as cap_audio
    from in_cap_order
    inner join {{ ref('stg_challenges') }} as challenges on challenges.challenge_id = '{{ challenge_id }}'

),

with_audio_before as (

    select
        *,
        max(minted_audio) over (partition by {{ cap.key }}, passes_gates, is_minted)
        + coalesce(
            sum(cap_amount) over (
                partition by {{ cap.key }}, passes_gates, is_minted
                order by cap_place
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as audio_before
    from with_minted_audio

),

capped as (

    select
        *,
        case when passes_gates and not is_minted then audio_before end as {{ gate | replace('is_within', 'count_in') }},
        case when passes_gates then is_minted or coalesce(audio_before < cap_audio, false) end as {{ gate }}
    from with_audio_before

)
{%- endmacro %}


{#-
    Another minted reward for the same key, as its challenge and specifier; null if there is none. `rewards` is a view with
    challenge_id, specifier and the key. It is an expression over a row of the facts, for `decided`.
-#}
{% macro other_reward(challenge_id, rewards, key) -%}
    (
        select min(other_rewards.challenge_id || ' ' || other_rewards.specifier)
        from {{ ref(rewards) }} as other_rewards
        where
            other_rewards.{{ key }} = facts.{{ key }}
            and (other_rewards.challenge_id <> '{{ challenge_id }}' or other_rewards.specifier <> facts.specifier)
    )
{%- endmacro %}


{#-
    The rows, each with cap_verdict: the decision of the cap with days (its window) and of the cap without (its group).
    Only rows that pass the gates and are not minted are counted.
-#}
{% macro with_cap_verdicts(relation, caps, partition, order) %}
    {{- return(adapter.dispatch('with_cap_verdicts', 'challenges')(relation, caps, partition, order)) -}}
{% endmacro %}

{% macro postgres__with_cap_verdicts(relation, caps, partition, order) -%}
    {%- set of = namespace(window=['null', '0', 'null'], group=['null', '0', 'null']) -%}
    {%- for gate, cap in caps.items() -%}
        {%- set counted = gate | replace('is_within', 'minted_in') -%}
        {%- if cap.days -%}
            {%- set of.window = ["interval '" ~ cap.days ~ " days'", counted, cap.rewards] -%}
        {%- else -%}
            {%- set of.group = [cap.key, counted, cap.rewards] -%}
        {%- endif -%}
    {%- endfor -%}
    select
        *,
        challenges_loader.rolling_caps(
            qualified_at, {{ of.window | join(', ') }}, {{ of.group | join(', ') }}
        ) filter (where passes_gates and not is_minted) over (
            partition by {{ partition | join(', ') }}
            order by {{ order | join(', ') }}
            rows between unbounded preceding and current row
        ) as cap_verdict
    from {{ relation }}
{%- endmacro %}


{#-
    A part of cap_verdict: count_in_window or count_in_group, the rewards minted or accepted before that the cap
    counted; is_within_window or is_within_group, whether they leave room.
-#}
{% macro cap_verdict(part) %}{{ return(adapter.dispatch('cap_verdict', 'challenges')(part)) }}{% endmacro %}

{% macro postgres__cap_verdict(part) -%}
    (cap_verdict).{{ part }}
{%- endmacro %}


{#-
    The rewards of a challenge already minted that fill its caps: specifier, user_id, minted_at, the ids in the specifier,
    as `ids`: by their names, the places from 1, amount, and challenge_id. If there are ids, a specifier of another format
    counts for nobody.
    Without a "with", so that PostgreSQL merges it into what reads it and finds a reward by its key.
-#}
{% macro minted_rewards_of(challenge_id, format=none, ids={}) -%}
    select
        specifier,
        user_id,
        minted_at
    {%- for name, place in ids.items() %},
        {{ id_in_specifier('specifier', format, place) }} as {{ name }}
    {%- endfor %},
        amount,
        challenge_id
    from {{ ref('stg_user_challenges') }}
    where
        challenge_id = '{{ challenge_id }}'
    {%- for place in ids.values() %}
        and {{ id_in_specifier('specifier', format, place) }} is not null
    {%- endfor %}
{%- endmacro %}
