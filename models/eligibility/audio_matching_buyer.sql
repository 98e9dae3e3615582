with

purchases as (

    select * from {{ ref('int_first_purchases') }}

),

active_users as (

    select * from {{ ref('stg_users') }}
    where is_active

),

candidates as (

    select
        *,
        buyer_id as user_id,
        exists (
            select 1 from active_users where active_users.user_id = purchases.buyer_id
        ) as is_recipient_active
    from purchases

),

passed_gates as (

    select
        *,
        row_number() over (
            partition by buyer_id, content_id
            order by seller_id, qualified_at
        ) as copy_number
    from candidates
    where is_recipient_active

),

earned as (

    select * from passed_gates
    where copy_number = 1

)

{{ rewards_earned_in_one_go('b', 'earned', amount='challenges.amount * earned.dollars') }}
