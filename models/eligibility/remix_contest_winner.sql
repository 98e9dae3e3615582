with

named_winners as (

    select * from {{ ref('int_named_winners') }}

),

tracks as (

    select * from {{ ref('stg_tracks') }}
    where not is_deleted

),

verified_users as (

    select * from {{ ref('stg_users') }}
    where is_verified

),

active_users as (

    select * from {{ ref('stg_users') }}
    where is_active

),

minted_contest_wins as (

    select * from {{ ref('int_minted_contest_wins') }}

),

minted_in_caps as (

    select * from {{ ref('int_minted_contest_wins') }}

),

candidates as (

    select
        {{ hex('named_winners.event_id') }} || ':' || {{ hex('tracks.owner_id') }} as specifier,
        tracks.owner_id as user_id,
        named_winners.event_id,
        named_winners.host_id,
        named_winners.winner_position,
        named_winners.updated_at as qualified_at,
        named_winners.blocknumber,
        exists (
            select 1 from verified_users where verified_users.user_id = named_winners.host_id
        ) as is_host_verified,
        exists (
            select 1 from active_users where active_users.user_id = tracks.owner_id
        ) as is_recipient_active
    from named_winners
    inner join tracks on named_winners.track_id = tracks.track_id

),

passed_gates as (

    select
        *,
        -- Two current rows of a track, a defect, can name two owners: one prize is paid once.
        row_number() over (
            partition by event_id, winner_position
            order by user_id
        ) as copy_number
    from candidates
    where
        is_host_verified
        and is_recipient_active

),

-- A user who wins with several tracks is paid once, for the first of them.
numbered_wins as (

    select
        *,
        row_number() over (
            partition by event_id, user_id
            order by winner_position
        ) as win_number
    from passed_gates
    where copy_number = 1

),

-- What the caps look at: the candidates, and beside them the rewards minted already with their time of then.
timeline as (

    select
        numbered_wins.specifier,
        numbered_wins.user_id,
        numbered_wins.event_id,
        numbered_wins.host_id,
        numbered_wins.winner_position,
        numbered_wins.qualified_at,
        numbered_wins.blocknumber,
        true as is_candidate,
        minted_contest_wins.specifier is not null as is_minted
    from numbered_wins
    left join minted_contest_wins on numbered_wins.specifier = minted_contest_wins.specifier
    where numbered_wins.win_number = 1

    union all

    select
        specifier,
        null as user_id,
        event_id,
        host_id,
        null as winner_position,
        minted_at as qualified_at,
        null as blocknumber,
        false as is_candidate,
        true as is_minted
    from minted_in_caps

),

timeline_with_minted as (

    select
        *,
        count(*) filter (where not is_candidate) over (
            partition by host_id
            order by qualified_at
            range between interval '7 days' preceding and interval '7 days' following
        ) as count_minted_nearby,
        count(*) filter (where not is_candidate) over (
            partition by host_id, event_id
        ) as count_minted_in_contest
    from timeline

),

timeline_under_caps as (

    select
        *,
        {{ rolling_cap(
            days=7,
            minted_in_window='count_minted_nearby',
            cap=5,
            group_id='event_id',
            minted_in_group='count_minted_in_contest',
            group_cap=5
        ) }}
        filter (where is_candidate and not is_minted) over (
            partition by host_id
            order by qualified_at, event_id, winner_position
            rows between unbounded preceding and current row
        ) as is_within_caps
    from timeline_with_minted

),

earned as (

    select * from timeline_under_caps
    where
        is_candidate
        and (is_minted or is_within_caps)

)

{{ rewards_earned_in_one_go('w', 'earned') }}
