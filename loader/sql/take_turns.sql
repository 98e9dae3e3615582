-- Takes the turns of challenges, one after the other, in the order in which they are given.
select pg_advisory_lock(%(lock_space)s, hashtext(challenge_id))
from unnest(%(challenge_ids)s::text[]) as challenge_id
