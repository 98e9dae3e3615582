select
    challenge_id,
    specifier,
    user_id,
    created_at
from {{ source('platform', 'user_challenges') }}
where not is_complete
