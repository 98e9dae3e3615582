{#- A column has the number of each row, because a specifier can be too long for an index of more columns. -#}
{{ config(
    materialized='table',
    tags=['finance'],
    indexes=[
        {'columns': ['state', 'challenge_id', 'finding_number'], 'unique': true},
        {'columns': ['state', 'finding_number'], 'unique': true},
        {'columns': ['challenge_id', 'specifier'], 'unique': true},
        {'columns': ['user_id']},
    ],
) }}
with

payments as (

    select * from {{ ref('payments') }}

),

payment_findings as (

    select
        row_number() over (
            order by
                state asc,
                challenge_id asc,
                coalesce(paid_at, claimable_at) asc,
                {{ byte_order('specifier') }} asc
        ) as finding_number,
        state,
        challenge_id,
        specifier,
        user_id,
        audio_minted,
        minted_at,
        claimable_at,
        paid_user_id,
        audio_paid,
        paid_amount_text,
        paid_at,
        signature,
        {{ clock() }} as built_at
    from payments
    where state in ({{ texts(payment_findings()) }})

)

select * from payment_findings
