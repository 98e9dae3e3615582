{#- Read directly, each part by an index of its own: no row is left out that the staging views leave out. -#}
select comments.user_id as scope_id
from {{ source('platform', 'comments') }} as comments
where {{ is_changed('comments') }}

union all

-- Who comes back can be paid what was refused.
select users.user_id as scope_id
from {{ source('platform', 'users') }} as users
where
    {{ is_changed('users') }}
    and users.is_current
    and not users.is_deactivated
