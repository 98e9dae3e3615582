-- name: release
-- If the date moves back, forgets what was recorded with a time from the new date on: this system pays it. What was
-- recorded with an earlier time or without one stays, even if the source was edited since.
delete from challenges_loader.adopted_rewards as recorded using challenges_loader.adoptions as former
where recorded.challenge_id = {challenge_id} and former.challenge_id = {challenge_id}
    and {adoption_date} < former.adoption_date and recorded.qualified_at >= {adoption_date}

-- name: record
-- Records what is due and not minted. If the date is now, that is all of it. If it is in the past, it is what qualified
-- before it, and what has no time but the clock. A reward that is in progress in user_challenges is not recorded.
with {compared},

clock as (select current_setting('challenges.as_of')::timestamptz at time zone 'UTC' as time)

insert into challenges_loader.adopted_rewards (challenge_id, specifier, qualified_at)
select compared.challenge_id, compared.specifier, nullif(compared.qualified_at, clock.time)
from compared cross join clock
where compared.outcome = 'new' and compared.is_complete
    and (
        compared.qualified_at < {adoption_date} or compared.qualified_at = clock.time or clock.time = {adoption_date}
    )
on conflict (challenge_id, specifier) do nothing

-- name: record_progress
-- Records what the earlier system has left in progress. After a first adoption this system writes such rows itself.
insert into challenges_loader.adopted_progress (challenge_id, specifier)
select challenge_id, specifier from public.user_challenges
where challenge_id = {challenge_id} and not is_complete
    and not exists (select 1 from challenges_loader.adoptions where challenge_id = {challenge_id})
on conflict (challenge_id, specifier) do nothing

-- name: adopt
-- The head block at a date in the past is read from reposts, because they have blocks and times.
insert into challenges_loader.adoptions (challenge_id, adoption_date, block_number)
select
    {challenge_id}, {adoption_date}, coalesce(
        case
            when {adoption_date} < current_setting('challenges.as_of')::timestamptz at time zone 'UTC'
                then (select max(blocknumber) from {repost_blocks} where created_at <= {adoption_date})
            else (select max(number) from public.blocks)
        end, 1
    )
on conflict (challenge_id) do update set
    adoption_date = excluded.adoption_date, block_number = excluded.block_number

-- name: take_back
with forgotten_rewards as (delete from challenges_loader.adopted_rewards where challenge_id = {challenge_id}),

forgotten_progress as (delete from challenges_loader.adopted_progress where challenge_id = {challenge_id})

delete from challenges_loader.adoptions where challenge_id = {challenge_id}

-- name: count_recorded
select count(*) from challenges_loader.adopted_rewards where challenge_id = {challenge_id}
