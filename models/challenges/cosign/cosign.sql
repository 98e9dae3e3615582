{%- set is_cosigners = 'acts.user_id = parent_tracks.owner_id' -%}
{% call eligibility(
    'cs',
    specifier='hex:hex',
    keys=['cosigner_id', 'child_track_id'],
    gates=['is_cosigner_verified'],
    copies=[{'by': ['cosigner_id', 'child_track_id'], 'order': ['user_id']}],
    caps={'is_within_cosigner_cap': {'rewards': 5, 'days': 30, 'key': 'cosigner_id'}},
    cap_order=['qualified_at', 'child_track_id'],
    minted='cosign_minted',
    scope='cosigner_id',
    scope_view='cosign_scopes',
    changes='cosign_changes'
) %}

with

child_tracks as (

    select * from {{ ref('stg_tracks') }}

),

-- Whether the tracks are deleted does not matter: the act happened.
-- The act is looked up by both keys. In a join PostgreSQL may take one of them, and so read all acts of the cosigner, or
-- all on the remix, for each remix. Remixes and tracks are read directly: an import used twice is computed whole.
cosigns as (

    select
        parent_tracks.owner_id as cosigner_id,
        remixes.child_track_id,
        acts.created_at as qualified_at,
        acts.blocknumber
    from {{ ref('stg_tracks') }} as parent_tracks
    inner join {{ ref('stg_remixes') }} as remixes on parent_tracks.track_id = remixes.parent_track_id
    cross join {{ rows_for(ref('stg_reposts'), 'track_id', 'remixes', 'child_track_id', 'acts', condition=is_cosigners) }}

    union all

    select
        parent_tracks.owner_id as cosigner_id,
        remixes.child_track_id,
        acts.created_at as qualified_at,
        acts.blocknumber
    from {{ ref('stg_tracks') }} as parent_tracks
    inner join {{ ref('stg_remixes') }} as remixes on parent_tracks.track_id = remixes.parent_track_id
    cross join {{ rows_for(ref('stg_saves'), 'track_id', 'remixes', 'child_track_id', 'acts', condition=is_cosigners) }}

),

first_cosigns as (

    {{ first_of_each('cosigns', ['cosigner_id', 'child_track_id'], ['qualified_at', 'blocknumber nulls last']) }}

)

select
    {{ hex('first_cosigns.cosigner_id') }} || ':' || {{ hex('first_cosigns.child_track_id') }} as specifier,
    child_tracks.owner_id as user_id,
    first_cosigns.qualified_at,
    first_cosigns.blocknumber,
    first_cosigns.cosigner_id,
    first_cosigns.child_track_id,
    {{ is_user('is_verified', 'first_cosigns.cosigner_id') }} as is_cosigner_verified
from first_cosigns
inner join child_tracks on first_cosigns.child_track_id = child_tracks.track_id

{% endcall %}
