-- name: start
-- Begins a load. By the setting the merge traces rewards to it.
insert into challenges_loader.loads (version, is_full, is_quiet, as_of, challenge_ids)
values (%(version)s, %(full)s, %(quiet)s, %(clock)s, %(challenge_ids)s)
returning id, set_config('challenges.load_id', id::text, false) as setting

-- name: record
-- Records what a load did to challenges: in their status, and in a row of its own if it wrote something or came out
-- differently from the last load. The error of a challenge over its limit names what is due, which changes with each
-- load. So another error of that kind is no reason for a row; the status has the last one.
with results as (
    select * from jsonb_to_recordset(%(results)s::jsonb) as results (
        challenge_id text, started_at timestamptz, seconds double precision, scopes integer, new bigint, updated bigint,
        already_right bigint, rows_also_written bigint, unpayable bigint, audio numeric, outcome text, error text,
        minted bigint, may_exceed_limit boolean, is_active boolean
    )
),

clock as (select clock_timestamp() as time),

recorded as (
    insert into challenges_loader.challenge_loads
        (load_id, challenge_id, started_at, seconds, scopes, new, updated, already_right, rows_also_written, unpayable,
        audio, outcome, error, minted, may_exceed_limit, recorded_at, limited_rewards, limited_audio)
    select
        %(load_id)s, results.challenge_id, results.started_at, seconds, scopes, new, updated, already_right,
        rows_also_written, unpayable, audio, results.outcome, results.error, minted, may_exceed_limit, clock.time,
        least(coalesce(former.limited_rewards, 0), later.limited_rewards),
        least(coalesce(former.limited_audio, 0), later.limited_audio)
    from results
    cross join clock
    left join challenges_loader.challenge_status as former on results.challenge_id = former.challenge_id
    -- If the server's clock went back, an earlier load has a later time. The limits subtract what was counted before
    -- the first load of a day by time, so this one must not say that the earlier load came before.
    left join lateral (
        select earlier.limited_rewards, earlier.limited_audio from challenges_loader.challenge_loads as earlier
        where earlier.challenge_id = results.challenge_id and earlier.limited_rewards is not null
            and earlier.recorded_at > clock.time
        order by earlier.recorded_at limit 1
    ) as later on true
    where new + updated + rows_also_written > 0
        or former.outcome is distinct from results.outcome
        or (former.error is distinct from results.error and results.outcome <> 'over_limit')
)

insert into challenges_loader.challenge_status as former
    (challenge_id, load_id, loaded_at, outcome, error, succeeded_at, failing_since, limited_rewards, limited_audio,
    inactive_at)
select
    challenge_id, %(load_id)s, started_at, outcome, error,
    case when outcome = 'ok' then started_at end, case when outcome <> 'ok' then started_at end,
    case when may_exceed_limit then 0 else minted end, case when may_exceed_limit then 0 else audio end,
    case
        when not is_active
            then (select least(as_of, loads.started_at) from challenges_loader.loads where id = %(load_id)s)
    end
from results
on conflict (challenge_id) do update set
    load_id = excluded.load_id, loaded_at = excluded.loaded_at, outcome = excluded.outcome, error = excluded.error,
    succeeded_at = coalesce(excluded.succeeded_at, former.succeeded_at),
    failing_since = case when excluded.outcome <> 'ok' then coalesce(former.failing_since, excluded.failing_since) end,
    limited_rewards = former.limited_rewards + excluded.limited_rewards,
    limited_audio = former.limited_audio + excluded.limited_audio,
    -- Never earlier: what was played while a challenge was inactive is not paid, also if a later load has an older clock.
    inactive_at = greatest(excluded.inactive_at, former.inactive_at)

-- name: finish
-- Ends a load, and deletes what is not kept: this load if it wrote nothing and changed no outcome, and after 30 days
-- each that wrote nothing. What became of a challenge is in its status.
with finished as (
    update challenges_loader.loads set finished_at = clock_timestamp(), outcome = %(outcome)s, error = %(error)s
    where id = %(load_id)s and exists (select 1 from challenges_loader.challenge_loads where load_id = %(load_id)s)
),

outdated as (
    delete from challenges_loader.challenge_loads
    -- As the index has it.
    where new = 0 and updated = 0 and rows_also_written = 0 and started_at < now() - interval '30 days'
    returning challenge_id, load_id
),

emptied as (
    select %(load_id)s as load_id
    union
    select load_id from outdated
    union
    select id from challenges_loader.loads where finished_at is null and started_at < now() - interval '30 days'
)

delete from challenges_loader.loads
where id in (select load_id from emptied)
    and not exists (
        select 1 from challenges_loader.challenge_loads as kept left join outdated using (challenge_id, load_id)
        where kept.load_id = loads.id and outdated.load_id is null
    )
