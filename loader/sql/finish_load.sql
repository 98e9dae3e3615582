-- Ends a load in the ledger, and forgets what need not be kept: loads of which no challenge is left, and after 30 days
-- what wrote nothing, but for the last load of each challenge with each outcome.
with finished as (
    update challenges_loader.loads
    set
        finished_at = clock_timestamp(),
        outcome = %(outcome)s,
        error = %(error)s
    where id = %(load_id)s
),

outdated as (
    delete from challenges_loader.challenge_loads as former
    where
        not former.has_written
        and former.started_at < now() - interval '30 days'
        and exists (
            select 1
            from challenges_loader.challenge_loads as later
            where
                later.challenge_id = former.challenge_id
                and later.outcome = former.outcome
                and later.load_id > former.load_id
        )
    returning former.challenge_id, former.load_id
),

emptied as (
    select load_id from outdated
    union
    select unnest(%(replaced)s::bigint[]) as load_id
    union
    select id as load_id
    from challenges_loader.loads
    where finished_at is null and started_at < now() - interval '30 days'
)

delete from challenges_loader.loads
using emptied
where
    loads.id = emptied.load_id
    and not exists (
        select 1
        from challenges_loader.challenge_loads
        left join outdated
            on challenge_loads.challenge_id = outdated.challenge_id and challenge_loads.load_id = outdated.load_id
        where challenge_loads.load_id = loads.id and outdated.load_id is null
    )
