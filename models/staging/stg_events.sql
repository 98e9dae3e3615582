with

source as (

    select * from {{ source('platform', 'events') }}

),

events as (

    select
        event_id,
        event_type,
        user_id as host_id,
        coalesce(is_deleted, true) as is_deleted,  -- null is not undeleted
        event_data,
        updated_at,
        blocknumber
    from source
    where
        event_id >= 1
        and user_id >= 1

)

select * from events
