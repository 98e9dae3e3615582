-- name: settings
-- A session of the pages: in the role that can only read, and with short waits. The role comes first, so that nothing
-- runs in the role of the login.
select set_config(name, value, false)
from (
    values
    ('role', 'challenges_reader'),
    ('default_transaction_read_only', 'on'),
    ('statement_timeout', %(statement_timeout)s),
    ('lock_timeout', '1s'),
    ('application_name', 'challenges serve'),
    -- For views that ask for it outside of a transaction that sets it.
    ('challenges.as_of', coalesce(%(clock)s::timestamptz::text, ''))
) as settings (name, value)

-- name: timeout
select set_config('statement_timeout', %(statement_timeout)s, true)

-- name: handles
-- Of users by their ids.
select user_id, min(handle) from {user_handles} where user_id = any(%(user_ids)s) and handle is not null group by user_id
