{%- set gates = ['is_recipient_active'] -%}
{{ config(meta={'scope': {'column': 'user_id', 'changes': 'audio_matching_buyer_changes'}}) }}

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

gated as (

    {{ gated_candidates('b', 'candidates', gates) }}

),

-- Content with two current rows, a defect, can have two sellers.
numbered_copies as (

    select
        *,
        row_number() over (
            partition by user_id, content_id, passes_gates
            order by seller_id, qualified_at
        ) as copy_number
    from gated

),

single_candidates as (

    select * from numbered_copies
    where copy_number = 1

)

{{ judged_candidates(
    'b',
    'single_candidates',
    keys=['buyer_id', 'content_id', 'dollars'],
    gates=gates,
    amount='challenges.amount * single_candidates.dollars'
) }}
