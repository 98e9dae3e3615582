select
    playlist_id,
    playlist_owner_id as owner_id,
    is_delete as is_deleted,
    {{ is_json_array('playlist_contents', 'track_ids') }} as has_track_list,
    {{ json_array_length('playlist_contents', 'track_ids') }} > 0 as has_tracks,
    updated_at,
    blocknumber
from {{ relation_of('platform', 'playlists') }}
where
    is_current
    and playlist_id >= 1
    and playlist_owner_id >= 1
