-- Rewards minted earlier that today's data would not earn: a gate refuses them now, or they are no candidates any more.
-- They are never taken back; the warning counts them.
-- Left out is what changes although nothing is wrong:
-- * challenges that are inactive now;
-- * tt and tut: their candidates are those of one day, and that day's own rewards close the week;
-- * r and rv: a referrer's verification moves referrals from one to the other;
-- * t without a candidate: nobody stays in the lists of a track that has left the top ten;
-- * o without a line any more;
-- * e: it goes on from a state, so what it has counted is no candidate any more;
-- * rd in the earlier form, which no candidate has.
{{ config(severity='warn') }}

with

rewards as (

    select * from {{ ref('minted_rewards') }}

),

active_challenges as (

    select * from {{ ref('stg_challenges') }}
    where is_active

),

decisions as (

    select * from {{ ref('reward_decisions') }}

),

-- Content with two current rows, a defect, can be a candidate twice; one that passes is enough.
decisions_per_reward as (

    select
        challenge_id,
        specifier,
        min(cardinality(failed_gates)) as count_failed_gates
    from decisions
    group by challenge_id, specifier

)

select
    rewards.challenge_id,
    rewards.specifier,
    decisions_per_reward.count_failed_gates
from rewards
inner join active_challenges on rewards.challenge_id = active_challenges.challenge_id
left join decisions_per_reward
    on rewards.challenge_id = decisions_per_reward.challenge_id
    and rewards.specifier = decisions_per_reward.specifier
where
    rewards.challenge_id not in ('r', 'rv', 'tt', 'tut')
    and not (rewards.challenge_id = 'rd' and rewards.specifier like '%:%')
    and (
        decisions_per_reward.count_failed_gates > 0
        or (decisions_per_reward.specifier is null and rewards.challenge_id not in ('e', 'o', 't'))
    )
