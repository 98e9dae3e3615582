select
    week,
    type,
    version,
    rank,
    user_id
from {{ source('platform', 'trending_results') }}
