select
    track_id,
    owner_id,
    pinned_comment_id,
    is_delete as is_deleted,
    not is_delete and not is_unlisted and is_available as is_public,
    updated_at,
    blocknumber,
    not is_unlisted as is_listed,
    {{ has_json_value('stem_of') }} as is_stem
from {{ relation_of('platform', 'tracks') }}
where
    is_current
    and track_id >= 1
    and owner_id >= 1
