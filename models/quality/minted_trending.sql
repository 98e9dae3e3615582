with

rewards as (

    select * from {{ ref('stg_user_challenges') }}
    where challenge_id in ('tt', 'tut')

),

trending_results as (

    select * from {{ ref('stg_trending_results') }}

),

results as (

    select
        case type when 'TRACKS' then 'tt' when 'UNDERGROUND_TRACKS' then 'tut' end as challenge_id,
        {{ trending_specifier('week', 'rank') }} as specifier,
        rank
    from trending_results
    where version = 'pnagD'

),

minted_trending as (

    select
        rewards.challenge_id,
        rewards.specifier,
        rewards.amount,
        rewards.minted_at,
        -- Compared as texts, so that an earlier system's "2026-05-22:01" is the same rank as "2026-05-22:1".
        {{ split_part('rewards.specifier', "':'", 1) }} as week,
        ltrim({{ split_part('rewards.specifier', "':'", 2) }}, '0') as winner_rank,
        results.rank as result_rank
    from rewards
    left join results
        on rewards.challenge_id = results.challenge_id
        and rewards.specifier = results.specifier

)

select * from minted_trending
