select
    user_id,
    created_at,
    blocknumber
from {{ relation_of('platform', 'saves') }}
where
    is_current
    and not is_delete
    and user_id >= 1
