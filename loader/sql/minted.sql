-- The rewards of a challenge that are minted: those of these candidates, and what else the person asks for.
select
    specifier,
    user_id,
    amount,
    minted_at
from {rewards}
where
    challenge_id = %(challenge_id)s
    and (specifier = any(%(specifiers)s) or ({conditions}))
order by minted_at, specifier collate "C"
