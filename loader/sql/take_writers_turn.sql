-- Waits until nobody else writes rewards of the challenge, and keeps everybody from it.
select pg_advisory_lock(%(lock_space)s, hashtext(%(challenge_id)s))
