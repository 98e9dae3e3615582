-- Buyers who are the seller: paid, as the platform lets them, but watched. The seller's reward names both of them; the
-- buyer's does not, so there the present seller is looked up.
{{ config(severity='warn') }}

with

rewards as (

    select * from {{ ref('stg_user_challenges') }}

),

purchases as (

    select * from {{ ref('first_purchases') }}

)

select
    challenge_id,
    specifier
from rewards
where
    challenge_id = 's'
    and user_id = {{ id_in_specifier('specifier', 'hex:hex', 1) }}

union all

select
    challenge_id,
    specifier
from rewards
where
    challenge_id = 'b'
    and exists (
        select 1
        from purchases
        where
            purchases.specifier = rewards.specifier
            and purchases.seller_id = purchases.buyer_id
    )
