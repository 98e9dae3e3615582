select
    comment_id,
    user_id,
    entity_type,
    entity_id,
    coalesce(is_visible, false) as is_visible,
    created_at,
    blocknumber
from {{ relation_of('platform', 'comments') }}
where
    not is_delete  -- null is not undeleted
    and user_id >= 1
