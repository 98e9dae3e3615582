-- concurrently: challenges_comments_user_idx
-- From a user to their comments.
create index concurrently if not exists challenges_comments_user_idx
on public.comments (user_id);
