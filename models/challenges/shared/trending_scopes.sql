with

scores as (

    select * from {{ ref('stg_track_trending_scores') }}

),

tracks as (

    select * from {{ ref('stg_tracks') }}

),

scopes as (

    select
        scores.track_id as scope_id,
        tracks.owner_id as user_id,
        cast(null as {{ type_string() }}) as specifier  -- known when the tracks are ranked, not before
    from scores
    inner join tracks on scores.track_id = tracks.track_id

)

select * from scopes
