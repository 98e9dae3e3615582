select
    user_id,
    last_listen_date,
    listen_streak
from {{ source('platform', 'challenge_listen_streak') }}
