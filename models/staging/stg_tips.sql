select
    sender_user_id as sender_id,
    slot,
    signature,
    created_at
from {{ source('platform', 'user_tips') }}
where sender_user_id >= 1
