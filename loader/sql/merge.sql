-- name: unpayable_reason
-- Why a row cannot be paid, even if it is eligible: it does not fit the columns of user_challenges, or the contract.
-- An expression over the columns of an eligibility view; null if the row can be paid.
case
    when challenge_id is distinct from {challenge_id} then 'of another challenge'
    when specifier is null then 'without a specifier'
    -- The notification of a reward has it twice in one row of an index, which holds no more than 2704 bytes.
    when octet_length(specifier) > 1000 then 'with a specifier of more than 1000 bytes'
    when user_id is null or user_id < 1 then 'without a recipient'
    when is_complete is null then 'neither complete nor incomplete'
    when amount is null or amount <> trunc(amount) or amount not between 0 and 2147483647
        then 'with an amount that is no whole number up to 2147483647'
    when not is_complete then null
    when qualified_at is null then 'complete without a time'
    -- A complete row never changes: a time that nobody can read could never be corrected.
    when qualified_at not between '2000-01-01' and '3000-01-01' then 'complete at a time out of range'
    when completed_blocknumber is null then 'complete without a block'
    when completed_blocknumber not between -2147483648 and 2147483647 then 'with a block or slot above 2147483647'
end

-- name: rows_of_view
select * from {view} where {scope_condition}

-- name: candidates
-- If two read them, the rewards and the rows of a second table, PostgreSQL computes them once.
candidates as ({rows_of_view})

-- name: compared
-- The eligible candidates, each with what the load would do with it. They are compared before anything is inserted:
-- "on conflict do update" writes each row it meets, even one that it leaves as it was.
{candidates},

eligible as (
    select
        challenge_id, specifier, user_id, amount, current_step_count, is_complete, qualified_at,
        case when is_complete then qualified_at end as completed_at,
        case when is_complete then completed_blocknumber end as completed_blocknumber,
        {unpayable_reason} as row_reason
    from candidates
    where is_eligible
),

numbered as (
    select *, row_number() over copies as copy_number
    from eligible
    window copies as (partition by specifier, row_reason is null order by qualified_at, user_id, amount)
),

compared as (
    select
        numbered.*,
        coalesce(row_reason, case when copy_number > 1 then 'with the specifier of another' end) as unpayable_reason,
        case
            when row_reason is not null or copy_number > 1 then 'unpayable'
            when live.specifier is null then 'new'
            -- A complete row never changes again, even if its source does.
            when live.is_complete then 'already_right'
            when (live.user_id, live.amount, live.current_step_count, live.is_complete) is not distinct from
                (numbered.user_id, numbered.amount, numbered.current_step_count, numbered.is_complete)
                then 'already_right'
            else 'updated'
        end as outcome
    from numbered
    -- By both columns of its key, each of them a column here: given the id as a constant, the planner may choose to
    -- read all rewards of the challenge once per row.
    left join public.user_challenges as live
        on numbered.challenge_id = live.challenge_id and numbered.specifier = live.specifier
),

-- What would become complete. Progress counts against no limit.
due as (
    select count(*) as rewards, coalesce(sum(amount), 0) as audio
    from compared where outcome in ('new', 'updated') and is_complete
),

-- A row if that is more than the limits have room for. A limit that is null limits nothing.
over_limit as (
    select due.rewards, due.audio
    from due left join ({limits_used}) as used on true
    where due.rewards > 0 and (
        due.rewards + coalesce(used.rewards, 0) > {limit_rewards}
        or (due.audio > 0 and due.audio + coalesce(used.audio, 0) > {limit_audio})
    )
)

-- name: read_all
-- The macro reads_all asks for it, until the end of the transaction.
set local challenges.reads_all = on

-- name: is_in_scopes
-- Cast within the subquery, which runs once. Outside, the text would be read again for each row that is compared. The
-- second cast does nothing, but lets "any" take an array, not the rows of a query.
{scope_column} = any((select current_setting('challenges.scopes')::integer[])::integer[])

-- name: scopes
select current_setting('challenges.scopes')

-- name: is_in_many_scopes
-- PostgreSQL makes a hash table only of a list that it knows when it plans. Any other it compares with each row, one by one.
{scope_column} = any({scopes}::integer[])

-- name: counts
-- How many rows had which outcome: those compared that are not to be written, and those written.
select outcome, unpayable_reason as reason, count(*) as rows, 0 as minted, 0 as audio, min(specifier) as example
from compared where outcome not in ('new', 'updated')
group by 1, 2
union all
select 'over_limit', null, rewards, 0, audio, null from over_limit
union all
-- Counted apart, not joined: the two have no index to meet by, and the rows of all of history on a first load.
select
    case when is_new then 'new' else 'updated' end, null, count(*), count(*) filter (where is_complete),
    coalesce(sum(amount) filter (where is_complete), 0), null
from written group by 1

-- name: preview
-- Returns what the merge would return, but writes nothing.
with {compared},

written as (select amount, is_complete, outcome = 'new' as is_new from compared where outcome in ('new', 'updated'))

{counts}

-- name: rows_if_all_right
-- How many rows are eligible, if all are already right; no row if the merge has something to write or to report. Writes
-- nothing, but fails if the merge could not write the second table: otherwise a missing right would show on the day it
-- is needed.
with {compared},

