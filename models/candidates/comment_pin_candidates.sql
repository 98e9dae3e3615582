{%- set gates = ['is_owner_verified', 'is_not_own_comment', 'is_recipient_active'] -%}
{{ config(meta={'scope': {'column': 'track_id', 'changes': 'comment_pin_changes'}}) }}

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
        coalesce(comments.user_id <> tracks.owner_id, false) as is_not_own_comment,
        exists (
            select 1 from active_users where active_users.user_id = comments.user_id
        ) as is_recipient_active
    from tracks
    inner join comments
        on tracks.pinned_comment_id = comments.comment_id
        and tracks.track_id = comments.entity_id

),

gated as (

    {{ gated_candidates('cp', 'candidates', gates) }}

),

-- Two current rows of a track, a defect, can pin two comments of one user.
numbered_copies as (

    select
        *,
        row_number() over (
            partition by user_id, track_id, passes_gates
            order by qualified_at, blocknumber nulls last
        ) as copy_number
    from gated

),

single_candidates as (

    select * from numbered_copies
    where copy_number = 1

)

{{ judged_candidates(
    'cp',
    'single_candidates',
    keys=['track_id'],
    gates=gates
) }}
