with

source as (

    select * from {{ source('platform', 'comments') }}

),

undeleted_comments as (

    select
        comment_id,
        user_id,
        entity_type,
        entity_id,
        coalesce(is_visible, false) as is_visible,
        created_at,
        blocknumber
    from source
    where
        not is_delete  -- null is not undeleted
        and user_id >= 1

)

select * from undeleted_comments
