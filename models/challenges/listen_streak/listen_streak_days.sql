with

plays as (

    {{ unread_plays() if not is_from_lake('e') else unwalked_plays() }}

),

first_times as (

    select * from {{ ref('stg_first_times') }}
    where challenge_id = 'e'

),

listeners as (

    select
        plays.user_id,
        {{ in_order('plays.created_at', ['plays.created_at', 'plays.play_id']) }} as times,
        {{ in_order('plays.slot', ['plays.created_at', 'plays.play_id']) }} as slots
    from plays
    cross join first_times
    where
        first_times.first_time is null
        or plays.created_at >= first_times.first_time
    group by plays.user_id

),

-- Looked up for each listener, by index: joined, the states of all listeners could be read.
listeners_and_states as (

    select
        *,
        (
            select streaks.last_listen_date
            from {{ ref('stg_listen_streaks') }} as streaks
            where streaks.user_id = listeners.user_id
        ) as last_listen_date,
        (
            select streaks.listen_streak
            from {{ ref('stg_listen_streaks') }} as streaks
            where streaks.user_id = listeners.user_id
        ) as listen_streak,
        (
            select max(rewards.minted_at)
            from {{ ref('stg_user_challenges') }} as rewards
            where
                rewards.challenge_id = 'e'
                and rewards.user_id = listeners.user_id
        ) as last_rewarded_at
    from listeners

),

counted_plays as (

    select
        listeners_and_states.user_id,
        streak.acted_at as played_at,
        {{ at_place('listeners_and_states.slots', 'streak.place') }} as slot,
        streak.streak_day,
        streak.since_at,
        streak.goes_on
    from listeners_and_states
    cross join {{ streak(
        times='listeners_and_states.times',
        min_hours=16,
        max_hours=48,
        last_at='listeners_and_states.last_listen_date',
        days='listeners_and_states.listen_streak',
        not_until='listeners_and_states.last_rewarded_at'
    ) }} as streak

)

select * from counted_plays
