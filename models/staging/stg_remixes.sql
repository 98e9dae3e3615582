with

source as (

    select * from {{ source('platform', 'remixes') }}

),

remixes as (

    select
        parent_track_id,
        child_track_id
    from source
    where
        parent_track_id >= 1
        and child_track_id >= 1

)

select * from remixes
