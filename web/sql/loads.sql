-- name: loads
-- The newest loads of the ledger before one, all or those that did something to a challenge, each with its sums.
with page as (
    select loads.* from challenges_loader.loads
    where id < %(before)s and finished_at is not null and %(challenge_id)s::text is null
    order by id desc limit %(most)s
),

page_of_challenge as (
    select loads.*
    from (
        select load_id from challenges_loader.challenge_loads
        where challenge_id = %(challenge_id)s and load_id < %(before)s
        order by load_id desc limit %(most)s
    ) as ids inner join challenges_loader.loads on ids.load_id = loads.id
)

select
    loads.id as load_id, loads.started_at, loads.finished_at, loads.is_full, loads.is_quiet, loads.as_of, loads.version,
    coalesce(loads.outcome, 'died') as outcome, loads.error, sums.*
from (select * from page union all select * from page_of_challenge) as loads
left join lateral (
    select
        count(*) as challenges, coalesce(sum(new), 0) as new, coalesce(sum(updated), 0) as updated,
        coalesce(sum(minted), 0) as minted, coalesce(sum(audio), 0) as audio,
        coalesce(array_agg(challenge_id order by challenge_id collate "C") filter (where challenge_loads.outcome <> 'ok'), '{{}}')
            as not_ok
    from challenges_loader.challenge_loads
    where load_id = loads.id and (challenge_id = %(challenge_id)s or %(challenge_id)s is null)
) as sums on true
order by loads.id desc

-- name: unfinished
-- The loads that are under way, or died. The index of unfinished loads has them.
select id as load_id, started_at, challenge_ids from challenges_loader.loads where finished_at is null
order by id desc limit 20

-- name: load
select
    id as load_id, started_at, finished_at, version, is_full, is_quiet, as_of, challenge_ids, outcome, error
from challenges_loader.loads where id = %(load_id)s

-- name: challenge_loads
-- What a load did to each challenge.
select
    challenge_id, started_at, seconds, scopes, new, updated, already_right, rows_also_written, unpayable, audio, outcome,
    error, minted, may_exceed_limit
from challenges_loader.challenge_loads where load_id = %(load_id)s
order by challenge_id collate "C"

-- name: minted
-- The rewards that a load minted, by the index challenges_mints_load_idx and in its order, so that a page of a load of
-- millions reads as many as it shows.
select
    mints.challenge_id, mints.specifier, rewards.user_id, rewards.amount, rewards.minted_at, rewards.completed_at,
    rewards.completed_blocknumber
from challenges_loader.mints
left join {rewards} as rewards
    on mints.challenge_id = rewards.challenge_id and mints.specifier = rewards.specifier
where mints.load_id = %(load_id)s and (mints.challenge_id = %(challenge_id)s or %(challenge_id)s is null)
order by mints.challenge_id, mints.specifier limit %(most)s
