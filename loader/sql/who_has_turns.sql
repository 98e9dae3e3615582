-- The processes that have the turns of challenges. Another role's application, host and start are not always shown.
select
    pg_locks.pid,
    activity.application_name,
    coalesce(host(activity.client_addr), 'this host') as host,
    coalesce(max(loads.started_at), activity.backend_start) at time zone 'UTC' as since,
    array_agg(distinct asked.challenge_id order by asked.challenge_id) as challenge_ids
from unnest(%(challenge_ids)s::text[]) as asked (challenge_id)
inner join pg_locks
    on hashtext(asked.challenge_id)::oid = pg_locks.objid
left join pg_stat_activity as activity on pg_locks.pid = activity.pid
left join challenges_loader.loads
    on
        pg_locks.pid = loads.backend_pid
        and loads.finished_at is null
        and loads.started_at >= activity.backend_start
where
    pg_locks.locktype = 'advisory'
    and pg_locks.classid = %(lock_space)s::oid
    and pg_locks.objsubid = 2
    and pg_locks.granted
    and pg_locks.pid <> pg_backend_pid()
    and pg_locks.database = (select oid from pg_database where datname = current_database())
group by pg_locks.pid, activity.application_name, activity.client_addr, activity.backend_start
order by pg_locks.pid
