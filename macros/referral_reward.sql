{#-
    The eligibility view of r or rv: they differ in whether the referrer must be verified. `other` is the other one, with
    which it shares its locks; `minted` is the view of its minted rewards.
-#}
{% macro referral_reward(challenge_id, other, minted, pays_verified) -%}
    {%- set is_paid_so = 'is_referrer_verified' if pays_verified else 'is_referrer_not_verified' -%}
    {%- set paid_as = other_reward(challenge_id, 'paid_referrals', 'referred_id') -%}
    {% call eligibility(
        challenge_id,
        specifier='hex:hex',
        keys=['referred_id', 'paid_as'],
        gates=[is_paid_so, 'is_referred_active', 'is_not_own_referral', 'is_first_referrer', 'is_not_paid_before'],
        decided={'qualified_at': clock(), 'paid_as': paid_as, 'is_not_paid_before': paid_as ~ ' is null'},
        caps={'is_within_referrer_cap': {'audio': 'step_count', 'key': 'user_id'}},
        cap_order=['blocknumber nulls last', 'referred_id'],
        minted=minted,
        changes=['named_referrers', 'users', 'referrers_of_users'],
        adopts_by='block',
        locks_with=[other]
    ) %}

        select
            {{ hex('referrer_id') }} || ':' || {{ hex('referred_id') }} as specifier,
            referrer_id as user_id,
            referred_id,
            blocknumber,
            {{ 'is_referrer_verified' if pays_verified else 'not is_referrer_verified' }} as {{ is_paid_so }},
            is_referred_active,
            is_not_own_referral,
            is_first_referrer
        from {{ ref('referrals') }}

    {% endcall %}
{%- endmacro %}
