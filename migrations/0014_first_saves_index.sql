-- concurrently: ix_saves_first
-- The first people who saved a track, without reading all who did. The conditions are those of stg_saves.
create index concurrently if not exists ix_saves_first
on public.saves (save_item_id, created_at, user_id)
where is_current and not is_delete and save_type = 'track';
