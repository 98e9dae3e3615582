-- The scopes of which something changed, each once: how many, and their ids as an array's text.
select
    cardinality(changed.ids) as count,
    changed.ids::text
from (
    select coalesce(array_agg(distinct scope_id), '{{}}') as ids
    from {changes}
) as changed
