select
    signature,
    slot,
    buyer_user_id as buyer_id,
    case when seller_user_id >= 1 then seller_user_id end as seller_id,
    amount as micro_dollars,
    cast(content_type as {{ type_varchar() }}) as content_type,
    content_id,
    created_at
from {{ relation_of('platform', 'v_usdc_purchases') }}
where
    buyer_user_id >= 1
    and content_id >= 1
