with

plays as (

    select
        id,
        play_item_id
    from {{ relation_of('platform', 'plays') }}
    where created_at >= {{ clock() }} - {{ hours(24) }}

),

ill_timed_plays as (

    select id from {{ relation_of('platform', 'plays') }}
    where
        created_at < cast('2000-01-01' as timestamp)
        -- A play of the future keeps its listener's streak from going on until then.
        or created_at > {{ clock() }} + {{ hours(24) }}

),

tracks as (

    select track_id from {{ relation_of('platform', 'tracks') }}

),

defects as (

    select
        'plays' as table_name,
        'a play without a track, in the last 24 hours' as defect,
        'play ' || id as example
    from plays
    where not exists (select 1 from tracks where tracks.track_id = plays.play_item_id)

    union all

    select
        'plays' as table_name,
        'a time before 2000 or more than a day ahead' as defect,
        'play ' || id as example
    from ill_timed_plays

)

select * from defects
