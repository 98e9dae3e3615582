with

-- One row for each user and flag: two current rows, a defect, count no plays twice. A milestone that is complete is
-- left out here already, because counting takes long.
artists as (

    select distinct
        users.user_id,
        users.is_verified as is_artist_verified
    from {{ ref('stg_users') }} as users
    where
        true
        {% for challenge_id in milestones() -%}
            and {{ is_to_be_decided(challenge_id, milestone_specifier(challenge_id, 'users.user_id')) }}
        {% endfor %}
),

tracks as (

    select distinct
        owner_id,
        track_id
    from {{ ref('stg_tracks') }}
    where not is_deleted

),

monthly_plays as (

    select * from {{ ref('stg_monthly_plays') }}
    where played_month >= date '2025-01-01'

),

-- Counted artist by artist, by index: PostgreSQL would count the plays of everybody first.
plays_of_artists as (

    select
        artists.user_id,
        artists.is_artist_verified,
        played.plays
    from artists
    cross join lateral (
        select sum(monthly_plays.plays) as plays
        from tracks
        inner join monthly_plays on tracks.track_id = monthly_plays.track_id
        where tracks.owner_id = artists.user_id
    ) as played

)

select * from plays_of_artists
where plays > 0
