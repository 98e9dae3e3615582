-- In the condition an expression, which only the index for this has: see migration 0037.
select
    challenge_id,
    specifier,
    {{ last_id_in_specifier('specifier') }} as referred_id,
    minted_at
from {{ ref('stg_user_challenges') }}
where challenge_id || '' in ('r', 'rv')
