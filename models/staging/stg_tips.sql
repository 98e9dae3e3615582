select
    sender_user_id as sender_id,
    slot,
    signature,
    created_at
from {{ relation_of('platform', 'user_tips') }}
where sender_user_id >= 1
