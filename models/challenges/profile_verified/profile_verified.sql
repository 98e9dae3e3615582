{% call eligibility('v', specifier='hex', changes=['user_rows']) %}

with

verified_users as (

    select * from {{ ref('stg_users') }}
    where is_verified

),

first_rows as (

    {{ first_of_each('verified_users', ['user_id'], ['updated_at nulls last', 'blocknumber nulls last']) }}

)

select
    {{ hex('user_id') }} as specifier,
    user_id,
    updated_at as qualified_at,
    blocknumber
from first_rows

{% endcall %}
