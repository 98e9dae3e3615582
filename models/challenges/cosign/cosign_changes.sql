-- Only acts of verified cosigners count, so no other cosigner is read.
{% for acts, item in [('reposts', 'repost'), ('saves', 'save')] -%}
    select parent_tracks.owner_id as scope_id
    from {{ relation_of('platform', acts) }} as acts
    cross join {{ rows_for(ref('stg_remixes'), 'child_track_id', 'acts', item ~ '_item_id', 'remixes') }}
    cross join {{ rows_for(ref('stg_tracks'), 'track_id', 'remixes', 'parent_track_id', 'parent_tracks') }}
    where
        {{ is_changed('acts') }}
        and acts.user_id = parent_tracks.owner_id
        and acts.{{ item }}_type = 'track'
        and {{ is_user('is_verified', 'parent_tracks.owner_id') }}

    union all

{% endfor -%}
-- A remixed track that came, or comes to another owner.
select tracks.owner_id as scope_id
from {{ relation_of('platform', 'tracks') }} as tracks
cross join {{ rows_for(ref('stg_remixes'), 'parent_track_id', 'tracks', 'track_id', 'remixes') }}
where
    {{ is_changed('tracks') }}
    and {{ is_user('is_verified', 'tracks.owner_id') }}
    and {{ is_cosigned('tracks.owner_id', 'remixes.child_track_id') }}

union all

-- A remix that came, or comes to another owner.
select parent_tracks.owner_id as scope_id
from {{ relation_of('platform', 'tracks') }} as tracks
cross join {{ rows_for(ref('stg_remixes'), 'child_track_id', 'tracks', 'track_id', 'remixes') }}
cross join {{ rows_for(ref('stg_tracks'), 'track_id', 'remixes', 'parent_track_id', 'parent_tracks') }}
where
    {{ is_changed('tracks') }}
    and {{ is_user('is_verified', 'parent_tracks.owner_id') }}
    and {{ is_cosigned('parent_tracks.owner_id', 'remixes.child_track_id') }}

union all

-- A relation that is new, or comes after the act.
select parent_tracks.owner_id as scope_id
from {{ source('loader', 'changed_rows') }} as changed_rows
cross join {{ rows_for(ref('stg_tracks'), 'track_id', 'changed_rows', 'scope_id', 'parent_tracks') }}
where
    {{ is_noted('changed_rows') }}
    and changed_rows.table_name = 'remixes'
    and {{ is_user('is_verified', 'parent_tracks.owner_id') }}

union all

-- The cosigner is verified now.
select users.user_id as scope_id
from {{ relation_of('platform', 'users') }} as users
where
    {{ is_changed('users') }}
    and users.is_current
    and users.is_verified

union all

-- The remixer comes back.
select parent_tracks.owner_id as scope_id
from {{ relation_of('platform', 'users') }} as users
cross join {{ rows_for(ref('stg_tracks'), 'owner_id', 'users', 'user_id', 'child_tracks') }}
cross join {{ rows_for(ref('stg_remixes'), 'child_track_id', 'child_tracks', 'track_id', 'remixes') }}
cross join {{ rows_for(ref('stg_tracks'), 'track_id', 'remixes', 'parent_track_id', 'parent_tracks') }}
where
    {{ is_changed('users') }}
    and users.is_current
    and not users.is_deactivated
    and {{ is_user('is_verified', 'parent_tracks.owner_id') }}
    and {{ is_cosigned('parent_tracks.owner_id', 'remixes.child_track_id') }}
