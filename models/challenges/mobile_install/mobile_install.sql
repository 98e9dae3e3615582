{% call eligibility(
    'm',
    specifier='hex',
    decided={'qualified_at': clock()},
    changes=['user_events', 'users'],
    adopts_by='block'
) %}

with

mobile_events as (

    select * from {{ ref('stg_user_events') }}
    where is_mobile_user

)

select
    {{ hex('user_id') }} as specifier,
    user_id,
    min(blocknumber) as blocknumber
from mobile_events
group by user_id
having count(case when is_current then 1 end) > 0

{% endcall %}
