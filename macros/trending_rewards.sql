{#- Whole AUDIO for a rank of the weekly trending winners. -#}
{% macro trending_amount(rank) -%}
    cast(case when {{ rank }} <= 5 then 1000 else 100 end as numeric)
{%- endmacro %}


{#- The specifier of a weekly trending reward: the Friday, then the rank. -#}
{% macro trending_specifier(week, rank) -%}
    {{ iso_date(week) }} || ':' || {{ rank }}
{%- endmacro %}


{#- The weekly winners of one challenge, as rows of trending_results. -#}
{% macro trending_results_of(challenge_id) -%}
    select
        owner_id as user_id,
        cast(track_id as varchar) as id,
        winner_rank as rank,
        type,
        version,
        week
    from {{ ref('int_trending_winners') }}
    where challenge_id = '{{ challenge_id }}'
{%- endmacro %}


{#- The rewards of one challenge for the weekly winners that one of the feeds of trending_results names. -#}
{% macro trending_rewards_of(challenge_id, results) -%}
    with

    results as (

        select * from {{ results }}

    ),

    active_users as (

        select * from {{ ref('stg_users') }}
        where is_active

    ),

    candidates as (

        select
            {{ trending_specifier('week', 'rank') }} as specifier,
            user_id,
            {{ trending_amount('rank') }} as amount,
            {{ clock() }} as qualified_at,
            cast(null as bigint) as blocknumber,
            exists (
                select 1 from active_users where active_users.user_id = results.user_id
            ) as is_recipient_active
        from results

    ),

    earned as (

        select * from candidates
        where is_recipient_active

    )

    {{ rewards_earned_in_one_go(challenge_id, 'earned', amount='earned.amount') }}
{%- endmacro %}
