select
    challenge_id,
    specifier,
    user_id
from {{ source('platform', 'user_challenges') }}
where not is_complete
