{#- Whole AUDIO for a rank of the weekly trending winners. -#}
{% macro trending_amount(rank) -%}
    cast(case when {{ rank }} <= 5 then 1000 else 100 end as numeric)
{%- endmacro %}


{#- The specifier of a weekly trending reward: the Friday, then the rank. -#}
{% macro trending_specifier(week, rank) -%}
    {{ iso_date(week) }} || ':' || {{ rank }}
{%- endmacro %}


{#- The weekly winners of one challenge to be frozen now, as rows of trending_results. -#}
{% macro trending_results_of(challenge_id) -%}
    select
        owner_id as user_id,
        cast(track_id as varchar) as id,
        winner_rank as rank,
        type,
        version,
        week
    from {{ ref('int_trending_winners') }}
    where
        challenge_id = '{{ challenge_id }}'
        and is_challenge_active
        and is_since_adoption
        and is_friday
        and is_week_open
{%- endmacro %}


{#- The candidates of one challenge: the ten best of the moment, whether it is the moment to freeze them or not. -#}
{% macro trending_candidates_of(challenge_id) -%}
    {%- set gates = ['is_friday', 'is_week_open', 'is_recipient_active'] -%}
    with

    winners as (

        select * from {{ ref('int_trending_winners') }}
        where challenge_id = '{{ challenge_id }}'

    ),

    candidates as (

        select
            {{ trending_specifier('week', 'winner_rank') }} as specifier,
            owner_id as user_id,
            {{ trending_amount('winner_rank') }} as amount,
            {{ clock() }} as qualified_at,
            cast(null as bigint) as blocknumber,
            track_id,
            is_friday,
            is_week_open,
            is_owner_active as is_recipient_active
        from winners

    ),

    gated as (

        {{ gated_candidates(challenge_id, 'candidates', gates) }}

    )

    {{ judged_candidates(
        challenge_id,
        'gated',
        keys=['track_id'],
        gates=gates,
        amount='gated.amount'
    ) }}
{%- endmacro %}
