-- concurrently: challenges_users_verified_idx
-- The verified users, 12,000 of 3.2 million: without it every full load of a challenge for them reads all users.
create index concurrently if not exists challenges_users_verified_idx
on public.users (user_id)
where is_current and is_verified;
