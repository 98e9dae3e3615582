select
    follower_user_id as user_id,
    followee_user_id as followee_id,
    created_at,
    blocknumber
from {{ relation_of('platform', 'follows') }}
where
    is_current
    and not is_delete
    and follower_user_id >= 1
    and followee_user_id >= 1
