select playlist_id
from {{ source('platform', 'playlists') }}
where is_current
