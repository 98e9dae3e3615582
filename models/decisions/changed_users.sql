{#-
    The platform's tables are read directly: staging views leave out rows, and those can matter here. Each part has an
    index of its own. A load asks for some tables; PostgreSQL then drops the other parts.
-#}
select
    'comments' as table_name,
    comments.user_id as scope_id
from {{ relation_of('platform', 'comments') }} as comments
where {{ is_changed('comments') }}

union all

-- A user who comes back can be paid what was refused.
select
    'users' as table_name,
    users.user_id as scope_id
from {{ relation_of('platform', 'users') }} as users
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
from {{ relation_of('platform', 'tracks') }} as tracks
cross join {{ purchases_of('tracks', 'track_id') }}
where
    {{ is_changed('tracks') }}
    and purchases.content_type = 'track'

union all

select
    'purchased_playlists' as table_name,
    purchases.buyer_user_id as scope_id
from {{ relation_of('platform', 'playlists') }} as playlists
cross join {{ purchases_of('playlists', 'playlist_id') }}
where
    {{ is_changed('playlists') }}
    and purchases.content_type in ('playlist', 'album')

union all

select
    'plays' as table_name,
    noted_plays.user_id as scope_id
from ({{ noted_rows('plays', 'play_id', ref('stg_plays'), ['user_id']) }}) as noted_plays

union all

-- Every row, former ones and those of deactivated users too: what a profile shows follows the data.
select
    'user_rows' as table_name,
    users.user_id as scope_id
from {{ relation_of('platform', 'users') }} as users
where {{ is_changed('users') }}

union all

select
    'tracks' as table_name,
    tracks.owner_id as scope_id
from {{ relation_of('platform', 'tracks') }} as tracks
where {{ is_changed('tracks') }}

union all

-- What no block shows: a track has another owner, its row goes, or it is listed as scheduled.
select
    'noted_owners' as table_name,
    changed_rows.scope_id
from {{ source('loader', 'changed_rows') }} as changed_rows
where
    {{ is_noted('changed_rows') }}
    and changed_rows.table_name = 'tracks'

union all

select
    'playlists' as table_name,
    playlists.playlist_owner_id as scope_id
from {{ relation_of('platform', 'playlists') }} as playlists
where {{ is_changed('playlists') }}

union all

select
    'user_tips' as table_name,
    changed_rows.scope_id
from {{ source('loader', 'changed_rows') }} as changed_rows
where
    {{ is_noted('changed_rows') }}
    and changed_rows.table_name = 'user_tips'

union all

select
    'follows' as table_name,
    follows.follower_user_id as scope_id
from {{ relation_of('platform', 'follows') }} as follows
where {{ is_changed('follows') }}

union all

select
    'reposts' as table_name,
    reposts.user_id as scope_id
from {{ relation_of('platform', 'reposts') }} as reposts
where {{ is_changed('reposts') }}

union all

select
    'saves' as table_name,
    saves.user_id as scope_id
from {{ relation_of('platform', 'saves') }} as saves
where {{ is_changed('saves') }}

union all

-- The verified owner of a track that was played, until all milestones are minted. The platform counts a play in the
-- transaction that adds it.
select
    'played_tracks' as table_name,
    tracks.owner_id as scope_id
from ({{ noted_rows('plays', 'id', relation_of('platform', 'plays'), ['play_item_id']) }}) as noted_plays
cross join {{ rows_for(
    relation_of('platform', 'tracks'),
    'track_id',
    'noted_plays',
    'play_item_id',
    'tracks',
    ['owner_id', 'is_current']
) }}
where
    tracks.is_current
    and {{ is_user('is_verified', 'tracks.owner_id') }}
    and not {{ has_all_milestones('tracks.owner_id') }}

union all

select
    'user_events' as table_name,
    user_events.user_id as scope_id
from {{ relation_of('platform', 'user_events') }} as user_events
where {{ is_changed('user_events') }}

union all

-- Everybody whom the user has named: of several the one who was named first is paid.
select
    'named_referrers' as table_name,
    referrers.referrer as scope_id
from {{ relation_of('platform', 'user_events') }} as user_events
cross join {{ rows_for(
    relation_of('platform', 'user_events'),
    'user_id',
    'user_events',
    alias='referrers',
    columns=['referrer']
) }}
where
    {{ is_changed('user_events') }}
    and referrers.referrer >= 1

union all

-- The referrers of a user who comes back.
select
    'referrers_of_users' as table_name,
    user_events.referrer as scope_id
from {{ relation_of('platform', 'users') }} as users
cross join {{ rows_for(
    relation_of('platform', 'user_events'),
    'user_id',
    'users',
    alias='user_events',
    columns=['referrer']
) }}
where
    {{ is_changed('users') }}
    and users.is_current
    and not users.is_deactivated
    and user_events.referrer >= 1

union all

-- The users who named a user who comes back.
select
    'referred_users' as table_name,
    user_events.user_id as scope_id
from {{ relation_of('platform', 'users') }} as users
cross join {{ rows_for(
    relation_of('platform', 'user_events'),
    'referrer',
    'users',
    'user_id',
    'user_events',
    ['user_id'],
    condition='user_events.referrer >= 1'
) }}
where
    {{ is_changed('users') }}
    and users.is_current
    and not users.is_deactivated
