select
    week,
    type,
    version,
    rank,
    user_id
from {{ relation_of('platform', 'trending_results') }}
