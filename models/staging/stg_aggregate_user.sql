select
    user_id,
    follower_count,
    following_count
from {{ source('platform', 'aggregate_user') }}
where user_id >= 1
