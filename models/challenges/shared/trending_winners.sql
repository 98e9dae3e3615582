with

trending_tracks as (

    select * from {{ ref('trending_tracks') }}

),

public_tracks as (

    select * from {{ ref('stg_tracks') }}
    where is_public

),

user_counts as (

    select * from {{ ref('stg_aggregate_user') }}

),

owned_tracks as (

    select
        trending_tracks.track_id,
        trending_tracks.trending_rank,
        public_tracks.owner_id,
        coalesce(
            user_counts.follower_count < 1500 and user_counts.following_count < 1500, false
        ) as is_owner_underground,
        {{ is_user('is_active', 'public_tracks.owner_id') }} as is_owner_active
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
single_contenders as (

    {{ first_of_each('contenders', ['challenge_id', 'track_id'], ['is_owner_active desc', 'owner_id']) }}

),

ranked_contenders as (

    select
        challenge_id,
        track_id,
        owner_id,
        cast(row_number() over (partition by challenge_id order by trending_rank) as integer) as winner_rank
    from single_contenders

)

select * from ranked_contenders
where winner_rank <= 10
