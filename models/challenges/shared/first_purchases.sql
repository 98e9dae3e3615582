with

purchases as (

    select * from {{ ref('stg_purchases') }}

),

rewardable_purchases as (

    select
        *,
        {{ quotient('micro_dollars', 1000000) }} as dollars
    from purchases
    where
        micro_dollars >= 1000000
        and seller_id is not null

),

-- rank, not row_number: a purchase whose content has two current rows, a defect, keeps both of its sellers, so that
-- a gate is met if one of them meets it.
ranked_purchases as (

    select
        *,
        rank() over (
            partition by buyer_id, content_id
            order by slot, {{ byte_order('signature') }}, {{ byte_order('content_type') }}, micro_dollars
        ) as purchase_rank
    from rewardable_purchases

),

first_purchases as (

    select
        {{ hex('buyer_id') }} || ':' || {{ hex('content_id') }} as specifier,
        buyer_id,
        content_id,
        seller_id,
        dollars,
        created_at as purchased_at,
        slot as blocknumber
    from ranked_purchases
    where purchase_rank = 1

)

select * from first_purchases
