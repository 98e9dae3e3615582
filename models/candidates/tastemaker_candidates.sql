{%- set gates = ['is_recipient_active'] -%}
{%- set track_cap = {'rewards': 20, 'scope': 'track_id', 'count': 'count_in_track_cap'} -%}
{{ config(meta={'caps': {'is_within_track_cap': track_cap}}) }}

with

trending_tracks as (

    select * from {{ ref('int_trending_tracks') }}

),

active_users as (

    select * from {{ ref('stg_users') }}
    where is_active

),

minted_tastemakers as (

    select * from {{ ref('int_minted_tastemakers') }}

),

minted_in_cap as (

    select * from {{ ref('int_minted_tastemakers') }}

),

top_tracks as (

    select * from trending_tracks
    where trending_rank <= 10
    -- As many as there can be: told so, PostgreSQL reads the best scores only.
    limit 10  -- noqa: AM09

),

-- A list of reposters and a list of savers for each track. A deactivated user keeps the place.
listed_acts as (

    {{ first_acts('top_tracks', ref('stg_reposts'), 10) }}

    union all

    {{ first_acts('top_tracks', ref('stg_saves'), 10) }}

),

tastemakers as (

    select
        track_id,
        user_id,
        min(acted_at) as acted_at
    from listed_acts
    group by track_id, user_id

),

candidates as (

    select
        {{ hex('tastemakers.user_id') }} || ':t:' || {{ hex('tastemakers.track_id') }} as specifier,
        tastemakers.user_id,
        tastemakers.track_id,
        tastemakers.acted_at,
        top_tracks.scored_at as qualified_at,
        cast(null as bigint) as blocknumber,
        exists (
            select 1 from active_users where active_users.user_id = tastemakers.user_id
        ) as is_recipient_active
    from tastemakers
    inner join top_tracks on tastemakers.track_id = top_tracks.track_id

),

gated as (

    {{ gated_candidates('t', 'candidates', gates) }}

),

candidates_and_minted as (

    select
        gated.*,
        exists (
            select 1 from minted_tastemakers where minted_tastemakers.specifier = gated.specifier
        ) as is_minted
    from gated

),

-- People who withdraw after they were paid do not make room for others: every minted reward of the track counts.
with_places as (

    select
        candidates_and_minted.*,
        (
            select count(*) from minted_in_cap where minted_in_cap.track_id = candidates_and_minted.track_id
        ) + row_number() over (
            partition by
                candidates_and_minted.track_id,
                candidates_and_minted.is_minted,
                candidates_and_minted.passes_gates
            order by candidates_and_minted.acted_at, candidates_and_minted.user_id
        ) as place_in_track
    from candidates_and_minted

),

-- The cap judges those who pass the gates and are not minted yet.
capped_candidates as (

    select
        *,
        case when passes_gates and not is_minted then place_in_track - 1 end as count_in_track_cap,
        case when passes_gates then is_minted or place_in_track <= {{ track_cap.rewards }} end
            as is_within_track_cap
    from with_places

)

{{ judged_candidates(
    't',
    'capped_candidates',
    keys=['track_id', 'count_in_track_cap'],
    gates=gates,
    caps=['is_within_track_cap']
) }}
