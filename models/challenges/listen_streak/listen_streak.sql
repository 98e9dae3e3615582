{% call eligibility(
    'e',
    facts='plays_to_walk',
    specifier='hexhour',
    keys=['streak_day'],
    amount='challenges.amount * case when streak_day <= 7 then 7 else 1 end',
    changes=['plays'],
    also_writes={
        'table': 'challenge_listen_streak',
        'view': 'listen_streak_state',
        'key': ['user_id'],
        'on_conflict': 'replace',
    },
    is_counted=true
) %}

with

days as (

    select
        *,
        -- The first seven days of a streak are one reward, each further day is another.
        case when streak_day <= 7 then since_at else played_at end as named_at,
        goes_on and streak_day <= 7 as is_of_earlier_row
    from {{ ref('listen_streak_days') }}

),

rewards as (

    select
        user_id,
        named_at,
        is_of_earlier_row,
        max(streak_day) as streak_day,
        max(case when streak_day >= 7 then played_at end) as qualified_at,
        max(case when streak_day >= 7 then slot end) as blocknumber
    from days
    group by user_id, named_at, is_of_earlier_row

),

rewards_and_rows as (

    select
        *,
        case
            when is_of_earlier_row
                then (
                    select rows_in_progress.specifier
                    from {{ ref('stg_rewards_in_progress') }} as rows_in_progress
                    where
                        rows_in_progress.challenge_id = 'e'
                        and rows_in_progress.user_id = rewards.user_id
                    order by
                        rows_in_progress.created_at desc,
                        {{ hour_in_specifier('rows_in_progress.specifier') }} desc,
                        {{ byte_order('rows_in_progress.specifier') }} desc
                    limit 1
                )
        end as earlier_specifier
    from rewards

)

select
    coalesce(earlier_specifier, {{ hex('user_id') }} || {{ digits_of_hour('named_at') }}) as specifier,
    user_id,
    case when streak_day <= 7 then streak_day else 1 end as current_step_count,
    streak_day >= 7 as is_complete,
    qualified_at,
    cast(blocknumber as bigint) as blocknumber,
    streak_day
from rewards_and_rows

{% endcall %}
