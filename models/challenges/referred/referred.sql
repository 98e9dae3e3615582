{%- set paid_as = other_reward('rd', 'referred_minted', 'referred_id') -%}
{% call eligibility(
    'rd',
    specifier='hex(:hex)?',
    keys=['referrer_id', 'paid_as'],
    gates=['is_referrer_active', 'is_not_own_referral', 'is_first_referrer', 'is_not_paid_before'],
    decided={'qualified_at': clock(), 'paid_as': paid_as, 'is_not_paid_before': paid_as ~ ' is null'},
    changes=['user_events', 'users', 'referred_users'],
    adopts_by='block'
) %}

select
    {{ hex('referred_id') }} as specifier,
    referred_id as user_id,
    blocknumber,
    referrer_id,
    referred_id,
    is_referrer_active,
    is_not_own_referral,
    is_first_referrer
from {{ ref('referrals') }}

{% endcall %}
