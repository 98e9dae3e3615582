-- name: challenges
-- The challenges of the eligibility views, in the order of their ids' bytes. Without a limit they may mint nothing.
select
    challenge_id, view_name, scope_column, scope_view, changes_view, minted_view, also_writes_table, also_writes_view,
    also_writes_on_conflict, string_to_array(also_writes_key, ',') as also_writes_key,
    string_to_array(changed_tables, ',') as changed_tables,
    coalesce(string_to_array(locks_with, ','), '{{}}') as locks_with,
    coalesce(limit_rewards, 0) as limit_rewards, coalesce(limit_audio, 0) as limit_audio
from {challenge_views} as views left join {catalog} as catalog on views.challenge_id = catalog.id
order by views.challenge_id collate "C"

-- name: sync_catalog
-- Copies the catalog into challenges by key. A row that would not change is not written.
with catalog as (
    select
        id, type::public.challengetype as type, amount, active, step_count, starting_block, weekly_pool, cooldown_days
    from {catalog}
),

live as (
    select id, type, amount, active, step_count, starting_block, weekly_pool, cooldown_days from public.challenges
),

compared as (
    select catalog.*, live.id is null as is_new, row(live.*) is distinct from row(catalog.*) as is_different
    from catalog left join live on catalog.id = live.id
),

written as (
    insert into public.challenges (id, type, amount, active, step_count, starting_block, weekly_pool, cooldown_days)
    select id, type, amount, active, step_count, starting_block, weekly_pool, cooldown_days
    from compared where is_different order by id
    on conflict (id) do update set
        type = excluded.type, amount = excluded.amount, active = excluded.active, step_count = excluded.step_count,
        starting_block = excluded.starting_block, weekly_pool = excluded.weekly_pool,
        cooldown_days = excluded.cooldown_days
)

select
    count(*) filter (where is_new) as new,
    count(*) filter (where is_different and not is_new) as updated,
    count(*) filter (where not is_different) as already_right
from compared
