select scope_id
from {{ ref('changed_users') }}
where table_name in ('sol_purchases', 'purchased_tracks', 'purchased_playlists')

union all

-- The seller is verified now, or comes back.
select purchases.buyer_user_id as scope_id
from {{ relation_of('platform', 'users') }} as users
cross join {{ rows_for(ref('stg_tracks'), 'owner_id', 'users', 'user_id', 'tracks') }}
cross join {{ purchases_of('tracks', 'track_id') }}
where
    {{ is_changed('users') }}
    and users.is_current
    and users.is_verified
    and not users.is_deactivated
    and purchases.content_type = 'track'

union all

select purchases.buyer_user_id as scope_id
from {{ relation_of('platform', 'users') }} as users
cross join {{ rows_for(ref('stg_playlists'), 'owner_id', 'users', 'user_id', 'playlists') }}
cross join {{ purchases_of('playlists', 'playlist_id') }}
where
    {{ is_changed('users') }}
    and users.is_current
    and users.is_verified
    and not users.is_deactivated
    and purchases.content_type in ('playlist', 'album')
