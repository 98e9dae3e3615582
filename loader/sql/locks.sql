-- name: take
-- Takes the locks of challenges that nobody else has, and returns of which.
select coalesce(array_agg(challenge_id), '{{}}') from unnest(%(challenge_ids)s::text[]) as challenge_id
where pg_try_advisory_lock(%(lock_space)s, hashtext(challenge_id))

-- name: wait
-- Takes the locks of challenges, one after the other, in the order in which they are given.
select array_agg(challenge_id) from unnest(%(challenge_ids)s::text[]) as challenge_id
where pg_advisory_lock(%(lock_space)s, hashtext(challenge_id)) is not null

-- name: release
select pg_advisory_unlock(%(lock_space)s, hashtext(challenge_id)) from unnest(%(challenge_ids)s::text[]) as challenge_id

-- name: held
-- The load locks in this database that somebody has: which process, and of which challenge, by its hash.
select pid, objid from pg_locks
where locktype = 'advisory' and classid = %(lock_space)s::oid and objsubid = 2 and granted
    and database = (select oid from pg_database where datname = current_database())

-- name: holders
-- The processes that have the load locks of challenges. Another role's application, host or start may be hidden.
select
    load_locks.pid, activity.application_name as application,
    coalesce(host(activity.client_addr), 'this host') as host,
    coalesce(max(loads.started_at), activity.backend_start) at time zone 'UTC' as since,
    array_agg(distinct asked.challenge_id order by asked.challenge_id) as challenge_ids
from unnest(%(challenge_ids)s::text[]) as asked (challenge_id)
inner join ({load_locks}) as load_locks on hashtext(asked.challenge_id)::oid = load_locks.objid
left join pg_stat_activity as activity on load_locks.pid = activity.pid
left join challenges_loader.loads
    on load_locks.pid = loads.backend_pid and loads.finished_at is null and loads.started_at >= activity.backend_start
where load_locks.pid <> pg_backend_pid()
group by load_locks.pid, activity.application_name, activity.client_addr, activity.backend_start
order by load_locks.pid
