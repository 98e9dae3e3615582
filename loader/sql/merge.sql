-- Merges one eligibility view into user_challenges. Answers how many rows had which outcome, and traces what was paid to
-- the load. One statement, so one snapshot: what a challenge feeds into a second table does not change what it has
-- earned. Where it is more than one load may mint, nothing is written.
with {judged},

fed as (
    {feed}
),

written as (
    {mint}
    returning challenge_id, specifier, amount, is_complete, xmax = 0 as is_new  -- no older version: it was inserted
),

traced as (
    insert into challenges_loader.mints (challenge_id, specifier, load_id)
    select
        challenge_id,
        specifier,
        current_setting('challenges.load_id')::bigint
    from written
    where is_complete
)

-- Counted apart, not joined: the two have no index to meet by, and the rows of all of history on a first load.
select
    case when is_new then 'new' else 'updated' end as outcome,
    null as refusal,
    count(*) as rows,
    coalesce(sum(amount) filter (where is_complete), 0) as audio,
    null as example
from written
group by 1

union all

select
    verdict as outcome,
    refusal,
    count(*) as rows,
    0 as audio,
    min(specifier) as example
from judged
where verdict not in ('new', 'updated')
group by 1, 2

union all

-- What was to be written and was not: somebody else has minted it meanwhile.
select
    'already right' as outcome,
    null as refusal,
    (select count(*) from judged where verdict in ('new', 'updated')) - (select count(*) from written) as rows,
    0 as audio,
    null as example

union all

select
    'fed' as outcome,
    null as refusal,
    count(*) as rows,
    0 as audio,
    null as example
from fed

union all

select
    'held back' as outcome,
    null as refusal,
    rewards as rows,
    audio,
    null as example
from held_back
