with

days as (

    select * from {{ ref('listen_streak_days') }}

),

challenges as (

    select * from {{ ref('stg_challenges') }}
    where challenge_id = 'e'

),

numbered_days as (

    select
        *,
        row_number() over (partition by user_id order by played_at desc) as number_from_last
    from days

),

states as (

    select
        numbered_days.user_id,
        numbered_days.played_at as last_listen_date,
        numbered_days.streak_day as listen_streak
    from numbered_days
    cross join challenges
    where
        challenges.is_active
        and numbered_days.number_from_last = 1

)

select * from states
