-- name: status
-- How the last load of each challenge went, how far its watermark is behind the head, since when it is loading, how much
-- of its limits is used, and of what time its facts are, if they come from the lake.
with load_locks as ({load_locks}),

unfinished as (
    select
        id as load_id, started_at, backend_pid, unnest(challenge_ids) as challenge_id,
        -- At work if its process holds load locks, and it is the last load of that process number; otherwise it died.
        backend_pid in (select pid from load_locks) and id = max(id) over (partition by backend_pid) as is_at_work
    from challenges_loader.loads
    where finished_at is null
),

at_work as (
    select challenge_id, max(started_at) as started_at
    from unfinished inner join load_locks on backend_pid = pid and hashtext(challenge_id)::oid = objid
    where is_at_work
    group by challenge_id
),

-- What a load did to a challenge before it died stands: it is in the status of the challenge.
died as (
    select
        challenge_id, max(unfinished.load_id) as load_id, max(unfinished.started_at) as loaded_at,
        min(unfinished.started_at) as failing_since
    from unfinished left join challenges_loader.challenge_status as recorded using (challenge_id)
    where not is_at_work and unfinished.load_id > coalesce(recorded.load_id, 0)
    group by challenge_id
)

select
    challenge_id, view_name as name,
    coalesce(died.load_id, recorded.load_id) as load_id, coalesce(died.loaded_at, recorded.loaded_at) as loaded_at,
    case when died.load_id is null then recorded.outcome else 'died' end as outcome,
    case when died.load_id is null then recorded.error else %(died)s end as error,
    recorded.succeeded_at,
    extract(epoch from clock_timestamp() - recorded.succeeded_at)::double precision as seconds_since_success,
    coalesce(recorded.failing_since, died.failing_since) as failing_since,
    case when watermarks.block_number is not null
        then (select coalesce(max(number), 0) from public.blocks) - greatest(watermarks.block_number, 0)
    end as blocks_behind,
    at_work.started_at as loading_since,
    coalesce(limits_used.rewards, 0) as used_rewards, catalog.limit_rewards,
    coalesce(limits_used.audio, 0)::bigint as used_audio, catalog.limit_audio,
    lake_facts.facts_name is not null as is_from_lake, publications.lake_time, publications.published_at,
    extract(epoch from clock_timestamp() - publications.lake_time)::double precision as lake_age_seconds
from {challenge_views}
left join challenges_loader.challenge_status as recorded using (challenge_id)
left join died using (challenge_id)
left join challenges_loader.watermarks using (challenge_id)
left join at_work using (challenge_id)
left join {catalog} as catalog on challenge_id = catalog.id
left join {lake_facts} as lake_facts using (challenge_id)
left join (
    select challenge_id, lake_time, published_at from challenges_loader.publications where schema_name = %(schema)s
) as publications using (challenge_id)
left join lateral ({limits_used}) as limits_used on true
order by challenge_id collate "C"
