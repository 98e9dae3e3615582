{{ changed_purchases() }}

union all

-- The buyer comes back.
select users.user_id as scope_id
from {{ source('platform', 'users') }} as users
where
    {{ is_changed('users') }}
    and users.is_current
    and not users.is_deactivated
