-- concurrently: challenges_user_challenges_referred_idx
-- From a referred user to what was paid for them. The expression must equal that of the macro last_id_in_specifier word
-- for word, or PostgreSQL does not use the index. A test compares them. The condition is that of paid_referrals.
create index concurrently if not exists challenges_user_challenges_referred_idx
on public.user_challenges (
    (('x' || lpad(substring(specifier from ':([1-9a-f][0-9a-f]{0,7})$'), 8, '0'))::bit(32)::integer)
)
where challenge_id in ('r', 'rv') and is_complete;
