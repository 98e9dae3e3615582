-- name: totals
select challenge_id, state, payments, audio_minted, audio_paid, built_at from {payment_totals}
order by challenge_id collate "C", state

-- name: findings
-- What does not agree, of a kind, all or of a challenge, after a number.
select
    finding_number, state, challenge_id, specifier, user_id, audio_minted, minted_at, claimable_at, paid_user_id,
    audio_paid, paid_amount_text, paid_at, signature, built_at
from {payment_findings}
where state = %(state)s and finding_number > %(after)s
    and (challenge_id = %(challenge_id)s or %(challenge_id)s is null)
order by finding_number limit %(most)s

-- name: payments_of_user
-- What the user's rewards were paid; and what the user was paid without a reward, or for the reward of another user. Two
-- queries, each by an index.
select
    state, challenge_id, specifier, user_id, audio_minted, claimable_at, audio_paid, paid_amount_text, paid_at, signature
from {payments} where user_id = %(user_id)s
union all
select
    state, challenge_id, specifier, user_id, audio_minted, claimable_at, audio_paid, paid_amount_text, paid_at, signature
from {payments} where paid_user_id = %(user_id)s and state = 'other_user'
