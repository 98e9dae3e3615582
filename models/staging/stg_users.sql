with

source as (

    select * from {{ source('platform', 'users') }}

),

current_users as (

    select
        user_id,
        is_verified,
        not is_deactivated as is_active,
        blocknumber
    from source
    where
        is_current
        and user_id >= 1

)

select * from current_users
