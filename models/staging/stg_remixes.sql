select
    parent_track_id,
    child_track_id
from {{ relation_of('platform', 'remixes') }}
where
    parent_track_id >= 1
    and child_track_id >= 1
