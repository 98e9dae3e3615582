-- The challenges that a view decides, in the order of their ids' bytes. Without a limit they may mint nothing.
select
    challenge_views.challenge_id,
    challenge_views.view_name,
    challenge_views.candidates_view,
    coalesce(limits.rewards, 0) as limit_rewards,
    coalesce(limits.audio, 0) as limit_audio,
    challenge_views.feed_table,
    challenge_views.feed_view,
    challenge_views.feed_key,
    challenge_views.scope_column,
    challenge_views.scope_view,
    challenge_views.changes_view
from {challenge_views} as challenge_views
left join {limits} as limits on challenge_views.challenge_id = limits.id
order by challenge_views.challenge_id collate "C"
