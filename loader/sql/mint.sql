-- Writes rewards: the rows that are named reward,. A part of two statements, so that what
-- looks for the row that makes a trigger raise writes it as merge.sql does.
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
