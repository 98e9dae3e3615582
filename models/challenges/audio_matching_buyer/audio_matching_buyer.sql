{% call eligibility(
    'b',
    specifier='hex:hex',
    keys=['buyer_id', 'content_id', 'dollars'],
    amount='challenges.amount * dollars',
    decided={'qualified_at': 'coalesce(facts.purchased_at, ' ~ clock() ~ ')'},
    copies=[{'by': ['user_id', 'content_id'], 'order': ['seller_id', 'qualified_at']}],
    changes=['sol_purchases', 'purchased_tracks', 'purchased_playlists', 'users']
) %}

select
    specifier,
    buyer_id as user_id,
    blocknumber,
    purchased_at,
    buyer_id,
    seller_id,
    content_id,
    dollars
from {{ ref('first_purchases') }}

{% endcall %}
