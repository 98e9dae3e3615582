select tracks.track_id as scope_id
from {{ relation_of('platform', 'tracks') }} as tracks
where
    {{ is_changed('tracks') }}
    and tracks.pinned_comment_id is not null

union all

select comments.entity_id as scope_id
from {{ relation_of('platform', 'comments') }} as comments
where
    {{ is_changed('comments') }}
    and comments.entity_type = 'Track'

union all

-- The owner is verified now.
select tracks.track_id as scope_id
from {{ relation_of('platform', 'users') }} as users
cross join {{ rows_for(ref('stg_tracks'), 'owner_id', 'users', 'user_id', 'tracks') }}
where
    {{ is_changed('users') }}
    and users.is_current
    and users.is_verified
    and tracks.pinned_comment_id is not null

union all

-- The commenter comes back.
select comments.entity_id as scope_id
from {{ relation_of('platform', 'users') }} as users
cross join {{ rows_for(ref('stg_comments'), 'user_id', 'users', alias='comments') }}
where
    {{ is_changed('users') }}
    and users.is_current
    and not users.is_deactivated
    and comments.entity_type = 'Track'
