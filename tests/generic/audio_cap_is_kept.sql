{#-
    A cap in AUDIO: without its greatest reward, a scope (a column) has less than the catalog's step_count. Then every
    reward can have found room. A breach is reported by one of two halves, as in cap_is_kept.
-#}
{% test audio_cap_is_kept(model, challenge_id, scope, by_an_earlier_system=false) %}

with

minted_rewards as (

    select
        {{ scope }} as scope,
        amount,
        minted_at
    from {{ model }}

),

challenges as (

    select * from {{ ref('stg_challenges') }}
    where challenge_id = '{{ challenge_id }}'

),

counted_rewards as (

    select
        scope,
        sum(amount) as audio,
        max(amount) as greatest_amount,
        max(minted_at) as last_minted_at
    from minted_rewards
    group by scope

)

select
    counted_rewards.scope,
    counted_rewards.audio,
    counted_rewards.last_minted_at
from counted_rewards
cross join challenges
where
    counted_rewards.audio - counted_rewards.greatest_amount >= challenges.step_count
    and counted_rewards.last_minted_at {{ '<' if by_an_earlier_system else '>=' }}
    timestamp '{{ var("earlier_system_until") }}'

{% endtest %}
