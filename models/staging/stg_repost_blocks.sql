-- `challenges adopt` asks which block was the head at a time. Withdrawn reposts answer that too, so all are here.
select
    created_at,
    blocknumber
from {{ relation_of('platform', 'reposts') }}
