select user_id
from {{ relation_of('platform', 'challenge_profile_completion') }}
