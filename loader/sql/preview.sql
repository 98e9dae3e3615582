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
