-- name: daily
-- What was minted on each day from one on, by challenge. Days come from the table that dbt keeps, so that no request
-- reads the rewards of all time.
select day, challenge_id, rewards, audio_minted as audio, built_at from {daily_totals}
where day >= %(first_day)s and day <= %(last_day)s and rewards > 0
    and (challenge_id = %(challenge_id)s or %(challenge_id)s is null)
order by day, challenge_id collate "C"

-- name: weekly
select week, challenge_id, rewards, audio_minted, audio_paid, weekly_pool, is_over_pool, built_at from {weekly_totals}
where week >= %(first_week)s and week <= %(last_week)s
order by week desc, challenge_id collate "C"

-- name: built_at
select max(built_at) from {payment_totals}
