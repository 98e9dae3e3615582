with

rewards as (

    select * from {{ ref('stg_user_challenges') }}
    where challenge_id = 'w'

),

events as (

    select * from {{ ref('stg_events') }}

),

rewards_of_events as (

    select
        specifier,
        user_id as winner_id,
        {{ id_in_specifier('specifier', 'hex:hex', 1) }} as event_id,
        minted_at
    from rewards

),

-- The event of a minted reward may be deleted meanwhile: the reward still fills the caps.
minted_contest_wins as (

    select
        rewards_of_events.specifier,
        rewards_of_events.winner_id,
        rewards_of_events.event_id,
        events.host_id,
        rewards_of_events.minted_at
    from rewards_of_events
    left join events on rewards_of_events.event_id = events.event_id
    where rewards_of_events.event_id is not null

)

select * from minted_contest_wins
