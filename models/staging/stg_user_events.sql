select
    user_id,
    referrer as referrer_id,
    is_mobile_user,
    is_current,
    blocknumber
from {{ relation_of('platform', 'user_events') }}
where user_id >= 1
