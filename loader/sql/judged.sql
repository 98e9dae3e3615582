-- Common table expressions: the rows of one eligibility view, each with what the load would do with it.
-- Rows are compared here, before anything is inserted: "on conflict do update" writes each row it meets, even one
-- that it leaves as it was.
eligible as (
    select
        challenge_id,
        specifier,
        user_id,
        amount,
        current_step_count,
        is_complete,
        qualified_at,
        case when is_complete then qualified_at end as completed_at,
        case when is_complete then completed_blocknumber end as completed_blocknumber,
        -- Why the row earns nothing, whatever the model says: it does not fit the columns, or the contract.
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
            -- A complete row never changes: one with a time that nobody can read could never be mended.
            when qualified_at not between '2000-01-01' and '3000-01-01' then 'complete at a time out of range'
            when completed_blocknumber is null then 'complete without a block'
            when completed_blocknumber not between -2147483648 and 2147483647
                then 'with a block or slot above 2147483647'
        end as misfit
    from {view}
    where {condition}
),

numbered as (
    select
        *,
        row_number() over (
            partition by specifier, misfit is null
            order by qualified_at, user_id, amount
        ) as copy_number
    from eligible
),

judged as (
    select
        numbered.*,
        coalesce(
            numbered.misfit, case when numbered.copy_number > 1 then 'with the specifier of another' end
        ) as refusal,
        case
            when numbered.misfit is not null or numbered.copy_number > 1 then 'refused'
            when live.specifier is null then 'new'
            -- A complete row never changes again, whatever happens to its source.
            when live.is_complete then 'already right'
            when (live.user_id, live.amount, live.current_step_count, live.is_complete)
                is not distinct from
                (numbered.user_id, numbered.amount, numbered.current_step_count, numbered.is_complete)
                then 'already right'
            else 'updated'
        end as verdict
    from numbered
    -- By both columns of its key, each of them a column here: given the id as a constant, the planner may choose to
    -- read all rewards of the challenge once per row.
    left join public.user_challenges as live
        on numbered.challenge_id = live.challenge_id and numbered.specifier = live.specifier
),

due as (
    select
        count(*) filter (where verdict = 'new') as rewards,
        coalesce(sum(amount) filter (where is_complete), 0) as audio
    from judged
    where verdict in ('new', 'updated')
),

-- A row where that is more than one load may mint.
held_back as (
    select
        rewards,
        audio
    from due
    where rewards > {limit_rewards} or audio > {limit_audio}
)
