-- The gates of each challenge, in the order in which its candidates show them.
select
    challenge_id,
    gate,
    description,
    cap_rewards,
    cap_days,
    cap_scope_column,
    count_column
from {gates}
order by challenge_id, gate_position
