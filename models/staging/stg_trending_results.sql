select
    week,
    type,
    version,
    rank,
    user_id,
    id as track_id_text
from {{ source('platform', 'trending_results') }}
