with

source as (

    select * from {{ source('platform', 'user_challenges') }}

),

minted_rewards as (

    select
        challenge_id,
        specifier,
        user_id,
        amount,
        coalesce(completed_at, {{ as_utc('created_at') }}) as minted_at
    from source
    where is_complete

)

select * from minted_rewards
