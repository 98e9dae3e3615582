-- Without a "with", so that PostgreSQL merges it into what reads it and finds a reward by its key.
select
    specifier,
    {{ id_in_specifier('specifier', 'hex:hex', 1) }} as cosigner_id,
    minted_at
from {{ ref('stg_user_challenges') }}
where
    challenge_id = 'cs'
    and {{ id_in_specifier('specifier', 'hex:hex', 1) }} is not null
