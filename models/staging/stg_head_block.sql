select cast(coalesce(max(number), 1) as bigint) as blocknumber
from {{ relation_of('platform', 'blocks') }}
