{%- set gates = ['is_cosigner_verified', 'is_recipient_active'] -%}
{%- set cosigner_cap = {'rewards': 5, 'days': 30, 'scope': 'cosigner_id', 'count': 'count_in_cosigner_cap'} -%}
{{ config(meta={
    'scope': {'column': 'cosigner_id', 'view': 'int_cosign_scopes', 'changes': 'cosign_changes'},
    'caps': {'is_within_cosigner_cap': cosigner_cap}
}) }}

with

child_tracks as (

    select * from {{ ref('stg_tracks') }}

),

saves as (

    select * from {{ ref('stg_saves') }}

),

reposts as (

    select * from {{ ref('stg_reposts') }}

),

verified_users as (

    select * from {{ ref('stg_users') }}
    where is_verified

),

active_users as (

    select * from {{ ref('stg_users') }}
    where is_active

),

minted_cosigns as (

    select * from {{ ref('int_minted_cosigns') }}

),

minted_in_cap as (

    select * from {{ ref('int_minted_cosigns') }}

),

-- Whether the tracks are deleted is not looked at: the act happened.
-- Joined to each kind of act before these are put together: PostgreSQL looks nothing up by index in a union whose
-- parts have conditions of their own. And read directly: an import that is used twice would be computed whole.
cosigns as (
    {% for acts in ['reposts', 'saves'] %}
        select
            parent_tracks.owner_id as cosigner_id,
            remixes.child_track_id,
            {{ acts }}.created_at as qualified_at,
            {{ acts }}.blocknumber
        from {{ ref('stg_remixes') }} as remixes
        inner join {{ ref('stg_tracks') }} as parent_tracks on remixes.parent_track_id = parent_tracks.track_id
        inner join {{ acts }}
            on parent_tracks.owner_id = {{ acts }}.user_id
            and remixes.child_track_id = {{ acts }}.track_id
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}
),

numbered_cosigns as (

    select
        *,
        row_number() over (
            partition by cosigner_id, child_track_id
            order by qualified_at, blocknumber nulls last
        ) as cosign_number
    from cosigns

),

candidates as (

    select
        {{ hex('numbered_cosigns.cosigner_id') }} || ':' || {{ hex('numbered_cosigns.child_track_id') }} as specifier,
        child_tracks.owner_id as user_id,
        numbered_cosigns.cosigner_id,
        numbered_cosigns.child_track_id,
        numbered_cosigns.qualified_at,
        numbered_cosigns.blocknumber,
        exists (
            select 1 from verified_users where verified_users.user_id = numbered_cosigns.cosigner_id
        ) as is_cosigner_verified,
        exists (
            select 1 from active_users where active_users.user_id = child_tracks.owner_id
        ) as is_recipient_active
    from numbered_cosigns
    inner join child_tracks on numbered_cosigns.child_track_id = child_tracks.track_id
    where numbered_cosigns.cosign_number = 1

),

gated as (

    {{ gated_candidates('cs', 'candidates', gates) }}

),

-- Two current rows of the child track, a defect, can name two owners.
numbered_copies as (

    select
        *,
        row_number() over (
            partition by cosigner_id, child_track_id, passes_gates
            order by user_id
        ) as copy_number
    from gated

),

-- What the cap looks at: the candidates, and beside them the rewards minted already with their time of then.
-- passes_gates is a key of every window: refused candidates take no place, and PostgreSQL can leave them out before.
timeline as (

    select
        numbered_copies.specifier,
        numbered_copies.user_id,
        numbered_copies.cosigner_id,
        numbered_copies.child_track_id,
        numbered_copies.qualified_at,
        numbered_copies.blocknumber,
        numbered_copies.is_cosigner_verified,
        numbered_copies.is_recipient_active,
        numbered_copies.is_since_adoption,
        numbered_copies.passes_gates,
        true as is_candidate,
        exists (
            select 1 from minted_cosigns where minted_cosigns.specifier = numbered_copies.specifier
        ) as is_minted
    from numbered_copies
    where numbered_copies.copy_number = 1

    union all

    select
        specifier,
        null as user_id,
        cosigner_id,
        null as child_track_id,
        minted_at as qualified_at,
        null as blocknumber,
        null as is_cosigner_verified,
        null as is_recipient_active,
        null as is_since_adoption,
        true as passes_gates,
        false as is_candidate,
        true as is_minted
    from minted_in_cap

),

timeline_with_minted as (

    select
        *,
        count(*) filter (where not is_candidate) over (
            partition by cosigner_id, passes_gates
            order by qualified_at
            range
            between interval '{{ cosigner_cap.days }} days' preceding
            and interval '{{ cosigner_cap.days }} days' following
        ) as count_minted_nearby
    from timeline

),

timeline_with_verdicts as (

    select
        *,
        {{ rolling_cap(cosigner_cap.days, 'count_minted_nearby', cosigner_cap.rewards) }}
        filter (where is_candidate and not is_minted) over (
            partition by cosigner_id, passes_gates
            order by qualified_at, child_track_id
            rows between unbounded preceding and current row
        ) as cap_verdict
    from timeline_with_minted

),

-- The cap judges those who pass the gates and are not minted yet.
capped_candidates as (

    select
        *,
        case
            when passes_gates and not is_minted then {{ cap_verdict('cap_verdict', 'count_in_window') }}
        end as count_in_cosigner_cap,
        case
            when passes_gates then is_minted or {{ cap_verdict('cap_verdict', 'is_within_window') }}
        end as is_within_cosigner_cap
    from timeline_with_verdicts
    where is_candidate

)

{{ judged_candidates(
    'cs',
    'capped_candidates',
    keys=['cosigner_id', 'child_track_id', 'count_in_cosigner_cap'],
    gates=gates,
    caps=['is_within_cosigner_cap']
) }}
