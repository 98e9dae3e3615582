select
    user_id,
    created_at,
    blocknumber
from {{ relation_of('platform', 'reposts') }}
where
    is_current
    and not is_delete
    and user_id >= 1
