select events.user_id as scope_id
from {{ relation_of('platform', 'events') }} as events
where {{ is_changed('events') }}

union all

-- The former host of an event has room again under the cap.
select changed_rows.scope_id
from {{ source('loader', 'changed_rows') }} as changed_rows
where
    {{ is_noted('changed_rows') }}
    and changed_rows.table_name = 'events'

union all

-- The host is verified now.
select users.user_id as scope_id
from {{ relation_of('platform', 'users') }} as users
where
    {{ is_changed('users') }}
    and users.is_current
    and users.is_verified

union all

-- A winning track that came, or comes to another owner.
select events.user_id as scope_id
from {{ relation_of('platform', 'tracks') }} as tracks
cross join {{ events_that_may_name('tracks.track_id') }}
where {{ is_changed('tracks') }}

union all

-- The winner comes back.
select events.user_id as scope_id
from {{ relation_of('platform', 'users') }} as users
cross join {{ rows_for(ref('stg_tracks'), 'owner_id', 'users', 'user_id', 'tracks') }}
cross join {{ events_that_may_name('tracks.track_id') }}
where
    {{ is_changed('users') }}
    and users.is_current
    and not users.is_deactivated
