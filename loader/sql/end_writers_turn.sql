select pg_advisory_unlock(%(lock_space)s, hashtext(%(challenge_id)s))
