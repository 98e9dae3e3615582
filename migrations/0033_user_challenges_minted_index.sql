-- concurrently: challenges_user_challenges_minted_idx
-- From a challenge to its newest rewards, and to those of a day, which the pages show. The expression is that of
-- minted_at in the view stg_user_challenges.
create index concurrently if not exists challenges_user_challenges_minted_idx
on public.user_challenges (challenge_id, coalesce(completed_at, created_at at time zone 'UTC'))
where is_complete;