{also_written}

select count(*) from compared
having bool_and(outcome = 'already_right') is not false and not exists (select 1 from also_due)

-- name: merge
-- Returns how many rows had which outcome, and traces what was paid to the load. One statement, so one snapshot: what a
-- challenge writes to a second table does not change what it has earned. Over the limit nothing is written.
with {compared},

{also_written},

written as (
    {mint}
    returning
        live.challenge_id, live.specifier, live.amount, live.is_complete,
        -- New if the snapshot does not have it. A partitioned table has no xmax to return.
        not exists (select 1 from compared where outcome = 'updated') or not exists (
            select 1 from public.user_challenges as former
            where former.challenge_id = live.challenge_id and former.specifier = live.specifier
        ) as is_new
),

traced as (
    insert into challenges_loader.mints (challenge_id, specifier, load_id)
    select challenge_id, specifier, current_setting('challenges.load_id')::bigint
    from written where is_complete
)

{counts}
union all
-- What was to be written and was not. Another writer is not the reason: then the statement fails and is tried again.
select 'unpayable', 'that a trigger on user_challenges left out', due.rows - written.rows, 0, 0, null
from (select count(*) as rows from compared where outcome in ('new', 'updated')) as due
cross join (select count(*) as rows from written) as written
where due.rows > written.rows and not exists (select 1 from over_limit)
union all
select 'also_written', null, count(*), 0, 0, null from also_written

-- name: rewards_due
-- The rewards to write, in the order in which they qualified: the platform's trigger looks at what came before.
from compared as reward
where reward.outcome in ('new', 'updated') and not exists (select 1 from over_limit)
    and (select count(*) from also_written) >= 0  -- always true, but known only after the second table is written
order by reward.qualified_at, reward.specifier collate "C"

-- name: mint
-- Writes the rewards that are named reward: the rows of a "from" clause, or a variable of the block around it. So the
-- merge and the search for the reward that makes a trigger raise write a reward the same way.
insert into public.user_challenges as live
    (challenge_id, specifier, user_id, amount, current_step_count, is_complete, completed_at, completed_blocknumber,
    created_at)
select
    reward.challenge_id, reward.specifier, reward.user_id, reward.amount::integer, reward.current_step_count,
    reward.is_complete, reward.completed_at, reward.completed_blocknumber::integer,
    coalesce(reward.completed_at at time zone 'UTC', current_setting('challenges.as_of')::timestamptz)
{rewards}
on conflict (challenge_id, specifier) do update set
    user_id = excluded.user_id, amount = excluded.amount, current_step_count = excluded.current_step_count,
    is_complete = excluded.is_complete, completed_at = excluded.completed_at,
    completed_blocknumber = excluded.completed_blocknumber
-- Somebody else may have completed the row since it was compared.
where not live.is_complete

-- name: unfit_table
-- Why rewards cannot be written safely into user_challenges. A partitioned table is fit: its key holds for all rows.
select inhrelid::regclass || ' inherits user_challenges, whose key does not hold for it; make it a partition'
from pg_inherits inner join pg_class on inhparent = pg_class.oid
where pg_class.oid = to_regclass('public.user_challenges') and relkind = 'r'
union all
select 'the constraint ' || quote_ident(conname) || ' on user_challenges is deferrable; make it one that is not'
from pg_constraint
where conrelid = to_regclass('public.user_challenges') and condeferrable and contype in ('p', 'u') and (
    select array_agg(attname::text order by attname) from pg_attribute where attrelid = conrelid and attnum = any(conkey)
) = array['challenge_id', 'specifier']
limit 1

-- name: columns
-- The columns of a second table that a challenge writes: those of its view; a scope column only if the table has it.
select coalesce(array_agg(attname::text order by attnum), '{{}}')
from pg_attribute as source
where attrelid = %(view)s::regclass and attnum > 0 and not attisdropped and (
    attname is distinct from %(scope_column)s
    or exists (select from pg_attribute where attrelid = %(table)s::regclass and attname = source.attname)
)

-- name: rows_of_candidates
select {columns} from candidates

-- name: also_written
-- The rows that are due in a second table, and their insert. Even if it writes no row, it fails if a right or a key is
-- missing.
also_due as (
    select {columns} from (
        -- One row for each key: a second one, a defect of the source, would fail the whole statement.
        select distinct on ({key}) * from ({rows_to_write}) as rows_to_write
        where ({key}) is not null order by {key_and_values}
    ) as source
    where {is_different} and not exists (select 1 from over_limit)
),

also_written as (
    insert into {table} as live ({columns})
    select {columns} from also_due
    where {is_to_write}
    order by {key}
    on conflict ({key}) do {on_conflict}
    returning 1
)

-- name: nothing_also_written
also_due as (select 1 where false),

also_written as (select 1 where false)

-- name: is_different
-- Compared here first: "on conflict do update" locks, and so writes, each row it meets, even one it leaves as it was.
not exists (
    select 1 from {table} as live
    where ({live_key}) = ({source_key}) and row({live_values}) is not distinct from row({source_values})
)

-- name: replace
update set ({values}) = row({excluded_values}) where row({live_values}) is distinct from row({excluded_values})
