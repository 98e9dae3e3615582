select
    user_id,
    repost_item_id as track_id,
    created_at,
    blocknumber,
    txhash
from {{ relation_of('platform', 'reposts') }}
where
    is_current
    and not is_delete
    and repost_type = 'track'
    and user_id >= 1
    and repost_item_id >= 1
