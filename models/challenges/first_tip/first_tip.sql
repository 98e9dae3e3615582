{% call eligibility('ft', specifier='hex', changes=['user_tips', 'users']) %}

with

tips as (

    select * from {{ ref('stg_tips') }}

),

first_tips as (

    {{ first_of_each('tips', ['sender_id'], ['slot', byte_order('signature')]) }}

)

select
    {{ hex('sender_id') }} as specifier,
    sender_id as user_id,
    created_at as qualified_at,
    slot as blocknumber
from first_tips

{% endcall %}
