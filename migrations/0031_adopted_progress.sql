-- Which rewards the earlier system had left in progress when a challenge was adopted. They go on after it. Rows that
-- this system writes later are in progress too, but must not let a reward past the adoption date.
create table if not exists challenges_loader.adopted_progress (
    challenge_id varchar not null,
    specifier varchar not null,
    primary key (challenge_id, specifier)
);

-- Of the adoptions of release 1.0.0, as far as is known.
insert into challenges_loader.adopted_progress (challenge_id, specifier)
select
    rewards.challenge_id,
    rewards.specifier
from public.user_challenges as rewards
inner join challenges_loader.adoptions on rewards.challenge_id = adoptions.challenge_id
where not rewards.is_complete
on conflict (challenge_id, specifier) do nothing;

-- The role exists if this database was set up before.
do $$
begin
    if exists (select from pg_roles where rolname = 'challenges_dbt') then
        grant select on challenges_loader.adopted_progress to challenges_dbt;
    end if;
end $$;
