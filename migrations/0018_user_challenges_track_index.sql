-- concurrently: challenges_user_challenges_track_idx
-- From a track to its minted tastemaker rewards, which count for its cap. The expression must equal that of the macro
-- id_in_specifier word for word. A test compares them.
create index concurrently if not exists challenges_user_challenges_track_idx
on public.user_challenges (
    challenge_id,
    (
        case
            when specifier ~ '^[1-9a-f][0-9a-f]{0,7}:t:[1-9a-f][0-9a-f]{0,7}$'
                then ('x' || lpad(split_part(specifier, ':', 3), 8, '0'))::bit(32)::integer
        end
    )
);
