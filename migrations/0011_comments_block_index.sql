-- concurrently: challenges_comments_block_idx
-- The comments that changed since the last load.
create index concurrently if not exists challenges_comments_block_idx
on public.comments (blocknumber);
