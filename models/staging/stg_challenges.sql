select
    id as challenge_id,
    active as is_active,
    -- Text in the platform's table. Null where it is no whole number: the loader refuses and reports such rewards.
    case when {{ matches('amount', '^[0-9]{1,20}$') }} then cast(amount as numeric) end as amount,
    step_count
from {{ source('platform', 'challenges') }}
