select
    user_id,
    is_verified,
    not is_deactivated as is_active,
    blocknumber
from {{ source('platform', 'users') }}
where
    is_current
    and user_id >= 1
