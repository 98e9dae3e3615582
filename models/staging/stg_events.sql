select
    event_id,
    event_type,
    user_id as host_id,
    coalesce(is_deleted, true) as is_deleted,  -- null is not undeleted
    event_data,
    updated_at,
    blocknumber
from {{ relation_of('platform', 'events') }}
where
    event_id >= 1
    and user_id >= 1
