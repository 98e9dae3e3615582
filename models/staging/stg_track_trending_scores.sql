with

source as (

    select * from {{ source('platform', 'track_trending_scores') }}

),

scores as (

    select
        track_id,
        type,
        version,
        time_range,
        score,
        created_at
    from source
    where not {{ is_nan('score') }}  -- no score, though PostgreSQL orders it above every other

)

select * from scores
