select
    user_id,
    last_listen_date,
    -- A number that could not grow would fail the load of all listeners.
    least(listen_streak, 1000000000) as listen_streak
from {{ relation_of('platform', 'challenge_listen_streak') }}
where
    last_listen_date is null
    -- From another time no streak could go on, or the next one be counted.
    or ({{ is_in_time_range('last_listen_date') }})
