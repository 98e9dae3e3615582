-- The processes that have the turns of challenges. Another role's application, host and start are not always shown.
with turns as (
    {turns}
)

select
    turns.pid,
    activity.application_name,
    coalesce(host(activity.client_addr), 'this host') as host,
    coalesce(max(loads.started_at), activity.backend_start) at time zone 'UTC' as since,
    array_agg(distinct asked.challenge_id order by asked.challenge_id) as challenge_ids
from unnest(%(challenge_ids)s::text[]) as asked (challenge_id)
inner join turns on hashtext(asked.challenge_id)::oid = turns.objid
left join pg_stat_activity as activity on turns.pid = activity.pid
left join challenges_loader.loads
    on
        turns.pid = loads.backend_pid
        and loads.finished_at is null
        and loads.started_at >= activity.backend_start
where turns.pid <> pg_backend_pid()
group by turns.pid, activity.application_name, activity.client_addr, activity.backend_start
order by turns.pid
