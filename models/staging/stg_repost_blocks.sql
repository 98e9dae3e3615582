-- `challenges adopt` asks which block was the head at a time. Withdrawn reposts answer that too, so all are here.
select
    created_at,
    blocknumber
from {{ source('platform', 'reposts') }}
