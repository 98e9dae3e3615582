-- Without a "with", so that PostgreSQL merges it into what reads it and finds a reward by its key.
select
    specifier,
    {{ id_in_specifier('specifier', 'hex:t:hex', 3) }} as track_id,
    minted_at
from {{ ref('stg_user_challenges') }}
where
    challenge_id = 't'
    and {{ id_in_specifier('specifier', 'hex:t:hex', 3) }} is not null
