with

public_tracks as (

    select * from {{ ref('stg_tracks') }}
    where is_public

),

user_counts as (

    select * from {{ ref('stg_aggregate_user') }}

),

-- The limit says what PostgreSQL cannot know: there are no more. So it reads the best scores only, from an index.
best_tracks as (

    select
        track_id,
        trending_rank
    from {{ ref('trending_tracks') }}
    where trending_rank <= 200
    limit 200  -- noqa: AM09

),

near_underground_tracks as (

    select
        track_id,
        trending_rank
    from best_tracks
    where
        trending_rank > 20
        and {{ has_underground_owner('best_tracks.track_id') }}

),

-- Only if there are not ten among the best, the other scores are read.
far_underground_tracks as (

    select
        trending_tracks.track_id,
        trending_tracks.trending_rank
    from {{ ref('trending_tracks') }} as trending_tracks
    where
        (select count(*) from near_underground_tracks) < 10
        and trending_tracks.trending_rank > 200
        and {{ has_underground_owner('trending_tracks.track_id') }}

),

underground_tracks as (

    select * from near_underground_tracks

    union all

    select * from far_underground_tracks

),

winning_tracks as (

    select
        'tt' as challenge_id,
        track_id,
        trending_rank
    from best_tracks
    where trending_rank <= 10

    union all

    (
        select
            'tut' as challenge_id,
            track_id,
            trending_rank
        from underground_tracks
        order by trending_rank
        limit 10
    )

),

winners as (

    select
        winning_tracks.challenge_id,
        winning_tracks.track_id,
        winning_tracks.trending_rank,
        public_tracks.owner_id,
        {{ is_user('is_active', 'public_tracks.owner_id') }} as is_owner_active
    from winning_tracks
    inner join public_tracks on winning_tracks.track_id = public_tracks.track_id
    left join user_counts on public_tracks.owner_id = user_counts.user_id
    where
        winning_tracks.challenge_id = 'tt'
        or {{ is_underground('user_counts') }}

),

-- Two current rows of a track, a defect, can name two owners: the track wins once.
single_winners as (

    {{ first_of_each('winners', ['challenge_id', 'track_id'], ['is_owner_active desc', 'owner_id']) }}

),

ranked_winners as (

    select
        challenge_id,
        track_id,
        owner_id,
        cast(row_number() over (partition by challenge_id order by trending_rank) as integer) as winner_rank
    from single_winners

)

select * from ranked_winners
