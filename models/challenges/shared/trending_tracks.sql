with

scores as (

    select * from {{ ref('stg_track_trending_scores') }}
    where
        type = 'TRACKS'
        and version = 'pnagD'
        and time_range = 'week'

),

public_tracks as (

    select * from {{ ref('stg_tracks') }}
    where is_public

),

trending_tracks as (

    select
        track_id,
        created_at as scored_at,
        row_number() over (order by score desc, track_id desc) as trending_rank
    from scores
    where exists (select 1 from public_tracks where public_tracks.track_id = scores.track_id)

)

select * from trending_tracks
