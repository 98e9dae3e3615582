-- Records what a load did to challenges. Where it wrote nothing, and the last load of the challenge came out the same,
-- its row takes the place of that one. Answers which loads lost a row so.
with results as (
    select *
    from jsonb_to_recordset(%(results)s::jsonb) as results (
        challenge_id varchar,
        started_at timestamptz,
        seconds double precision,
        scopes integer,
        new bigint,
        updated bigint,
        already_right bigint,
        fed bigint,
        refused bigint,
        audio numeric,
        outcome varchar,
        error text,
        has_written boolean
    )
),

replaced as (
    delete from challenges_loader.challenge_loads as former
    using results
    where
        former.challenge_id = results.challenge_id
        and former.load_id = (
            select max(latest.load_id)
            from challenges_loader.challenge_loads as latest
            where latest.challenge_id = results.challenge_id
        )
        and not former.has_written
        and not results.has_written
        and former.outcome = results.outcome
        and former.error is not distinct from results.error
    returning former.challenge_id, former.load_id, former.times, former.since
),

recorded as (
    insert into challenges_loader.challenge_loads (
        challenge_id, load_id, started_at, seconds, scopes, new, updated, already_right, fed, refused, audio, outcome,
        error, has_written, times, since
    )
    select
        results.challenge_id,
        %(load_id)s,
        results.started_at,
        results.seconds,
        results.scopes,
        results.new,
        results.updated,
        results.already_right,
        results.fed,
        results.refused,
        results.audio,
        results.outcome,
        results.error,
        results.has_written,
        coalesce(replaced.times, 0) + 1,
        coalesce(replaced.since, results.started_at)
    from results
    left join replaced on results.challenge_id = replaced.challenge_id
)

select distinct load_id
from replaced
