select
    playlist_id,
    playlist_owner_id as owner_id
from {{ source('platform', 'playlists') }}
where is_current
