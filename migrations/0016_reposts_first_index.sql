-- concurrently: challenges_reposts_first_idx
-- The first users who reposted a track. The conditions are those of stg_reposts.
create index concurrently if not exists challenges_reposts_first_idx
on public.reposts (repost_item_id, created_at, user_id)
where is_current and not is_delete and repost_type = 'track';
