with

rewards as (

    select * from {{ ref('stg_user_challenges') }}
    where challenge_id = 't'

),

minted_tastemakers as (

    select
        specifier,
        {{ id_in_specifier('specifier', 'hex:t:hex', 3) }} as track_id,
        minted_at
    from rewards

)

select * from minted_tastemakers
where track_id is not null
