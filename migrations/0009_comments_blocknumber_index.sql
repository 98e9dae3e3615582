-- concurrently: ix_comments_blocknumber
-- The comments that changed since the last load; the platform's other tables have such an index.
create index concurrently if not exists ix_comments_blocknumber
on public.comments (blocknumber);
