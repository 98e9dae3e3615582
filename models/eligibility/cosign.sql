with

remixes as (

    select * from {{ ref('stg_remixes') }}

),

parent_tracks as (

    select * from {{ ref('stg_tracks') }}

),

child_tracks as (

    select * from {{ ref('stg_tracks') }}

),

saves as (

    select * from {{ ref('stg_saves') }}

),

reposts as (

    select * from {{ ref('stg_reposts') }}

),

verified_users as (

    select * from {{ ref('stg_users') }}
    where is_verified

),

active_users as (

    select * from {{ ref('stg_users') }}
    where is_active

),

minted_cosigns as (

    select * from {{ ref('int_minted_cosigns') }}

),

minted_in_cap as (

    select * from {{ ref('int_minted_cosigns') }}

),

-- Whether the tracks are deleted is not looked at: the act happened.
remixed_owners as (

    select
        parent_tracks.owner_id as cosigner_id,
        remixes.child_track_id
    from remixes
    inner join parent_tracks on remixes.parent_track_id = parent_tracks.track_id

),

cosigns as (

    select
        remixed_owners.cosigner_id,
        remixed_owners.child_track_id,
        reposts.created_at as qualified_at,
        reposts.blocknumber
    from remixed_owners
    inner join reposts
        on remixed_owners.cosigner_id = reposts.user_id
        and remixed_owners.child_track_id = reposts.track_id

    union all

    select
        remixed_owners.cosigner_id,
        remixed_owners.child_track_id,
        saves.created_at as qualified_at,
        saves.blocknumber
    from remixed_owners
    inner join saves
        on remixed_owners.cosigner_id = saves.user_id
        and remixed_owners.child_track_id = saves.track_id

),

numbered_cosigns as (

    select
        *,
        row_number() over (
            partition by cosigner_id, child_track_id
            order by qualified_at, blocknumber nulls last
        ) as cosign_number
    from cosigns

),

candidates as (

    select
        {{ hex('numbered_cosigns.cosigner_id') }} || ':' || {{ hex('numbered_cosigns.child_track_id') }} as specifier,
        child_tracks.owner_id as user_id,
        numbered_cosigns.cosigner_id,
        numbered_cosigns.child_track_id,
        numbered_cosigns.qualified_at,
        numbered_cosigns.blocknumber,
        exists (
            select 1 from verified_users where verified_users.user_id = numbered_cosigns.cosigner_id
        ) as is_cosigner_verified,
        exists (
            select 1 from active_users where active_users.user_id = child_tracks.owner_id
        ) as is_recipient_active
    from numbered_cosigns
    inner join child_tracks on numbered_cosigns.child_track_id = child_tracks.track_id
    where numbered_cosigns.cosign_number = 1

),

passed_gates as (

    select
        *,
        -- Two current rows of the child track, a defect, can name two owners.
        row_number() over (
            partition by cosigner_id, child_track_id
            order by user_id
        ) as copy_number
    from candidates
    where
        is_cosigner_verified
        and is_recipient_active

),

-- What the cap looks at: the candidates, and beside them the rewards minted already with their time of then.
timeline as (

    select
        passed_gates.specifier,
        passed_gates.user_id,
        passed_gates.cosigner_id,
        passed_gates.child_track_id,
        passed_gates.qualified_at,
        passed_gates.blocknumber,
        true as is_candidate,
        minted_cosigns.specifier is not null as is_minted
    from passed_gates
    left join minted_cosigns on passed_gates.specifier = minted_cosigns.specifier
    where passed_gates.copy_number = 1

    union all

    select
        specifier,
        null as user_id,
        cosigner_id,
        null as child_track_id,
        minted_at as qualified_at,
        null as blocknumber,
        false as is_candidate,
        true as is_minted
    from minted_in_cap

),

timeline_with_minted as (

    select
        *,
        count(*) filter (where not is_candidate) over (
            partition by cosigner_id
            order by qualified_at
            range between interval '30 days' preceding and interval '30 days' following
        ) as count_minted_nearby
    from timeline

),

timeline_under_cap as (

    select
        *,
        {{ rolling_cap(days=30, minted_in_window='count_minted_nearby', cap=5) }}
        filter (where is_candidate and not is_minted) over (
            partition by cosigner_id
            order by qualified_at, child_track_id
            rows between unbounded preceding and current row
        ) as is_within_cap
    from timeline_with_minted

),

earned as (

    select * from timeline_under_cap
    where
        is_candidate
        and (is_minted or is_within_cap)

)

{{ rewards_earned_in_one_go('cs', 'earned') }}
