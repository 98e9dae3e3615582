select cast(coalesce(max(number), 1) as bigint) as blocknumber
from {{ source('platform', 'blocks') }}
