with

source as (

    select * from {{ source('platform', 'playlists') }}

),

current_playlists as (

    select playlist_id
    from source
    where is_current

)

select * from current_playlists
