with

user_events as (

    select * from {{ ref('stg_user_events') }}
    where referrer_id >= 1

),

-- A row that names the referrer again is a copy: the lowest block is that of the referral.
named_referrers as (

    select
        user_id as referred_id,
        referrer_id,
        min(blocknumber) as blocknumber,
        coalesce(min(case when is_current then blocknumber end), 2147483648) as block_order
    from user_events
    group by user_id, referrer_id
    having count(case when is_current then 1 end) > 0

)

select
    referred_id,
    referrer_id,
    blocknumber,
    block_order,
    {{ is_user('is_active', 'named_referrers.referrer_id') }} as is_referrer_active,
    referrer_id <> referred_id as is_not_own_referral
from named_referrers
