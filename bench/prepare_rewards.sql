-- The rewards that the first mint wrote, in its order.
create table prepared_rewards as
select *
from user_challenges
where not exists (
    select 1 from earlier_rewards
    where
        earlier_rewards.challenge_id = user_challenges.challenge_id
        and earlier_rewards.specifier = user_challenges.specifier
        and earlier_rewards.current_step_count = user_challenges.current_step_count
)
order by challenge_id collate "C", coalesce(completed_at, created_at), specifier collate "C"
