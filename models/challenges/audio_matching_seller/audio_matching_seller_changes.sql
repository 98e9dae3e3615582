select scope_id
from {{ ref('changed_users') }}
where table_name in ('sol_purchases', 'purchased_tracks', 'purchased_playlists')

union all

-- The seller is verified now, or comes back.
select purchases.buyer_user_id as scope_id
from {{ source('platform', 'users') }} as users
inner join {{ ref('stg_tracks') }} as tracks on users.user_id = tracks.owner_id
inner join {{ source('platform', 'sol_purchases') }} as purchases on tracks.track_id = purchases.content_id
where
    {{ is_changed('users') }}
    and users.is_current
    and users.is_verified
    and not users.is_deactivated
    and purchases.content_type = 'track'

union all

select purchases.buyer_user_id as scope_id
from {{ source('platform', 'users') }} as users
inner join {{ ref('stg_playlists') }} as playlists on users.user_id = playlists.owner_id
inner join {{ source('platform', 'sol_purchases') }} as purchases on playlists.playlist_id = purchases.content_id
where
    {{ is_changed('users') }}
    and users.is_current
    and users.is_verified
    and not users.is_deactivated
    and purchases.content_type in ('playlist', 'album')
