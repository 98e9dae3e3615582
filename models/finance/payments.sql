{#- A view: asked for a user or a specifier, it reads only these rewards and payments, by index. -#}
with

rewards as (

    select
        challenge_id,
        specifier,
        user_id,
        amount,
        case when {{ is_in_time_range('minted_at') }} then minted_at end as minted_at
    from {{ ref('stg_user_challenges') }}

),

payment_terms as (

    select * from {{ ref('stg_payment_terms') }}

),

rewards_to_pay as (

    select
        rewards.*,
        {{ days_after('rewards.minted_at', 'coalesce(payment_terms.cooldown_days, 0)') }} as claimable_at
    from rewards
    left join payment_terms on rewards.challenge_id = payment_terms.challenge_id

),

disbursements as (

    select * from {{ ref('stg_disbursements') }}

),

payments_of_rewards as (

    select
        case
            when disbursements.specifier is null and rewards_to_pay.claimable_at > {{ clock() }} then 'in_cooldown'
            -- A reward without a usable time is not waiting for anything.
            when disbursements.specifier is null then 'overdue'
            when disbursements.user_id <> rewards_to_pay.user_id then 'other_user'
            when disbursements.audio = rewards_to_pay.amount then 'paid'
            else 'other_amount'
        end as state,
        rewards_to_pay.challenge_id,
        rewards_to_pay.specifier,
        rewards_to_pay.user_id,
        cast(rewards_to_pay.amount as bigint) as audio_minted,
        rewards_to_pay.minted_at,
        rewards_to_pay.claimable_at,
        disbursements.user_id as paid_user_id,
        disbursements.audio as audio_paid,
        disbursements.amount_text as paid_amount_text,
        disbursements.paid_at,
        disbursements.signature
    from rewards_to_pay
    left join disbursements
        on rewards_to_pay.challenge_id = disbursements.challenge_id
        and rewards_to_pay.specifier = disbursements.specifier

),

payments_without_reward as (

    select
        'without_reward' as state,
        unmatched.challenge_id,
        unmatched.specifier,
        unmatched.user_id,
        cast(null as bigint) as audio_minted,
        cast(null as timestamp) as minted_at,
        cast(null as timestamp) as claimable_at,
        unmatched.user_id as paid_user_id,
        unmatched.audio as audio_paid,
        unmatched.amount_text as paid_amount_text,
        unmatched.paid_at,
        unmatched.signature
    -- Not by the names above: PostgreSQL computes in full what is read twice.
    from {{ ref('stg_disbursements') }} as unmatched
    where
        not exists (
            select 1
            from {{ ref('stg_user_challenges') }} as minted
            where
                minted.challenge_id = unmatched.challenge_id
                and minted.specifier = unmatched.specifier
        )

),

payments as (

    select * from payments_of_rewards

    union all

    select * from payments_without_reward

)

select * from payments
