{% call eligibility(
    't',
    specifier='hex:t:hex',
    keys=['track_id'],
    caps={'is_within_track_cap': {'rewards': 20, 'key': 'track_id'}},
    cap_order=['acted_at', 'user_id'],
    minted='tastemaker_minted',
    scope=none
) %}

with

trending_tracks as (

    select * from {{ ref('trending_tracks') }}

),

top_tracks as (

    select * from trending_tracks
    where trending_rank <= 10
    -- There are no more than ten. With the limit, PostgreSQL reads the best scores only.
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

)

select
    {{ hex('tastemakers.user_id') }} || ':t:' || {{ hex('tastemakers.track_id') }} as specifier,
    tastemakers.user_id,
    top_tracks.scored_at as qualified_at,
    cast(null as bigint) as blocknumber,
    tastemakers.track_id,
    tastemakers.acted_at
from tastemakers
inner join top_tracks on tastemakers.track_id = top_tracks.track_id

{% endcall %}
