select
    challenge_id,
    specifier,
    user_id,
    created_at
from {{ relation_of('platform', 'user_challenges') }}
where not is_complete
