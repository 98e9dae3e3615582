-- The scopes of a view, each once.
select coalesce(array_agg(distinct scope_id), '{{}}')
from {scopes}
