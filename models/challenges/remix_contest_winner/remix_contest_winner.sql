{% call eligibility(
    'w',
    specifier='hex:hex',
    keys=['host_id', 'event_id', 'winner_position'],
    gates=['is_host_verified'],
    copies=[
        {'by': ['host_id', 'event_id', 'winner_position'], 'order': ['user_id']},
        {'by': ['host_id', 'event_id', 'user_id'], 'order': ['winner_position']},
    ],
    caps={
        'is_within_contest_cap': {'rewards': 5, 'key': 'event_id'},
        'is_within_host_cap': {'rewards': 5, 'days': 7, 'key': 'host_id'},
    },
    cap_order=['qualified_at', 'event_id', 'winner_position'],
    minted='remix_contest_winner_minted',
    scope='host_id',
    scope_view='remix_contest_winner_scopes',
    changes='remix_contest_winner_changes'
) %}

with

named_winners as (

    select * from {{ ref('named_winners') }}

),

tracks as (

    select * from {{ ref('stg_tracks') }}
    where not is_deleted

)

select
    {{ hex('named_winners.event_id') }} || ':' || {{ hex('tracks.owner_id') }} as specifier,
    tracks.owner_id as user_id,
    named_winners.updated_at as qualified_at,
    named_winners.blocknumber,
    named_winners.host_id,
    named_winners.event_id,
    named_winners.winner_position,
    {{ is_user('is_verified', 'named_winners.host_id') }} as is_host_verified
from named_winners
cross join {{ rows_for('tracks', 'track_id', 'named_winners') }}

{% endcall %}
