with

plays as (

    {{ unread_plays() }}

),

first_times as (

    select * from {{ ref('stg_first_times') }}
    where challenge_id = 'e'

),

numbered_plays as (

    select
        plays.*,
        row_number() over (partition by plays.user_id order by plays.created_at, plays.play_id) as play_number
    from plays
    cross join first_times
    where
        first_times.first_time is null
        or plays.created_at >= first_times.first_time

),

-- Looked up once for each listener, by index: joined, the states of all listeners could be read.
plays_and_state as (

    select
        *,
        case
            when play_number = 1
                then (
                    select streaks.last_listen_date
                    from {{ ref('stg_listen_streaks') }} as streaks
                    where streaks.user_id = numbered_plays.user_id
                )
        end as last_listen_date,
        case
            when play_number = 1
                then (
                    select streaks.listen_streak
                    from {{ ref('stg_listen_streaks') }} as streaks
                    where streaks.user_id = numbered_plays.user_id
                )
        end as listen_streak,
        case
            when play_number = 1
                then (
                    select max(rewards.minted_at)
                    from {{ ref('stg_user_challenges') }} as rewards
                    where
                        rewards.challenge_id = 'e'
                        and rewards.user_id = numbered_plays.user_id
                )
        end as last_rewarded_at
    from numbered_plays

),

plays_and_streaks as (

    select
        *,
        {{ streak(
            acted_at='created_at',
            min_hours=16,
            max_hours=48,
            last_at='last_listen_date',
            days='listen_streak',
            not_until='last_rewarded_at',
            partition=['user_id'],
            order=['created_at', 'play_id']
        ) }} as streak
    from plays_and_state

),

counted_plays as (

    select
        user_id,
        created_at as played_at,
        slot,
        {{ streak_verdict('days') }} as streak_day,
        {{ streak_verdict('since_at') }} as since_at,
        {{ streak_verdict('goes_on') }} as goes_on
    from plays_and_streaks
    where {{ streak_verdict('is_counted') }}

)

select * from counted_plays
