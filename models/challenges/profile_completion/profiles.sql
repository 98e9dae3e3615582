{#- A step counts if one of several current rows, a defect, has it. -#}
{%- set own_steps -%}
    max(case when has_description then 1 else 0 end) as description_steps,
    max(case when has_name then 1 else 0 end) as name_steps,
    max(case when has_picture then 1 else 0 end) as picture_steps,
    max(case when has_cover_photo then 1 else 0 end) as cover_photo_steps
{%- endset -%}

{#- Spark always reads all, and cannot analyze the lookups beside the joins. -#}
{%- set looks_up = reads_all() != 'true' -%}

with

{% if looks_up -%}
    -- What few users did is looked up; what all users did is joined. Each reads the users itself: PostgreSQL computes a
    -- CTE that two read for all users, even if few are asked for.
    looked_up as (

        select
            user_id,
            {{ own_steps }},
            {{ count_up_to(5, 'followee_id', ref('stg_follows'), 'user_id = users.user_id') }} = 5 as has_follows,
            exists (
                select 1 from {{ ref('stg_reposts_of_all_types') }} as reposts
                where reposts.user_id = users.user_id
            ) as has_reposts,
            exists (
                select 1 from {{ ref('stg_saves_of_all_types') }} as saves
                where saves.user_id = users.user_id
            ) as has_saves
        from {{ ref('stg_users') }} as users
        where
            has_handle
            and not {{ reads_all() }}
        group by user_id

    ),

{% endif -%}
followers as (

    select user_id
    from {{ rows_as_stored(ref('stg_follows'), ['user_id', 'followee_id']) }} as follows
    group by user_id
    having count(distinct followee_id) >= 5

),

reposters as (

    select distinct user_id from {{ ref('stg_reposts_of_all_types') }}

),

savers as (

    select distinct user_id from {{ ref('stg_saves_of_all_types') }}

),

joined as (

    select
        users.user_id,
        {{ own_steps }},
        max(followers.user_id) is not null as has_follows,
        max(reposters.user_id) is not null as has_reposts,
        max(savers.user_id) is not null as has_saves
    from {{ ref('stg_users') }} as users
    left join followers on users.user_id = followers.user_id
    left join reposters on users.user_id = reposters.user_id
    left join savers on users.user_id = savers.user_id
    where
        users.has_handle
        and {{ reads_all() }}
    group by users.user_id

),

counted as (

    {% if looks_up -%}
        select * from looked_up

        union all

    {% endif -%}
    select * from joined

),

profiles as (

    select
        user_id,
        description_steps
        + name_steps
        + picture_steps
        + cover_photo_steps
        + case when has_follows then 1 else 0 end
        + case when has_reposts then 1 else 0 end
        + case when has_saves then 1 else 0 end as progress,
        description_steps = 1 as has_description,
        name_steps = 1 as has_name,
        picture_steps = 1 as has_picture,
        cover_photo_steps = 1 as has_cover_photo,
        has_follows,
        has_reposts,
        has_saves,
        -- In this order PostgreSQL seldom asks for more than the user row. "progress > 0" would count twice.
        description_steps = 1
        or name_steps = 1
        or picture_steps = 1
        or cover_photo_steps = 1
        or has_reposts
        or has_saves
        or has_follows as is_started
    from counted

)

select * from profiles
