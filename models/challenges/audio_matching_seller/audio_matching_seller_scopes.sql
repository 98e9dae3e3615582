with

purchases as (

    select * from {{ ref('stg_purchases') }}

),

tracks as (

    select * from {{ ref('stg_tracks') }}

),

playlists as (

    select * from {{ ref('stg_playlists') }}

),

-- From the seller's content to its purchases: the other way round, every purchase is read to see who sold it.
contents as (

    select
        track_id as content_id,
        owner_id
    from tracks

    union all

    select
        playlist_id as content_id,
        owner_id
    from playlists

),

scopes as (

    select
        purchases.buyer_id as scope_id,
        contents.owner_id as user_id,
        {{ hex('purchases.buyer_id') }} || ':' || {{ hex('purchases.content_id') }} as specifier
    from contents
    inner join purchases
        on contents.content_id = purchases.content_id
        and contents.owner_id = purchases.seller_id

)

select * from scopes
