with

tracks as (

    select * from {{ ref('stg_tracks') }}
    where not is_deleted

),

comments as (

    select * from {{ ref('stg_comments') }}
    where entity_type = 'Track'

),

verified_users as (

    select * from {{ ref('stg_users') }}
    where is_verified

),

active_users as (

    select * from {{ ref('stg_users') }}
    where is_active

),

-- The platform does not check that a pinned comment is one on that track.
candidates as (

    select
        {{ hex('comments.user_id') }} || ':' || {{ hex('tracks.track_id') }} as specifier,
        comments.user_id,
        tracks.track_id,
        tracks.updated_at as qualified_at,
        tracks.blocknumber,
        exists (
            select 1 from verified_users where verified_users.user_id = tracks.owner_id
        ) as is_owner_verified,
        comments.user_id <> tracks.owner_id as is_not_own_comment,
        exists (
            select 1 from active_users where active_users.user_id = comments.user_id
        ) as is_recipient_active
    from tracks
    inner join comments
        on tracks.pinned_comment_id = comments.comment_id
        and tracks.track_id = comments.entity_id

),

passed_gates as (

    select
        *,
        -- Two current rows of a track, a defect, can pin two comments of one user.
        row_number() over (
            partition by user_id, track_id
            order by qualified_at, blocknumber nulls last
        ) as copy_number
    from candidates
    where
        is_owner_verified
        and is_not_own_comment
        and is_recipient_active

),

earned as (

    select * from passed_gates
    where copy_number = 1

)

{{ rewards_earned_in_one_go('cp', 'earned') }}
