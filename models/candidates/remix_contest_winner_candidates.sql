{%- set gates = ['is_host_verified', 'is_recipient_active'] -%}
{%- set contest_cap = {'rewards': 5, 'scope': 'event_id', 'count': 'count_in_contest_cap'} -%}
{%- set host_cap = {'rewards': 5, 'days': 7, 'scope': 'host_id', 'count': 'count_in_host_cap'} -%}
{{ config(meta={
    'scope': {'column': 'host_id', 'view': 'int_contest_scopes', 'changes': 'remix_contest_winner_changes'},
    'caps': {'is_within_contest_cap': contest_cap, 'is_within_host_cap': host_cap}
}) }}

with

named_winners as (

    select * from {{ ref('int_named_winners') }}

),

tracks as (

    select * from {{ ref('stg_tracks') }}
    where not is_deleted

),

verified_users as (

    select * from {{ ref('stg_users') }}
    where is_verified

),

active_users as (

    select * from {{ ref('stg_users') }}
    where is_active

),

minted_contest_wins as (

    select * from {{ ref('int_minted_contest_wins') }}

),

minted_in_caps as (

    select * from {{ ref('int_minted_contest_wins') }}

),

candidates as (

    select
        {{ hex('named_winners.event_id') }} || ':' || {{ hex('tracks.owner_id') }} as specifier,
        tracks.owner_id as user_id,
        named_winners.event_id,
        named_winners.host_id,
        named_winners.winner_position,
        named_winners.updated_at as qualified_at,
        named_winners.blocknumber,
        exists (
            select 1 from verified_users where verified_users.user_id = named_winners.host_id
        ) as is_host_verified,
        exists (
            select 1 from active_users where active_users.user_id = tracks.owner_id
        ) as is_recipient_active
    from named_winners
    inner join tracks on named_winners.track_id = tracks.track_id

),

gated as (

    {{ gated_candidates('w', 'candidates', gates) }}

),

-- Two current rows of a track, a defect, can name two owners: one prize is paid once. The host is a key of every
-- window, so that PostgreSQL can judge one host's contests alone.
numbered_copies as (

    select
        *,
        row_number() over (
            partition by host_id, event_id, winner_position, passes_gates
            order by user_id
        ) as copy_number
    from gated

),

-- A user who wins with several tracks is paid once, for the first of them.
numbered_wins as (

    select
        *,
        row_number() over (
            partition by host_id, event_id, user_id, passes_gates
            order by winner_position
        ) as win_number
    from numbered_copies
    where copy_number = 1

),

-- What the caps look at: the candidates, and beside them the rewards minted already with their time of then.
-- passes_gates is a key of every window: refused candidates take no place, and PostgreSQL can leave them out before.
timeline as (

    select
        numbered_wins.specifier,
        numbered_wins.user_id,
        numbered_wins.event_id,
        numbered_wins.host_id,
        numbered_wins.winner_position,
        numbered_wins.qualified_at,
        numbered_wins.blocknumber,
        numbered_wins.is_host_verified,
        numbered_wins.is_recipient_active,
        numbered_wins.is_since_adoption,
        numbered_wins.passes_gates,
        true as is_candidate,
        exists (
            select 1 from minted_contest_wins where minted_contest_wins.specifier = numbered_wins.specifier
        ) as is_minted
    from numbered_wins
    where numbered_wins.win_number = 1

    union all

    select
        specifier,
        null as user_id,
        event_id,
        host_id,
        null as winner_position,
        minted_at as qualified_at,
        null as blocknumber,
        null as is_host_verified,
        null as is_recipient_active,
        null as is_since_adoption,
        true as passes_gates,
        false as is_candidate,
        true as is_minted
    from minted_in_caps

),

timeline_with_minted as (

    select
        *,
        count(*) filter (where not is_candidate) over (
            partition by host_id, passes_gates
            order by qualified_at
            range
            between interval '{{ host_cap.days }} days' preceding
            and interval '{{ host_cap.days }} days' following
        ) as count_minted_nearby,
        count(*) filter (where not is_candidate) over (
            partition by host_id, passes_gates, event_id
        ) as count_minted_in_contest
    from timeline

),

timeline_with_verdicts as (

    select
        *,
        {{ rolling_cap(
            host_cap.days,
            'count_minted_nearby',
            host_cap.rewards,
            group_id='event_id',
            minted_in_group='count_minted_in_contest',
            group_cap=contest_cap.rewards
        ) }}
        filter (where is_candidate and not is_minted) over (
            partition by host_id, passes_gates
            order by qualified_at, event_id, winner_position
            rows between unbounded preceding and current row
        ) as cap_verdict
    from timeline_with_minted

),

-- The caps judge those who pass the gates and are not minted yet.
capped_candidates as (

    select
        *,
        case
            when passes_gates and not is_minted then {{ cap_verdict('cap_verdict', 'count_in_group') }}
        end as count_in_contest_cap,
        case
            when passes_gates and not is_minted then {{ cap_verdict('cap_verdict', 'count_in_window') }}
        end as count_in_host_cap,
        case
            when passes_gates then is_minted or {{ cap_verdict('cap_verdict', 'is_within_group') }}
        end as is_within_contest_cap,
        case
            when passes_gates then is_minted or {{ cap_verdict('cap_verdict', 'is_within_window') }}
        end as is_within_host_cap
    from timeline_with_verdicts
    where is_candidate

)

{{ judged_candidates(
    'w',
    'capped_candidates',
    keys=['host_id', 'event_id', 'winner_position', 'count_in_contest_cap', 'count_in_host_cap'],
    gates=gates,
    caps=['is_within_contest_cap', 'is_within_host_cap']
) }}
