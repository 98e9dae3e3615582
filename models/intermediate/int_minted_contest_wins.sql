-- Without a "with", so that PostgreSQL merges it into what reads it and finds a reward by its key.
select
    rewards.specifier,
    rewards.user_id as winner_id,
    {{ id_in_specifier('rewards.specifier', 'hex:hex', 1) }} as event_id,
    events.host_id,
    rewards.minted_at
from {{ ref('stg_user_challenges') }} as rewards
-- The event of a minted reward may be deleted meanwhile: the reward still fills the caps.
left join {{ ref('stg_events') }} as events
    on {{ id_in_specifier('rewards.specifier', 'hex:hex', 1) }} = events.event_id
where
    rewards.challenge_id = 'w'
    and {{ id_in_specifier('rewards.specifier', 'hex:hex', 1) }} is not null
