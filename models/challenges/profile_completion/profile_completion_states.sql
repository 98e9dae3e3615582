with

profiles as (

    select * from {{ published_facts(ref('profile_completion').identifier) if is_from_lake('p') else ref('profiles') }}

),

challenges as (

    select * from {{ ref('stg_challenges') }}
    where
        challenge_id = 'p'
        and is_active

),

states as (

    select * from {{ ref('stg_profile_states') }}

)

select
    cast(profiles.user_id as integer) as user_id,
    profiles.has_description as profile_description,
    profiles.has_name as profile_name,
    profiles.has_picture as profile_picture,
    profiles.has_cover_photo as profile_cover_photo,
    profiles.has_follows as follows,
    profiles.has_saves as favorites,
    profiles.has_reposts as reposts
from profiles
cross join challenges
-- Who has lost the last step has a row already, to be set to false.
where
    profiles.has_any_step
    or exists (
        select 1 from states
        where states.user_id = profiles.user_id
    )
