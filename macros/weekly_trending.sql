{#-
    The eligibility view of the weekly winners: the ten best of the moment, on any day. Its gates say if it is time to
    freeze them. `result_type` is their type in trending_results. A week is closed if anything of it is frozen, by any
    system.
-#}
{% macro weekly_trending(challenge_id, result_type, results_view) -%}
    {%- set is_week_open %}
        not exists (
            select 1
            from {{ ref('stg_trending_results') }} as trending_results
            where
                trending_results.week = cast({{ clock() }} as date)
                and trending_results.type = '{{ result_type }}'
                and trending_results.version = 'pnagD'
        )
    {%- endset -%}
    {% call eligibility(
        challenge_id,
        specifier='date:rank',
        keys=['track_id', 'winner_rank', 'week'],
        gates=['is_friday', 'is_week_open'],
        decided={
            'specifier': trending_specifier(clock(), 'facts.winner_rank'),
            'qualified_at': clock(),
            'week': 'cast(' ~ clock() ~ ' as date)',
            'is_friday': is_friday(clock()) ~ (' and ' ~ is_published_today(challenge_id) if is_from_lake(challenge_id) else ''),
            'is_week_open': is_week_open,
        },
        amount=trending_amount('winner_rank'),
        scope='track_id',
        scope_view='trending_scopes',
        also_writes={
            'table': 'trending_results',
            'view': results_view,
            'key': ['rank', 'type', 'version', 'week'],
            'on_conflict': 'keep',
        }
    ) %}

        select
            owner_id as user_id,
            cast(null as bigint) as blocknumber,
            track_id,
            winner_rank
        from {{ ref('trending_winners') }}
        where challenge_id = '{{ challenge_id }}'

    {% endcall %}
{%- endmacro %}


{#-
    The weekly winners to freeze now, as rows of trending_results: every rank, whether its owner can be paid or not. If
    an adoption leaves one rank of the week to the earlier system, no rank is frozen.
-#}
{% macro weekly_trending_results(winners, result_type) -%}
    with

    winners as (

        select * from {{ winners }}
        where
            is_challenge_active
            and is_friday
            and is_week_open

    )

    select
        user_id,
        cast(track_id as {{ type_string() }}) as id,
        winner_rank as rank,
        '{{ result_type }}' as type,
        'pnagD' as version,
        week
    from winners
    where not exists (
        select 1 from winners as adopted
        where not adopted.is_after_adoption
    )
{%- endmacro %}


{#- Whole AUDIO for a rank of the weekly winners. -#}
{% macro trending_amount(rank) -%}
    cast(case when {{ rank }} <= 5 then 1000 else 100 end as numeric(38, 0))
{%- endmacro %}


{#- The specifier of a weekly reward: the Friday, then the rank. -#}
{% macro trending_specifier(week, rank) -%}
    {{ iso_date(week) }} || ':' || {{ rank }}
{%- endmacro %}


{#- Does an owner with these counts of users win in tut? Unknown counts do not. -#}
{% macro is_underground(counts) -%}
    coalesce({{ counts }}.follower_count < 1500 and {{ counts }}.following_count < 1500, false)
{%- endmacro %}


{#- Does the track have such an owner? An "exists" could be answered by reading all tracks. -#}
{% macro has_underground_owner(track_id) -%}
    coalesce(
        (
            select max(case when {{ is_underground('owner_counts') }} then 1 else 0 end)
            from {{ ref('stg_tracks') }} as owned_tracks
            inner join {{ ref('stg_aggregate_user') }} as owner_counts on owned_tracks.owner_id = owner_counts.user_id
            where
                owned_tracks.is_public
                and owned_tracks.track_id = {{ track_id }}
        ) = 1,
        false
    )
{%- endmacro %}
