-- What merge.sql would answer, with nothing written.
with {judged}

select
    verdict as outcome,
    refusal,
    count(*) as rows,
    coalesce(sum(amount) filter (where is_complete), 0) as audio,
    min(specifier) as example
from judged
group by 1, 2

union all

select
    'held back' as outcome,
    null as refusal,
    rewards as rows,
    audio,
    null as example
from held_back
