-- What the earlier system left in progress is updated.
insert into user_challenges
select * from prepared_rewards
on conflict (challenge_id, specifier) do update set
    current_step_count = excluded.current_step_count,
    is_complete = excluded.is_complete,
    completed_at = excluded.completed_at,
    completed_blocknumber = excluded.completed_blocknumber
