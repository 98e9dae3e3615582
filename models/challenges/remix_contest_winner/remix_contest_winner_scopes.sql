with

named_winners as (

    select * from {{ ref('named_winners') }}

),

tracks as (

    select * from {{ ref('stg_tracks') }}

),

scopes as (

    select
        named_winners.host_id as scope_id,
        tracks.owner_id as user_id,
        {{ hex('named_winners.event_id') }} || ':' || {{ hex('tracks.owner_id') }} as specifier
    from named_winners
    inner join tracks on named_winners.track_id = tracks.track_id

)

select * from scopes
