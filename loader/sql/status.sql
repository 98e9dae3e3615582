-- The last load of each challenge, since when it has not come out well, and how far its mark is behind the head block.
with head as (
    select coalesce(max(number), 0) as number
    from public.blocks
),

succeeded as (
    select distinct on (challenge_id)
        challenge_id,
        load_id,
        started_at
    from challenges_loader.challenge_loads
    where outcome = 'ok'
    order by challenge_id, load_id desc
),

latest as (
    select distinct on (challenge_id)
        challenge_id,
        load_id,
        started_at,
        outcome,
        error
    from challenges_loader.challenge_loads
    order by challenge_id, load_id desc
)

select
    challenge_views.challenge_id,
    latest.load_id,
    latest.started_at as loaded_at,
    latest.outcome,
    latest.error,
    succeeded.started_at as succeeded_at,
    (
        select min(failures.since)
        from challenges_loader.challenge_loads as failures
        where
            failures.challenge_id = challenge_views.challenge_id
            and failures.outcome <> 'ok'
            and failures.load_id > coalesce(succeeded.load_id, 0)
    ) as failing_since,
    case when marks.block_number is not null then head.number - greatest(marks.block_number, 0) end as blocks_behind
from {challenge_views} as challenge_views
cross join head
left join latest on challenge_views.challenge_id = latest.challenge_id
left join succeeded on challenge_views.challenge_id = succeeded.challenge_id
left join challenges_loader.marks on challenge_views.challenge_id = marks.challenge_id
order by challenge_views.challenge_id collate "C"
