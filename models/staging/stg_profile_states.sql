select user_id
from {{ source('platform', 'challenge_profile_completion') }}
