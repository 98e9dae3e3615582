-- Only `challenges explain` reads this view: no rule depends on a handle.
select
    user_id,
    handle,
    handle_lc
from {{ relation_of('platform', 'users') }}
where
    is_current
    and user_id >= 1
