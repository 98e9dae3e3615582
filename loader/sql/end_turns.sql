select pg_advisory_unlock(%(lock_space)s, hashtext(challenge_id))
from unnest(%(challenge_ids)s::text[]) as challenge_id
