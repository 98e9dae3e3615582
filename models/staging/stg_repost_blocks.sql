-- For adopt: which block was the head at a time. Of all reposts, withdrawn ones too: they have blocks and times.
select
    created_at,
    blocknumber
from {{ source('platform', 'reposts') }}
