-- concurrently: ix_user_challenges_track
-- From a track to its minted tastemakers, which fill its cap. The expression is that of the macro id_in_specifier, word
-- for word: PostgreSQL uses the index for nothing else.
create index concurrently if not exists ix_user_challenges_track
on public.user_challenges (
    challenge_id,
    (
        case
            when specifier ~ '^[1-9a-f][0-9a-f]{0,7}:t:[1-9a-f][0-9a-f]{0,7}$'
                then ('x' || lpad(split_part(specifier, ':', 3), 8, '0'))::bit(32)::integer
        end
    )
);
