-- Apart from stg_challenges: these columns decide no reward.
select
    id as challenge_id,
    -- In the catalog the greatest integer stands for none.
    nullif(weekly_pool, 2147483647) as weekly_pool,
    -- A century at most, because a time that is added to it must stay a time.
    least(greatest(coalesce(cooldown_days, 0), 0), 36500) as cooldown_days
from {{ relation_of('platform', 'challenges') }}
