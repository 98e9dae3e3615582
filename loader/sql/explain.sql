-- name: gates
select challenge_id, gate as name, description, cap_rewards, cap_days, cap_key, count_column, cap_unit from {gates}
order by challenge_id, gate_position

-- name: scopes
-- The scopes of a user or of a specifier. A scope view may not know the specifier yet.
select distinct scope_id from {scopes}
where (user_id = %(user_id)s or %(user_id)s is null)
    and (specifier = %(specifier)s or specifier is null or %(specifier)s is null)

-- name: keep_plan
-- The plan asks for the scopes when it runs, so it serves others too.
select
    set_config('challenges.scopes', %(scopes)s::integer[]::text, true),
    set_config('plan_cache_mode', 'force_generic_plan', true)

-- name: keep_no_plan
set local plan_cache_mode = force_custom_plan

-- name: candidates
-- A parameter that is null asks for everything: PostgreSQL removes its condition when it plans the statement. The
-- greatest step count of the catalog stands for none.
select
    *, {unpayable_reason} as unpayable_reason,
    (select nullif(step_count, 2147483647) from public.challenges where id = %(challenge_id)s) as step_count,
    (select adoption_date from challenges_loader.adoptions where challenge_id = %(challenge_id)s) as adoption_date,
    exists (
        select 1 from challenges_loader.adopted_rewards as adopted
        where adopted.challenge_id = %(challenge_id)s and adopted.specifier = candidates.specifier
    ) as was_due_at_adoption
from {view} as candidates
where (user_id = %(user_id)s or %(user_id)s is null) and (specifier = %(specifier)s or %(specifier)s is null)
    and {is_in_scope}
-- Candidates can share a specifier. The last key gives them one order, which has no meaning.
order by qualified_at, specifier collate "C", is_eligible desc, candidates::text collate "C"

-- name: minted
-- The minted rewards of these candidates, and others of the same user or specifier, with the load that minted them. It
-- is null if another system did. minted_at is when the load was recorded, the time nearest to its commit.
select
    rewards.specifier, rewards.user_id, rewards.amount, rewards.completed_at,
    rewards.created_at at time zone 'UTC' as created_at, minted.load_id,
    coalesce(
        recorded.recorded_at, recorded.started_at + make_interval(secs => recorded.seconds)
    ) at time zone 'UTC' as minted_at
from public.user_challenges as rewards
left join lateral (
    select max(mints.load_id) as load_id from challenges_loader.mints
    where mints.challenge_id = rewards.challenge_id and mints.specifier = rewards.specifier
) as minted on true
left join challenges_loader.challenge_loads as recorded
    on rewards.challenge_id = recorded.challenge_id and minted.load_id = recorded.load_id
where rewards.is_complete and rewards.challenge_id = %(challenge_id)s and (
    rewards.specifier = any(%(candidates)s)
    or (
        (rewards.user_id = %(user_id)s or %(user_id)s is null)
        and (rewards.specifier = %(specifier)s or %(specifier)s is null)
    )
)
order by coalesce(rewards.completed_at, rewards.created_at at time zone 'UTC'), rewards.specifier collate "C"

-- name: rewards_in_cap
-- The rewards that fill a cap: those minted, with their minted_at, and those that the next load mints.
select * from (
    select {cap_key} as key_value, specifier, minted_at as counted_at, true as is_minted, amount from {minted}
    union all
    select {cap_key}, specifier, qualified_at, false, amount
    from {view} as candidates
    where is_eligible and qualified_at is not null and {is_in_scope}
        and not exists (select 1 from {minted} as minted where minted.specifier = candidates.specifier)
) as rewards
where key_value = any(%(key_values)s)
order by counted_at, specifier collate "C"

-- name: dismissed
select challenge_id, user_id, specifier, act, act_id, actor_id, acted_at, dismissed_reason from {dismissed_acts}
where user_id = %(user_id)s and (specifier = %(specifier)s or %(specifier)s is null)
    and (challenge_id = any(%(only)s::text[]) or cardinality(%(only)s::text[]) = 0)
order by challenge_id collate "C", acted_at, act_id, act

-- name: users_of_handle
select array_agg(distinct user_id order by user_id) from {user_handles} where handle_lc = lower(%(handle)s)

-- name: is_user
select exists (select 1 from {user_handles} where user_id = %(user_id)s)

-- name: handles
select user_id, min(handle) from {user_handles} where user_id = any(%(user_ids)s) and handle is not null group by 1
