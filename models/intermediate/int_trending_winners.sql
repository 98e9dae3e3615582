with

trending_tracks as (

    select * from {{ ref('int_trending_tracks') }}

),

public_tracks as (

    select * from {{ ref('stg_tracks') }}
    where is_public

),

user_counts as (

    select * from {{ ref('stg_aggregate_user') }}

),

active_users as (

    select * from {{ ref('stg_users') }}
    where is_active

),

challenges as (

    select * from {{ ref('stg_challenges') }}

),

trending_results as (

    select * from {{ ref('stg_trending_results') }}

),

owned_tracks as (

    select
        trending_tracks.track_id,
        trending_tracks.trending_rank,
        public_tracks.owner_id,
        coalesce(
            user_counts.follower_count < 1500 and user_counts.following_count < 1500, false
        ) as is_owner_underground,
        exists (
            select 1 from active_users where active_users.user_id = public_tracks.owner_id
        ) as is_owner_active
    from trending_tracks
    inner join public_tracks on trending_tracks.track_id = public_tracks.track_id
    left join user_counts on public_tracks.owner_id = user_counts.user_id

),

contenders as (

    select
        'tt' as challenge_id,
        track_id,
        trending_rank,
        owner_id,
        is_owner_active
    from owned_tracks

    union all

    select
        'tut' as challenge_id,
        track_id,
        trending_rank,
        owner_id,
        is_owner_active
    from owned_tracks
    where
        trending_rank > 20
        and is_owner_underground

),

-- Two current rows of a track, a defect, can name two owners: the track wins once.
numbered_contenders as (

    select
        *,
        row_number() over (
            partition by challenge_id, track_id
            order by is_owner_active desc, owner_id
        ) as copy_number
    from contenders

),

ranked_contenders as (

    select
        challenge_id,
        cast(
            row_number() over (
                partition by challenge_id
                order by trending_rank
            ) as integer
        ) as winner_rank,
        track_id,
        owner_id,
        is_owner_active
    from numbered_contenders
    where copy_number = 1

),

weeks as (

    select
        challenges.challenge_id,
        challenges.is_active as is_challenge_active,
        {{ is_since_adoption(clock()) }} as is_since_adoption,
        case challenges.challenge_id when 'tt' then 'TRACKS' else 'UNDERGROUND_TRACKS' end as type,
        'pnagD' as version,
        cast({{ clock() }} as date) as week,
        {{ is_friday(clock()) }} as is_friday
    from challenges
    where challenges.challenge_id in ('tt', 'tut')

),

-- A week of which anything was frozen, by whomever, is closed. Asked before the tracks are ranked: on all other days,
-- and for the rest of a Friday, there is nothing to rank for.
weeks_and_results as (

    select
        *,
        not exists (
            select 1
            from trending_results
            where
                trending_results.week = weeks.week
                and trending_results.type = weeks.type
                and trending_results.version = weeks.version
        ) as is_week_open
    from weeks

),

winners as (

    select
        ranked_contenders.challenge_id,
        weeks_and_results.type,
        weeks_and_results.version,
        weeks_and_results.week,
        ranked_contenders.winner_rank,
        ranked_contenders.track_id,
        ranked_contenders.owner_id,
        ranked_contenders.is_owner_active,
        weeks_and_results.is_friday,
        weeks_and_results.is_challenge_active,
        weeks_and_results.is_week_open,
        weeks_and_results.is_since_adoption
    from weeks_and_results
    cross join {{ rows_for('ranked_contenders', 'challenge_id', 'weeks_and_results') }}
    where ranked_contenders.winner_rank <= 10

)

select * from winners
