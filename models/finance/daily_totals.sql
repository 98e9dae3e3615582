{{ config(
    materialized='table',
    tags=['finance'],
    indexes=[{'columns': ['day', 'challenge_id'], 'unique': true}],
) }}
with

rewards as (

    select
        challenge_id,
        amount,
        case when {{ is_in_time_range('minted_at') }} then cast(minted_at as date) end as day
    from {{ ref('stg_user_challenges') }}

),

disbursements as (

    select
        challenge_id,
        audio,
        cast(paid_at as date) as day
    from {{ ref('stg_disbursements') }}

),

minted as (

    select
        challenge_id,
        day,
        count(*) as rewards,
        sum(amount) as audio_minted,
        0 as payments,
        0 as audio_paid
    from rewards
    group by challenge_id, day

),

paid as (

    select
        challenge_id,
        day,
        0 as rewards,
        0 as audio_minted,
        count(*) as payments,
        coalesce(sum(audio), 0) as audio_paid
    from disbursements
    group by challenge_id, day

),

minted_and_paid as (

    select * from minted

    union all

    select * from paid

),

daily_totals as (

    select
        day,
        challenge_id,
        cast(sum(rewards) as bigint) as rewards,
        cast(sum(audio_minted) as bigint) as audio_minted,
        cast(sum(payments) as bigint) as payments,
        cast(sum(audio_paid) as numeric(38, 8)) as audio_paid,
        {{ clock() }} as built_at
    from minted_and_paid
    group by day, challenge_id

)

select * from daily_totals
