insert into user_challenges (
    challenge_id, specifier, user_id, amount, current_step_count, is_complete, completed_at, completed_blocknumber,
    created_at
)
values (
    %(challenge_id)s, %(specifier)s, %(user_id)s, %(amount)s, %(current_step_count)s, %(is_complete)s,
    %(completed_at)s, %(completed_blocknumber)s, now()
)
on conflict (challenge_id, specifier) do update set
    user_id = excluded.user_id,
    amount = excluded.amount,
    current_step_count = excluded.current_step_count,
    is_complete = excluded.is_complete,
    completed_at = excluded.completed_at,
    completed_blocknumber = excluded.completed_blocknumber
