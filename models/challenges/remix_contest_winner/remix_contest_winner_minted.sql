-- Without a "with", so that PostgreSQL merges it into what reads it and finds a reward by its key.
select
    rewards.specifier,
    rewards.user_id,
    rewards.minted_at,
    rewards.event_id,
    events.host_id,
    rewards.amount
from ({{ minted_rewards_of('w', 'hex:hex', {'event_id': 1}) }}) as rewards
-- The event of a minted reward may be deleted meanwhile: the reward still fills the caps.
left join {{ ref('stg_events') }} as events on rewards.event_id = events.event_id
