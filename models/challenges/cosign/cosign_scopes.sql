with

remixes as (

    select * from {{ ref('stg_remixes') }}

),

parent_tracks as (

    select * from {{ ref('stg_tracks') }}

),

child_tracks as (

    select * from {{ ref('stg_tracks') }}

),

scopes as (

    select
        parent_tracks.owner_id as scope_id,
        child_tracks.owner_id as user_id,
        {{ hex('parent_tracks.owner_id') }} || ':' || {{ hex('remixes.child_track_id') }} as specifier
    from remixes
    inner join parent_tracks on remixes.parent_track_id = parent_tracks.track_id
    inner join child_tracks on remixes.child_track_id = child_tracks.track_id
    -- Without an act there is no candidate. An owner with many tracks would be decided for nothing.
    where {{ is_cosigned('parent_tracks.owner_id', 'remixes.child_track_id') }}

)

select * from scopes
