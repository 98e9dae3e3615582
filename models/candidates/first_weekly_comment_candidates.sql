{%- set gates = ['is_recipient_active'] -%}
{{ config(meta={'scope': {'column': 'user_id', 'changes': 'first_weekly_comment_changes'}}) }}

with

comments as (

    select * from {{ ref('stg_comments') }}
    where is_visible

),

active_users as (

    select * from {{ ref('stg_users') }}
    where is_active

),

comments_of_weeks as (

    select
        *,
        {{ iso_week('created_at') }} as iso_week
    from comments

),

numbered_comments as (

    select
        *,
        row_number() over (
            partition by user_id, iso_week
            order by created_at, comment_id
        ) as comment_number
    from comments_of_weeks

),

candidates as (

    select
        {{ hex('user_id') }} || ':' || iso_week as specifier,
        user_id,
        created_at as qualified_at,
        blocknumber,
        exists (
            select 1 from active_users where active_users.user_id = numbered_comments.user_id
        ) as is_recipient_active
    from numbered_comments
    where comment_number = 1

),

gated as (

    {{ gated_candidates('c', 'candidates', gates) }}

)

{{ judged_candidates('c', 'gated', gates=gates) }}
