-- concurrently: ix_comments_user_id
-- The platform has no index from a user to their comments. With it the candidates of one user are found without
-- reading all comments.
create index concurrently if not exists ix_comments_user_id
on public.comments (user_id);
