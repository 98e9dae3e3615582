select
    user_id,
    save_item_id as track_id,
    created_at,
    blocknumber,
    txhash
from {{ relation_of('platform', 'saves') }}
where
    is_current
    and not is_delete
    and save_type = 'track'
    and user_id >= 1
    and save_item_id >= 1
