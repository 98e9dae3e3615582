-- Scores carry no block and are written anew all the time, so what matters of them is looked at itself: which tracks
-- are the ten best. One whose score is older than what this system is responsible for is not among them.
with

trending_tracks as (

    select * from {{ ref('int_trending_tracks') }}
    where trending_rank <= 10
    -- As many as there can be: told so, PostgreSQL reads the best scores only.
    limit 10  -- noqa: AM09

),

challenges as (

    select * from {{ ref('stg_challenges') }}
    where challenge_id = 't'

)

select trending_tracks.track_id as scope_id
from trending_tracks
inner join challenges on trending_tracks.scored_at >= coalesce(challenges.responsible_since, trending_tracks.scored_at)
