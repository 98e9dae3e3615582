{{ config(materialized='table', tags=['finance']) }}
with

payments as (

    select * from {{ ref('payments') }}

),

payment_terms as (

    select * from {{ ref('stg_payment_terms') }}

),

states as (
    {% for state in payment_states() %}
        select '{{ state }}' as state
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}
),

sums as (

    select
        challenge_id,
        state,
        count(*) as payments,
        sum(audio_minted) as audio_minted,
        sum(audio_paid) as audio_paid
    from payments
    group by challenge_id, state

),

-- A payment can name a challenge that does not exist.
challenges as (

    select challenge_id from payment_terms

    union distinct

    select challenge_id from sums

),

-- Every challenge has every state: a 0 shows that it was looked for, and when.
payment_totals as (

    select
        challenges.challenge_id,
        states.state,
        coalesce(sums.payments, 0) as payments,
        cast(coalesce(sums.audio_minted, 0) as bigint) as audio_minted,
        cast(coalesce(sums.audio_paid, 0) as numeric(38, 8)) as audio_paid,
        {{ clock() }} as built_at
    from challenges
    cross join states
    left join sums
        on challenges.challenge_id = sums.challenge_id
        and states.state = sums.state

)

select * from payment_totals
