-- concurrently: ix_reposts_first
-- The first people who reposted a track, without reading all who did. The conditions are those of stg_reposts.
create index concurrently if not exists ix_reposts_first
on public.reposts (repost_item_id, created_at, user_id)
where is_current and not is_delete and repost_type = 'track';
