select
    id as play_id,
    user_id,
    created_at,
    slot
from {{ relation_of('platform', 'plays') }}
where
    user_id >= 1
    -- No reward can have another time: it would be unpayable, and the listener's streak would wait for it to pass.
    and {{ is_in_time_range('created_at') }}
