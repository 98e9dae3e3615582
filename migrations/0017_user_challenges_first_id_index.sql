-- concurrently: challenges_user_challenges_first_id_idx
-- From a cosigner or a contest to its minted rewards, which count for its cap. The expression must equal that of the
-- macro id_in_specifier word for word, or PostgreSQL does not use the index. A test compares them.
create index concurrently if not exists challenges_user_challenges_first_id_idx
on public.user_challenges (
    challenge_id,
    (
        case
            when specifier ~ '^[1-9a-f][0-9a-f]{0,7}:[1-9a-f][0-9a-f]{0,7}$'
                then ('x' || lpad(split_part(specifier, ':', 1), 8, '0'))::bit(32)::integer
        end
    )
);
