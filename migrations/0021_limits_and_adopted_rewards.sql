-- What the limits count in 24 hours, and which rewards an adoption leaves to the earlier system.

-- What the limits have counted of a challenge since the ledger began. It only grows.
alter table challenges_loader.challenge_status
add column if not exists limited_rewards bigint not null default 0,
add column if not exists limited_audio numeric not null default 0;

-- Rows of release 1.0.0 have null in these columns, except in may_exceed_limit and in the rows that are filled below.
alter table challenges_loader.challenge_loads
-- By the server's clock, at the end of the transaction. The limits do not trust the clock of the loader's machine.
add column if not exists recorded_at timestamptz,
-- Rewards that became complete, inserted or updated.
add column if not exists minted bigint,
-- What a person let through. It does not count against the limits.
add column if not exists may_exceed_limit boolean not null default false,
-- What the limits had counted before this load. What they count in the last 24 hours is the value in the status minus
-- this value of the first load in that time, so no loads are added up.
add column if not exists limited_rewards bigint,
add column if not exists limited_audio numeric;

create index if not exists challenges_challenge_loads_limits_idx
on challenges_loader.challenge_loads (challenge_id, recorded_at)
where limited_rewards is not null;

-- Release 1.0.0 did not record which rows became complete, or which loads a person let through. So all of them count.
with recent as (
    select
        challenge_id,
        load_id,
        new + updated as minted,
        coalesce(sum(new + updated) over earlier, 0) as limited_rewards,
        coalesce(sum(audio) over earlier, 0) as limited_audio
    from challenges_loader.challenge_loads
    where started_at > now() - interval '24 hours'
    window earlier as (partition by challenge_id order by load_id rows between unbounded preceding and 1 preceding)
)

update challenges_loader.challenge_loads
set
    recorded_at = started_at + make_interval(secs => seconds),
    minted = recent.minted,
    limited_rewards = recent.limited_rewards,
    limited_audio = recent.limited_audio
from recent
where
    challenge_loads.challenge_id = recent.challenge_id
    and challenge_loads.load_id = recent.load_id
    and challenge_loads.recorded_at is null;

update challenges_loader.challenge_status
set
    limited_rewards = counted.rewards,
    limited_audio = counted.audio
from (
    select
        challenge_id,
        sum(minted) as rewards,
        sum(audio) as audio
    from challenges_loader.challenge_loads
    where limited_rewards is not null and not may_exceed_limit
    group by challenge_id
) as counted
where
    challenge_status.challenge_id = counted.challenge_id
    and challenge_status.limited_rewards = 0
    and challenge_status.limited_audio = 0;

-- The head block at the adoption date. For a date in the past it is read from reposts: they have blocks and times.
alter table challenges_loader.adoptions add column if not exists block_number integer;

update challenges_loader.adoptions
set
    block_number = coalesce(
        (
            select max(reposts.blocknumber)
            from public.reposts
            where reposts.created_at <= adoptions.adoption_date
        ),
        1
    )
where block_number is null;

-- What was due and not minted when a challenge was adopted. It is never minted until the adoption is taken back.
create table if not exists challenges_loader.adopted_rewards (
    challenge_id varchar not null,
    specifier varchar not null,
    -- Null if the candidate had no time but the clock.
    qualified_at timestamp,
    primary key (challenge_id, specifier)
);

-- The role exists if this database was set up before.
do $$
begin
    if exists (select from pg_roles where rolname = 'challenges_dbt') then
        grant select on challenges_loader.adopted_rewards to challenges_dbt;
    end if;
end $$;
