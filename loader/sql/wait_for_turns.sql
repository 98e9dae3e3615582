-- Takes the turns of challenges, one after the other, in the order in which they are given.
select
    challenge_id,
    pg_advisory_lock(%(lock_space)s, hashtext(challenge_id)) is not null as is_taken
from unnest(%(challenge_ids)s::text[]) as challenge_id
