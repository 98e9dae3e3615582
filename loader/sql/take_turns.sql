-- Takes the turns of challenges where nobody else has them, and tells of each whether it did.
select
    challenge_id,
    pg_try_advisory_lock(%(lock_space)s, hashtext(challenge_id)) as is_taken
from unnest(%(challenge_ids)s::text[]) as challenge_id
