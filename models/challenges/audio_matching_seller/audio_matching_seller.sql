{% call eligibility(
    's',
    specifier='hex:hex',
    keys=['buyer_id', 'content_id', 'dollars'],
    gates=['is_seller_verified'],
    amount='challenges.amount * dollars',
    decided={'qualified_at': 'coalesce(facts.purchased_at, ' ~ clock() ~ ')'},
    copies=[{'by': ['buyer_id', 'content_id'], 'order': ['seller_id', 'qualified_at']}],
    scope='buyer_id',
    scope_view='audio_matching_seller_scopes',
    changes='audio_matching_seller_changes'
) %}

select
    specifier,
    seller_id as user_id,
    blocknumber,
    purchased_at,
    buyer_id,
    seller_id,
    content_id,
    dollars,
    {{ is_user('is_verified', 'seller_id') }} as is_seller_verified
from {{ ref('first_purchases') }}

{% endcall %}
