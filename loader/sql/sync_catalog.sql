-- Brings the catalog into challenges by key. A row that would not change is not written.
with catalog as (
    select
        id,
        type::public.challengetype as type,
        amount,
        active,
        step_count,
        starting_block,
        weekly_pool,
        cooldown_days
    from {catalog}
),

judged as (
    select
        catalog.*,
        live.id is null as is_new,
        (live.type, live.amount, live.active, live.step_count, live.starting_block, live.weekly_pool, live.cooldown_days)
        is distinct from
        (
            catalog.type, catalog.amount, catalog.active, catalog.step_count, catalog.starting_block,
            catalog.weekly_pool, catalog.cooldown_days
        ) as is_different
    from catalog
    left join public.challenges as live on catalog.id = live.id
),

written as (
    insert into public.challenges
        (id, type, amount, active, step_count, starting_block, weekly_pool, cooldown_days)
    select id, type, amount, active, step_count, starting_block, weekly_pool, cooldown_days
    from judged
    where is_different
    order by id
    on conflict (id) do update set
        type = excluded.type,
        amount = excluded.amount,
        active = excluded.active,
        step_count = excluded.step_count,
        starting_block = excluded.starting_block,
        weekly_pool = excluded.weekly_pool,
        cooldown_days = excluded.cooldown_days
)

select
    count(*) filter (where is_new) as new,
    count(*) filter (where is_different and not is_new) as updated,
    count(*) filter (where not is_different) as already_right
from judged
