{#- Of the years 2000 to 2099. A date that does not exist must not reach a cast: it would fail all lines. -#}
{%- set date -%}
    (20[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))
    |20([02468][048]|[13579][26])-02-29)
{%- endset -%}
{%- set time -%}
    ([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?Z?)?
{%- endset -%}
with

one_shots as (

    select * from {{ ref('one_shots') }}

),

-- The seed's columns are texts, so that a value of another kind refuses its line and no other.
read_lines as (

    select
        campaign,
        case when {{ matches('user_id', '^[1-9][0-9]{0,9}$') }} then cast(user_id as bigint) else 0 end as user_id,
        case when {{ matches('amount', '^[1-9][0-9]{0,19}$') }} then cast(amount as numeric(38, 0)) end as audio,
        case
            when {{ matches('granted_at', '^' ~ date.split() | join ~ time ~ '$') }} then cast(granted_at as timestamp)
        end as granted_at,
        reason
    from one_shots

),

lines as (

    select
        campaign,
        cast(case when user_id <= 2147483647 then user_id else 0 end as integer) as user_id,
        audio,
        granted_at,
        reason
    from read_lines

)

select
    {{ hex('user_id') }} || ':' || coalesce(campaign, '') as specifier,
    user_id,
    campaign,
    audio,
    granted_at,
    reason,
    user_id >= 1
    and coalesce(audio <= 2147483647, false)
    and granted_at is not null
    and coalesce({{ matches('campaign', '^[a-z][a-z0-9-]{0,8}$') }}, false) as is_well_formed
from lines
