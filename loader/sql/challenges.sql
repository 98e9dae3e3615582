-- The challenges that a view decides, in the order of their ids' bytes.
select
    challenge_id,
    view_name,
    candidates_view,
    feed_table,
    feed_view,
    feed_key,
    scope_column,
    scope_view,
    changes_view
from {challenge_views}
order by challenge_id collate "C"
