-- Reads the platform's tables directly, because staging views leave out the deleted and hidden rows.
with

dismissed_comments as (

    select
        'c' as challenge_id,
        user_id,
        {{ hex('user_id') }} || ':' || {{ iso_week('created_at') }} as specifier,
        'comment' as act,
        comment_id as act_id,
        user_id as actor_id,
        created_at as acted_at,
        coalesce(
            {{ dismissal('is_delete') }},
            case when is_visible is null then 'its visibility is not set' else 'it is hidden' end
        ) as dismissed_reason
    from {{ relation_of('platform', 'comments') }}
    where
        user_id >= 1
        and (is_delete is not false or is_visible is not true)

),

dismissed_pins as (

    select
        'cp' as challenge_id,
        comments.user_id,
        {{ hex('comments.user_id') }} || ':' || {{ hex('tracks.track_id') }} as specifier,
        'comment' as act,
        comments.comment_id as act_id,
        comments.user_id as actor_id,
        comments.created_at as acted_at,
        {{ dismissal('comments.is_delete') }} as dismissed_reason
    from {{ relation_of('platform', 'comments') }} as comments
    inner join {{ ref('stg_tracks') }} as tracks
        on comments.entity_id = tracks.track_id
        and comments.comment_id = tracks.pinned_comment_id
    where
        comments.user_id >= 1
        and comments.entity_type = 'Track'
        and comments.is_delete is not false
        and not tracks.is_deleted

),

dismissed_acts as (

    select * from dismissed_comments

    union all

    select * from dismissed_pins

    union all

    {{ withdrawn_acts('saves', 'save') }}

    union all

    {{ withdrawn_acts('reposts', 'repost') }}

)

select * from dismissed_acts
