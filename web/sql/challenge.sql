-- name: rule
select description from {challenge_rules} where challenge_id = %(challenge_id)s

-- name: catalog
-- The row of the catalog as JSON, so that a column that is added shows without a change here. JSON, not JSONB, keeps the
-- order of the columns.
select to_json(catalog) from {catalog} as catalog where id = %(challenge_id)s

-- name: adoption_date
select adoption_date from challenges_loader.adoptions where challenge_id = %(challenge_id)s

-- name: newest_rewards
-- By the index challenges_user_challenges_minted_idx. Of the same time they have no order: a bulk load can mint millions.
select specifier, user_id, amount, minted_at from {rewards}
where challenge_id = %(challenge_id)s and minted_at < %(until)s and minted_at >= %(since)s
order by minted_at desc limit %(most)s

-- name: recent_users
-- The users who did something last on the platform, by the newest rows of tables that have an index for that.
select coalesce(array_agg(distinct user_id), '{{}}') from (
    (select user_id from {comments} where blocknumber is not null order by blocknumber desc limit %(most)s)
    union all
    (select user_id from {saves} where blocknumber is not null order by blocknumber desc limit %(most)s)
    union all
    (select user_id from {reposts} where blocknumber is not null order by blocknumber desc limit %(most)s)
    union all
    (select owner_id from {tracks} where blocknumber is not null order by blocknumber desc limit %(most)s)
    union all
    (select user_id from {plays} order by play_id desc limit %(most)s)
) as acts (user_id)

-- name: read_no_table_whole
-- Of many users at once, PostgreSQL would rather read whole tables.
select set_config('enable_seqscan', 'off', true)

-- name: scopes_of_users
select coalesce(array_agg(distinct scope_id), '{{}}')
from (select scope_id from {scopes} as scopes where user_id = any(%(user_ids)s::integer[]) limit %(most)s) as scopes

-- name: refusals
-- What the gates refuse among the candidates of these scopes that are not minted. A candidate can be refused by several.
with candidates as materialized (
    select specifier, user_id, qualified_at, {failed_gates} as failed_gates, is_eligible
    from {view} where {is_in_scope}
    limit %(most)s
),

open_candidates as (
    select candidates.* from candidates
    where not exists (
        select 1 from {rewards} as rewards
        where rewards.challenge_id = %(challenge_id)s and rewards.specifier = candidates.specifier
    )
),

refused as (
    select gate, specifier, user_id, qualified_at from open_candidates cross join unnest(failed_gates) as gate
)

select
    (select count(*) from candidates) as candidates, (select count(*) from open_candidates) as unminted,
    (select count(*) from open_candidates where not is_eligible) as refused,
    coalesce(
        (select jsonb_object_agg(gate, count) from (select gate, count(*) from refused group by gate) as counts), '{{}}'
    ) as by_gate,
    coalesce(
        (
            select jsonb_agg(examples) from (
                select gate, specifier, user_id, qualified_at from refused where gate = %(gate)s
                order by qualified_at desc nulls last, specifier limit 50
            ) as examples
        ), '[]'
    ) as examples

-- name: active
select id, active from public.challenges
