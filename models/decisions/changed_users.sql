{#-
    The platform's tables are read directly: staging views leave out rows, and those can matter here. Each part has an
    index of its own. A load asks for some tables; PostgreSQL then drops the other parts.
-#}
select
    'comments' as table_name,
    comments.user_id as scope_id
from {{ source('platform', 'comments') }} as comments
where {{ is_changed('comments') }}

union all

-- A user who comes back can be paid what was refused.
select
    'users' as table_name,
    users.user_id as scope_id
from {{ source('platform', 'users') }} as users
where
    {{ is_changed('users') }}
    and users.is_current
    and not users.is_deactivated

union all

select
    'sol_purchases' as table_name,
    changed_rows.scope_id
from {{ source('loader', 'changed_rows') }} as changed_rows
where
    {{ is_noted('changed_rows') }}
    and changed_rows.table_name = 'sol_purchases'

union all

-- The buyers of what changed: a purchase of unknown content has no seller yet.
select
    'purchased_tracks' as table_name,
    purchases.buyer_user_id as scope_id
from {{ source('platform', 'tracks') }} as tracks
inner join {{ source('platform', 'sol_purchases') }} as purchases on tracks.track_id = purchases.content_id
where
    {{ is_changed('tracks') }}
    and purchases.content_type = 'track'

union all

select
    'purchased_playlists' as table_name,
    purchases.buyer_user_id as scope_id
from {{ source('platform', 'playlists') }} as playlists
inner join {{ source('platform', 'sol_purchases') }} as purchases on playlists.playlist_id = purchases.content_id
where
    {{ is_changed('playlists') }}
    and purchases.content_type in ('playlist', 'album')

union all

select
    'plays' as table_name,
    noted_plays.user_id as scope_id
from ({{ noted_plays() }}) as noted_plays
