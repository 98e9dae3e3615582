-- The index of 0037 takes its place.
drop index if exists public.challenges_user_challenges_referred_idx;
