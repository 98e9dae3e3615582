-- What the payer has paid by the clock: each reward an hour after it may be claimed. With one mistake of each kind.

insert into challenge_disbursements (challenge_id, user_id, specifier, signature, slot, amount, created_at)
select
    rewards.challenge_id,
    rewards.user_id,
    rewards.specifier,
    'paid-' || rewards.challenge_id || '-' || rewards.specifier,
    330000000,
    rewards.amount || '00000000',
    least(rewards.claimable_at + interval '1 hour', now_is.at_utc) at time zone 'UTC'
from (
    select
        user_challenges.*,
        coalesce(user_challenges.completed_at, user_challenges.created_at at time zone 'UTC')
        + coalesce(challenges.cooldown_days, 0) * interval '1 day' as claimable_at
    from user_challenges
    inner join challenges on user_challenges.challenge_id = challenges.id
    where user_challenges.is_complete
) as rewards
cross join (select current_setting('challenges.as_of')::timestamptz at time zone 'UTC' as at_utc) as now_is
where
    rewards.claimable_at <= now_is.at_utc
    -- overdue: a cosign of February
    and (rewards.challenge_id, rewards.specifier) <> ('cs', '12d:be0');

-- without_reward: Ada got AUDIO for a comment of a week in which she wrote none
insert into challenge_disbursements (challenge_id, user_id, specifier, signature, slot, amount, created_at)
values ('c', 151, '97:202601', 'paid-c-97:202601', 330000001, '100000000', '2026-01-12 09:00:00+00');

-- other_amount: a tenth of the prize of a contest
update challenge_disbursements set amount = '10000000000'
where challenge_id = 'w' and specifier = '3e8:130';

-- other_user: Ben's make-good went to Ada
update challenge_disbursements set user_id = 151
where challenge_id = 'o' and specifier = '98:make-good';
