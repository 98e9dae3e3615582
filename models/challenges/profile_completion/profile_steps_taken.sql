with

users as (

    select * from {{ ref('stg_users') }}
    where
        has_handle
        and (has_description or has_name or has_picture or has_cover_photo)

),

follows as (

    select * from {{ ref('stg_follows') }}

),

first_follows as (

    {{ first_of_each('follows', ['user_id', 'followee_id'], ['created_at', 'blocknumber nulls last']) }}

),

numbered_follows as (

    select
        *,
        row_number() over (
            partition by user_id
            order by created_at, blocknumber nulls last, followee_id
        ) as follow_number
    from first_follows

),

reposts as (

    select * from {{ ref('stg_reposts_of_all_types') }}

),

first_reposts as (

    {{ first_of_each('reposts', ['user_id'], ['created_at', 'blocknumber nulls last']) }}

),

saves as (

    select * from {{ ref('stg_saves_of_all_types') }}

),

first_saves as (

    {{ first_of_each('saves', ['user_id'], ['created_at', 'blocknumber nulls last']) }}

),

steps_taken as (

    select
        user_id,
        updated_at as taken_at,
        blocknumber
    from users

    union all

    select
        user_id,
        created_at as taken_at,
        blocknumber
    from numbered_follows
    where follow_number = 5

    union all

    select
        user_id,
        created_at as taken_at,
        blocknumber
    from first_reposts

    union all

    select
        user_id,
        created_at as taken_at,
        blocknumber
    from first_saves

)

select * from steps_taken
