-- concurrently: challenges_user_challenges_paid_referral_idx
-- In place of that of 0030, with a condition that `challenge_id = 'rv'` does not imply. Before the first rewards of r
-- are analyzed, PostgreSQL takes them for few. It then looked a reward of rv up by reading all of the former index,
-- once for each referral. The expression must equal that of the macro last_id_in_specifier word for word, and the
-- condition that of paid_referrals, or PostgreSQL does not use the index. A test compares the expressions.
create index concurrently if not exists challenges_user_challenges_paid_referral_idx
on public.user_challenges (
    (('x' || lpad(substring(specifier from ':([1-9a-f][0-9a-f]{0,7})$'), 8, '0'))::bit(32)::integer)
)
where challenge_id || '' in ('r', 'rv') and is_complete;
