-- The scopes of which something changed, each once.
select coalesce(array_agg(distinct scope_id), '{{}}')
from {changes}
