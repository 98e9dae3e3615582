-- The rows to write, in the order in which they qualified: the platform's trigger looks at what came before.
from judged as reward
where
    reward.verdict in ('new', 'updated')
    and not exists (select 1 from held_back)
    and (select count(*) from fed) >= 0  -- always true, and only known once the feed is written
order by reward.qualified_at, reward.specifier collate "C"
