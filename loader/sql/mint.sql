-- Writes the rewards that are named reward: the rows of a "from" clause, or a variable of the block around it. A part of
-- merge.sql and of find_raising_reward.sql, so that what looks for the reward that makes a trigger raise writes it as the
-- merge did.
insert into public.user_challenges as live (
    challenge_id, specifier, user_id, amount, current_step_count, is_complete, completed_at, completed_blocknumber,
    created_at
)
select
    reward.challenge_id,
    reward.specifier,
    reward.user_id,
    reward.amount::integer,
    reward.current_step_count,
    reward.is_complete,
    reward.completed_at,
    reward.completed_blocknumber::integer,
    coalesce(reward.completed_at at time zone 'UTC', current_setting('challenges.as_of')::timestamptz)
{rewards}
on conflict (challenge_id, specifier) do update set
    user_id = excluded.user_id,
    amount = excluded.amount,
    current_step_count = excluded.current_step_count,
    is_complete = excluded.is_complete,
    completed_at = excluded.completed_at,
    completed_blocknumber = excluded.completed_blocknumber
-- Somebody else may have completed the row since it was judged.
where not live.is_complete
