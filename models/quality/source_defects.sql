with

users as (

    select * from {{ ref('stg_users') }}

),

tracks as (

    select * from {{ ref('stg_tracks') }}

),

pinning_tracks as (

    select * from {{ ref('stg_tracks') }}
    where
        not is_deleted
        and pinned_comment_id is not null

),

playlists as (

    select * from {{ ref('stg_playlists') }}

),

comments as (

    -- Not the staging view, because it leaves out deleted ones. The columns are named, because the platform could not
    -- drop a column that a view selects.
    select
        comment_id,
        entity_type,
        entity_id
    from {{ relation_of('platform', 'comments') }}

),

events as (

    select * from {{ ref('stg_events') }}
    where
        event_type = 'remix_contest'
        and not is_deleted

),

named_winners as (

    select * from {{ ref('named_winners') }}

),

purchases as (

    select * from {{ ref('stg_purchases') }}

),

current_user_events as (

    select * from {{ ref('stg_user_events') }}
    where is_current

),

referrals as (

    select * from {{ ref('stg_user_events') }}
    where
        is_current
        and referrer_id is not null

),

challenges as (

    select * from {{ ref('stg_challenges') }}

),

defects as (

    select
        'users' as table_name,
        'several current rows of one user' as defect,
        'user ' || user_id as example
    from users
    group by user_id
    having count(*) > 1

    union all

    select
        'tracks' as table_name,
        'several current rows of one track' as defect,
        'track ' || track_id as example
    from tracks
    group by track_id
    having count(*) > 1

    union all

    select
        'playlists' as table_name,
        'several current rows of one playlist' as defect,
        'playlist ' || playlist_id as example
    from playlists
    group by playlist_id
    having count(*) > 1

    union all

    select
        'tracks' as table_name,
        'a pinned comment that is no comment on the track' as defect,
        'track ' || pinning_tracks.track_id as example
    from pinning_tracks
    where
        not exists (
            select 1
            from comments
            where
                comments.comment_id = pinning_tracks.pinned_comment_id
                and comments.entity_type = 'Track'
                and comments.entity_id = pinning_tracks.track_id
        )

    union all

    select
        'playlists' as table_name,
        'contents without a list of tracks' as defect,
        'playlist ' || playlist_id as example
    from playlists
    where
        not is_deleted
        and not coalesce(has_track_list, false)

    union all

    select
        'events' as table_name,
        'winners that are no array' as defect,
        'event ' || event_id as example
    from events
    where not {{ is_json_array('event_data', 'winners') }}

    union all

    select
        'events' as table_name,
        'a winner that is no track id' as defect,
        'event ' || event_id || ', position ' || winner_position as example
    from named_winners
    where track_id is null

    union all

    select
        'v_usdc_purchases' as table_name,
        'a purchase of unknown content, so without a seller' as defect,
        'purchase ' || signature as example
    from purchases
    where seller_id is null

    union all

    select
        'challenges' as table_name,
        'an amount that is no whole number' as defect,
        'challenge ' || challenge_id as example
    from challenges
    where amount is null

    union all

    select
        table_name,
        defect,
        example
    from {{ ref('play_defects') }}

    union all

    select
        'user_events' as table_name,
        'several current rows of one user' as defect,
        'user ' || user_id as example
    from current_user_events
    group by user_id
    having count(*) > 1

    union all

    select
        'user_events' as table_name,
        'a referrer who does not exist' as defect,
        'user ' || referrals.user_id || ', referrer ' || referrals.referrer_id as example
    from referrals
    where
        not exists (
            select 1 from {{ ref('stg_users') }} as referrers
            where referrers.user_id = referrals.referrer_id
        )

)

select * from defects
