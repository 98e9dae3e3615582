{% call eligibility('c', specifier='hex:week', changes=['comments', 'users']) %}

with

comments as (

    select
        *,
        {{ iso_week('created_at') }} as iso_week
    from {{ ref('stg_comments') }}
    where is_visible

),

first_comments as (

    {{ first_of_each('comments', ['user_id', 'iso_week'], ['created_at', 'comment_id']) }}

)

select
    {{ hex('user_id') }} || ':' || iso_week as specifier,
    user_id,
    created_at as qualified_at,
    blocknumber
from first_comments

{% endcall %}
