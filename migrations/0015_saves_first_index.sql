-- concurrently: challenges_saves_first_idx
-- The first users who saved a track. The conditions are those of stg_saves.
create index concurrently if not exists challenges_saves_first_idx
on public.saves (save_item_id, created_at, user_id)
where is_current and not is_delete and save_type = 'track';
