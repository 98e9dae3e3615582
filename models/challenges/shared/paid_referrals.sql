-- The condition is an expression, so that no other query can use the index for it: see migration 0037.
select
    challenge_id,
    specifier,
    {{ last_id_in_specifier('specifier') }} as referred_id,
    minted_at
from {{ ref('stg_user_challenges') }}
where challenge_id || '' in ('r', 'rv')
