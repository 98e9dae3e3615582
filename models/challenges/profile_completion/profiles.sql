with

users as (

    select * from {{ ref('stg_users') }}
    where has_handle

),

-- A step counts if one of several current rows, a defect, has it.
counted as (

    select
        user_id,
        max(case when has_description then 1 else 0 end) as description_steps,
        max(case when has_name then 1 else 0 end) as name_steps,
        max(case when has_picture then 1 else 0 end) as picture_steps,
        max(case when has_cover_photo then 1 else 0 end) as cover_photo_steps,
        {{ count_up_to(5, 'followee_id', ref('stg_follows'), 'user_id = users.user_id') }} as followees,
        exists (
            select 1 from {{ ref('stg_reposts_of_all_types') }} as reposts
            where reposts.user_id = users.user_id
        ) as has_reposts,
        exists (
            select 1 from {{ ref('stg_saves_of_all_types') }} as saves
            where saves.user_id = users.user_id
        ) as has_saves
    from users
    group by user_id

),

profiles as (

    select
        user_id,
        description_steps
        + name_steps
        + picture_steps
        + cover_photo_steps
        + case when followees = 5 then 1 else 0 end
        + case when has_reposts then 1 else 0 end
        + case when has_saves then 1 else 0 end as progress,
        description_steps = 1 as has_description,
        name_steps = 1 as has_name,
        picture_steps = 1 as has_picture,
        cover_photo_steps = 1 as has_cover_photo,
        followees = 5 as has_follows,
        has_reposts,
        has_saves,
        -- In this order PostgreSQL seldom asks for more than the user row. "progress > 0" would count twice.
        description_steps = 1
        or name_steps = 1
        or picture_steps = 1
        or cover_photo_steps = 1
        or has_reposts
        or has_saves
        or followees = 5 as has_any_step
    from counted

)

select * from profiles
