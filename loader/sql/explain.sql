-- name: gates
select challenge_id, gate as name, description, cap_rewards, cap_days, cap_key, count_column, cap_unit from {gates}
order by challenge_id, gate_position

-- name: scopes
-- The scopes of a user or of a specifier. A scope view may not know the specifier yet.
select distinct scope_id from {scopes}
where (user_id = %(user_id)s or %(user_id)s is null)
    and (specifier = %(specifier)s or specifier is null or %(specifier)s is null)

-- name: candidates
-- A parameter that is null asks for everything: PostgreSQL removes its condition when it plans the statement.
select
    *, {unpayable_reason} as unpayable_reason,
    (select step_count from public.challenges where id = %(challenge_id)s) as step_count
from {view}
where (user_id = %(user_id)s or %(user_id)s is null) and (specifier = %(specifier)s or %(specifier)s is null)
    and {is_in_scope}
order by qualified_at, specifier collate "C", is_eligible desc

-- name: minted
-- The minted rewards of these candidates, and others of the same user or specifier.
select specifier, user_id, amount, minted_at from {rewards}
where challenge_id = %(challenge_id)s and (
    specifier = any(%(candidates)s)
    or ((user_id = %(user_id)s or %(user_id)s is null) and (specifier = %(specifier)s or %(specifier)s is null))
)
order by minted_at, specifier collate "C"

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
