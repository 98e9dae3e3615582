select
    track_id,
    type,
    version,
    time_range,
    score,
    created_at
from {{ relation_of('platform', 'track_trending_scores') }}
where not {{ is_nan('score') }}  -- no score, though PostgreSQL orders it above every other
