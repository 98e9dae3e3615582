{% call eligibility(
    'cp',
    specifier='hex:hex',
    keys=['track_id'],
    gates=['is_owner_verified', 'is_not_own_comment'],
    copies=[{'by': ['user_id', 'track_id'], 'order': ['qualified_at', 'blocknumber nulls last']}],
    scope='track_id',
    scope_view=none,
    changes='comment_pin_changes'
) %}

with

tracks as (

    select * from {{ ref('stg_tracks') }}
    where not is_deleted

),

comments as (

    select * from {{ ref('stg_comments') }}
    where entity_type = 'Track'

)

-- The platform does not check that a pinned comment is one on that track.
select
    {{ hex('comments.user_id') }} || ':' || {{ hex('tracks.track_id') }} as specifier,
    comments.user_id,
    tracks.updated_at as qualified_at,
    tracks.blocknumber,
    tracks.track_id,
    {{ is_user('is_verified', 'tracks.owner_id') }} as is_owner_verified,
    coalesce(comments.user_id <> tracks.owner_id, false) as is_not_own_comment
from tracks
inner join comments
    on tracks.pinned_comment_id = comments.comment_id
    and tracks.track_id = comments.entity_id

{% endcall %}
