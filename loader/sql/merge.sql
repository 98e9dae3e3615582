-- Merges one eligibility view into user_challenges, in the order in which the rewards qualified: the platform's
-- trigger looks at what came before. Answers how many rows had which outcome.
-- One statement, so one snapshot: what a challenge feeds into a second table does not change what it has earned.
with fed as (
    {feed}
),

{judged},

written as (
    insert into public.user_challenges as live (
        challenge_id, specifier, user_id, amount, current_step_count, is_complete, completed_at,
        completed_blocknumber, created_at
    )
    select
        challenge_id,
        specifier,
        user_id,
        amount::integer,
        current_step_count,
        is_complete,
        completed_at,
        completed_blocknumber::integer,
        coalesce(completed_at at time zone 'UTC', %(clock)s)
    from judged
    where
        verdict in ('new', 'updated')
        and (select count(*) from fed) >= 0  -- always true, and only known once the feed is written
    order by qualified_at, specifier collate "C"
    on conflict (challenge_id, specifier) do update set
        user_id = excluded.user_id,
        amount = excluded.amount,
        current_step_count = excluded.current_step_count,
        is_complete = excluded.is_complete,
        completed_at = excluded.completed_at,
        completed_blocknumber = excluded.completed_blocknumber
    -- Somebody else may have completed the row since it was judged.
    where not live.is_complete
    returning specifier, xmax = 0 as is_new  -- no older version: it was inserted
)

select
    case
        when written.is_new then 'new'
        when not written.is_new then 'updated'
        when judged.verdict in ('new', 'updated') then 'already right'
        else judged.verdict
    end as outcome,
    judged.refusal,
    count(*) as rows,
    coalesce(sum(judged.amount) filter (where judged.is_complete), 0) as audio,
    min(judged.specifier) as example
from judged
left join written on judged.specifier = written.specifier and judged.verdict in ('new', 'updated')
group by 1, 2

union all

select
    'fed' as outcome,
    null as refusal,
    count(*) as rows,
    0 as audio,
    null as example
from fed
