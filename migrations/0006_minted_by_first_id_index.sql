-- concurrently: ix_user_challenges_first_id
-- From a cosigner or a contest to its minted rewards, which fill its cap. The expression is that of the macro
-- id_in_specifier, word for word: PostgreSQL uses the index for nothing else. A test compares the two.
create index concurrently if not exists ix_user_challenges_first_id
on public.user_challenges (
    challenge_id,
    (
        case
            when specifier ~ '^[1-9a-f][0-9a-f]{0,7}:[1-9a-f][0-9a-f]{0,7}$'
                then ('x' || lpad(split_part(specifier, ':', 1), 8, '0'))::bit(32)::integer
        end
    )
);
