with

events as (

    select * from {{ ref('stg_events') }}

),

contests as (

    select * from events
    where
        event_type = 'remix_contest'
        and not is_deleted

),

named_winners as (

    select
        contests.event_id,
        contests.host_id,
        contests.updated_at,
        contests.blocknumber,
        winner_position,
        winner_text,
        -- Written as a number or a string; anything but plain digits within the range of ids is garbage.
        case
            when not {{ matches('winner_text', '^0*[1-9][0-9]{0,9}$') }} then null
            when cast(winner_text as bigint) <= 2147483647 then cast(winner_text as bigint)
        end as track_id
    from contests
    cross join {{ unnest_json_array('contests.event_data', 'winners', 'winner_text', 'winner_position') }}

)

select * from named_winners
