-- name: written
-- What was minted of each challenge, and its last load in the ledger. It looks up one row for each challenge.
select
    challenge_id, coalesce(recorded.limited_rewards, 0) as minted_rewards,
    coalesce(recorded.limited_audio, 0)::bigint as minted_audio,
    last.recorded_at, last.seconds, last.new, last.updated, last.unpayable, last.audio::bigint as audio
from {challenge_views}
left join challenges_loader.challenge_status as recorded using (challenge_id)
left join lateral (
    select
        coalesce(loads.recorded_at, loads.started_at) as recorded_at, loads.seconds, loads.new, loads.updated,
        loads.unpayable, loads.audio
    from challenges_loader.challenge_loads as loads
    where loads.challenge_id = recorded.challenge_id
    order by loads.load_id desc limit 1
) as last on true
order by challenge_id collate "C"

-- name: payments
-- What finance found, by challenge and state. A payment can name any challenge: those that do not exist are one.
select
    views.challenge_id, totals.state, sum(totals.payments)::bigint as payments,
    sum(case when totals.state = 'without_reward' then totals.audio_paid else totals.audio_minted end)::double precision
        as audio,
    max(totals.built_at) as built_at
from {payment_totals} as totals left join {challenge_views} as views using (challenge_id)
group by views.challenge_id, totals.state
order by views.challenge_id collate "C", totals.state
