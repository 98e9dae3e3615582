-- The last load of each challenge, since when it has not come out well, how far its mark is behind the head block, and
-- since when it is loading now. The ledger is long: what is asked of it is asked by its key, of each challenge.
with head as (
    select coalesce(max(number), 0) as number
    from public.blocks
),

turns as (
    {turns}
),

-- A load that has not ended is at work where its process holds turns; otherwise it died. Of several loads under one
-- process number the last is the one at work.
at_work as (
    select max(loads.id) as load_id
    from challenges_loader.loads
    inner join turns on loads.backend_pid = turns.pid
    where loads.finished_at is null
    group by loads.backend_pid
),

-- Of those that ended early only what came after the last that did not is of interest.
unfinished as (
    select
        loads.id as load_id,
        loads.started_at,
        loads.backend_pid,
        loads.error,
        unnest(loads.challenge_ids) as challenge_id,
        coalesce(loads.outcome, 'died') as outcome,
        at_work.load_id is not null as is_at_work
    from challenges_loader.loads
    left join at_work on loads.id = at_work.load_id
    where
        loads.finished_at is null
        or (
            loads.outcome = 'ended early'
            and loads.id > (
                select coalesce(max(ended.id), 0)
                from challenges_loader.loads as ended
                where ended.outcome <> 'ended early'
            )
        )
),

-- What a load had done to a challenge before it died or ended early stands.
left_undone as (
    select
        unfinished.challenge_id,
        unfinished.load_id,
        unfinished.started_at,
        unfinished.outcome,
        unfinished.error
    from unfinished
    left join challenges_loader.challenge_loads as recorded
        on unfinished.challenge_id = recorded.challenge_id and unfinished.load_id = recorded.load_id
    where not unfinished.is_at_work and recorded.load_id is null
),

at_work_on as (
    select
        unfinished.challenge_id,
        max(unfinished.started_at) as started_at
    from unfinished
    inner join turns
        on unfinished.backend_pid = turns.pid and hashtext(unfinished.challenge_id)::oid = turns.objid
    where unfinished.is_at_work
    group by unfinished.challenge_id
)

select
    challenge_views.challenge_id,
    latest.load_id,
    latest.started_at as loaded_at,
    latest.outcome,
    latest.error,
    succeeded.started_at as succeeded_at,
    failing.since as failing_since,
    case when marks.block_number is not null then head.number - greatest(marks.block_number, 0) end as blocks_behind,
    at_work_on.started_at as loading_since
from {challenge_views} as challenge_views
cross join head
left join lateral (
    select
        challenge_loads.load_id,
        challenge_loads.started_at
    from challenges_loader.challenge_loads
    where challenge_loads.challenge_id = challenge_views.challenge_id and challenge_loads.outcome = 'ok'
    order by challenge_loads.load_id desc
    limit 1
) as succeeded on true
left join lateral (
    (
        select
            challenge_loads.load_id,
            challenge_loads.started_at,
            challenge_loads.outcome,
            challenge_loads.error
        from challenges_loader.challenge_loads
        where challenge_loads.challenge_id = challenge_views.challenge_id
        order by challenge_loads.load_id desc
        limit 1
    )
    union all
    select
        left_undone.load_id,
        left_undone.started_at,
        left_undone.outcome,
        left_undone.error
    from left_undone
    where left_undone.challenge_id = challenge_views.challenge_id
    order by load_id desc
    limit 1
) as latest on true
left join lateral (
    select min(failures.since) as since
    from (
        select challenge_loads.since
        from challenges_loader.challenge_loads
        where
            challenge_loads.challenge_id = challenge_views.challenge_id
            and challenge_loads.outcome <> 'ok'
            and challenge_loads.load_id > coalesce(succeeded.load_id, 0)
        union all
        select left_undone.started_at as since
        from left_undone
        where
            left_undone.challenge_id = challenge_views.challenge_id
            and left_undone.load_id > coalesce(succeeded.load_id, 0)
    ) as failures
) as failing on true
left join challenges_loader.marks on challenge_views.challenge_id = marks.challenge_id
left join at_work_on on challenge_views.challenge_id = at_work_on.challenge_id
order by challenge_views.challenge_id collate "C"
