with

rewards as (

    select * from {{ ref('stg_user_challenges') }}
    where challenge_id = 'cs'

),

minted_cosigns as (

    select
        specifier,
        {{ id_in_specifier('specifier', 'hex:hex', 1) }} as cosigner_id,
        minted_at
    from rewards

)

select * from minted_cosigns
where cosigner_id is not null
