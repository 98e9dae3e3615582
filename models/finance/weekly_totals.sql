{{ config(
    materialized='table',
    tags=['finance'],
    indexes=[{'columns': ['week', 'challenge_id'], 'unique': true}],
) }}
with

daily_totals as (

    select * from {{ ref('daily_totals') }}

),

payment_terms as (

    select * from {{ ref('stg_payment_terms') }}

),

weeks as (

    select
        challenge_id,
        {{ monday_of('day') }} as week,
        cast(sum(rewards) as bigint) as rewards,
        cast(sum(audio_minted) as bigint) as audio_minted,
        cast(sum(payments) as bigint) as payments,
        cast(sum(audio_paid) as numeric(38, 8)) as audio_paid,
        min(built_at) as built_at
    from daily_totals
    group by challenge_id, {{ monday_of('day') }}

),

weekly_totals as (

    select
        weeks.week,
        weeks.challenge_id,
        weeks.rewards,
        weeks.audio_minted,
        weeks.payments,
        weeks.audio_paid,
        payment_terms.weekly_pool,
        -- Unknown without a pool, or without a week.
        case when weeks.week is not null then weeks.audio_minted > payment_terms.weekly_pool end as is_over_pool,
        weeks.built_at
    from weeks
    left join payment_terms on weeks.challenge_id = payment_terms.challenge_id

)

select * from weekly_totals
