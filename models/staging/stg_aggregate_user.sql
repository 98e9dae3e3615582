select
    user_id,
    follower_count,
    following_count
from {{ relation_of('platform', 'aggregate_user') }}
where user_id >= 1
