select
    challenge_id,
    specifier,
    user_id,
    amount,
    coalesce(completed_at, {{ as_utc('created_at') }}) as minted_at,
    completed_at,
    completed_blocknumber
from {{ relation_of('platform', 'user_challenges') }}
where is_complete
