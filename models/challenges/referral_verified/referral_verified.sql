{%- set paid_as = other_reward('rv', 'paid_referrals', 'referred_id') -%}
{% call eligibility(
    'rv',
    specifier='hex:hex',
    keys=['referred_id', 'paid_as'],
    gates=[
        'is_referrer_verified', 'is_referred_active', 'is_not_own_referral', 'is_first_referrer', 'is_not_paid_before'
    ],
    decided={'qualified_at': clock(), 'paid_as': paid_as, 'is_not_paid_before': paid_as ~ ' is null'},
    caps={'is_within_referrer_cap': {'audio': 'step_count', 'key': 'user_id'}},
    cap_order=['blocknumber nulls last', 'referred_id'],
    minted='referral_verified_minted',
    changes=['named_referrers', 'users', 'referrers_of_users'],
    adopts_by='block',
    locks_with=['r']
) %}

select
    {{ hex('referrer_id') }} || ':' || {{ hex('referred_id') }} as specifier,
    referrer_id as user_id,
    referred_id,
    blocknumber,
    is_referrer_verified,
    is_referred_active,
    is_not_own_referral,
    is_first_referrer
from {{ ref('referrals') }}

{% endcall %}
