with

referrers as (

    select * from {{ ref('named_referrers') }}

)

select
    referred_id,
    referrer_id,
    blocknumber,
    is_referrer_active,
    is_not_own_referral,
    {{ is_user('is_active', 'referrers.referred_id') }} as is_referred_active,
    {{ is_user('is_verified', 'referrers.referrer_id') }} as is_referrer_verified,
    not exists (
        select 1
        from {{ ref('named_referrers') }} as earlier
        where
            earlier.referred_id = referrers.referred_id
            and (
                earlier.block_order < referrers.block_order
                or (
                    earlier.block_order = referrers.block_order
                    and earlier.referrer_id < referrers.referrer_id
                )
            )
        -- Joined, PostgreSQL may compute all rows of the view, even if one key is asked for outside.
        {{ planned_alone() }}
    ) as is_first_referrer
from referrers
