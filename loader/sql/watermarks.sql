-- name: start_states
-- What a load of each challenge starts from, in one snapshot, and the reason to read everything again, if there is one.
-- Sets what the changes views ask for: the watermark of one challenge, or the oldest of those that are recent. Sets what
-- a full load of one challenge reads of plays: those after since_play, from first_time on.
with builds as ({builds}),

head as (select number, blockhash from public.blocks where number is not null order by number desc limit 1),

-- Asked once for each session, because it takes a third of the time of all this. A session ends with its server, except
-- on a standby that is promoted.
here as (
    select
        case
            when pg_is_in_recovery() then challenges_loader.server()
            else coalesce(
                nullif(current_setting('challenges.server', true), ''),
                set_config('challenges.server', challenges_loader.server(), false)
            )
        end as server
),

-- The triggers that note changes.
note_triggers as (
    select * from ({triggers}) as triggers where starts_with(trigger_name, 'challenges_note')
),

facts as (
    select
        challenges.id as challenge_id, challenges.active as is_active, head.blockhash as block_hash,
        coalesce(head.number, -2147483648) as block_number,
        pg_snapshot_xmin(pg_current_snapshot()) as transaction_id,
        row(
            challenges.active, challenges.amount, challenges.step_count, challenges.starting_block, step_counts.by_id,
            adoptions.adoption_date
        )::text as catalog_row,
        builds.rules_version, builds.is_finished, here.server,
        coalesce(current_setting('challenges.as_of')::timestamptz at time zone 'UTC' < adoptions.adoption_date, false)
            as is_before_adoption,
        -- As stg_first_times has it.
        greatest(adoptions.adoption_date, status.inactive_at at time zone 'UTC') as first_time,
        lake_facts.max_age_hours, publications.lake_time,
        %(declarations)s::jsonb -> challenges.id ->> 'facts_version' is distinct from publications.facts_version
            as is_of_other_code,
        watermarks as read  -- the whole row, null if there is none
    from builds
    inner join public.challenges on builds.challenge_id = challenges.id
    cross join here
    left join head on true
    left join challenges_loader.adoptions on challenges.id = adoptions.challenge_id
    left join challenges_loader.challenge_status as status on challenges.id = status.challenge_id
    left join challenges_loader.watermarks on challenges.id = watermarks.challenge_id
    left join {lake_facts} as lake_facts on challenges.id = lake_facts.challenge_id
    left join challenges_loader.publications
        on publications.schema_name = %(schema)s and lake_facts.challenge_id = publications.challenge_id
    -- All of them: a gate of one challenge may ask for the step count of another.
    cross join (select string_agg(id || ' ' || step_count, ',' order by id) as by_id from public.challenges) as step_counts
),

start_states as (
    select
        *, (select count(*) from builds) = 1 as is_one, (read).challenge_id is not null as has_watermark,
        case
            when rules_version <> (read).rules_version then 'the views were changed'
            when (read).challenge_id is not null and server is distinct from (read).server
                then 'the database is on another server than at the last load'
            when catalog_row <> (read).catalog_row then 'its row in challenges, or its adoption, was changed'
            when block_number < (read).block_number then 'the chain was rolled back'
            when
                (read).block_hash is not null
                -- An "exists" could be answered by reading all blocks into a hash.
                and (select bool_or(blockhash = (read).block_hash) from public.blocks where number = (read).block_number)
                    is not true
                then 'the chain was rolled back'
            when transaction_id < (read).transaction_id then 'the database was restored from a dump'
            when noted.reason is not null then noted.reason
            when (select last_value from challenges_loader.unnoted_transaction)
                >= (read).transaction_id::text::bigint then 'a change could not be noted'
            when exists (select 1 from note_triggers where not fires)
                then 'a trigger that notes changes is missing or disabled'
            -- It may have been off in between. Only what is younger than 2 billion transactions has an age.
            when exists (
                select 1 from note_triggers where age(xmin) between 0 and age((read).transaction_id::xid)
            ) then 'a trigger that notes changes was created or enabled'
            -- The age of a row is known only so far back.
            when transaction_id::text::numeric - (read).transaction_id::text::numeric > 1000000000
                then 'the last load was very long ago'
        end as full_read_reason,
        block_number is distinct from (read).block_number as is_ahead,
        coalesce(block_number::bigint - (read).block_number < 1000, false) as is_recent,
        max_age_hours is not null as is_from_lake,
        is_active and coalesce(
            current_setting('challenges.as_of')::timestamptz - lake_time > max_age_hours * interval '1 hour',
            max_age_hours is not null
        ) as is_too_old,
        is_active and is_of_other_code as has_other_facts
    from facts
    left join lateral (
        select min(full_reads.reason) as reason from challenges_loader.full_reads
        where (
            full_reads.challenge_id = facts.challenge_id
            or full_reads.challenge_id is null
            -- A reward of these that is taken away lets candidates pass.
            or %(locks_with)s::jsonb -> facts.challenge_id ? full_reads.challenge_id
        )
            and full_reads.transaction_id >= (facts.read).transaction_id
    ) as noted on true
),

oldest as (
    select min((read).block_number)::text as block_number, min((read).transaction_id)::text as transaction_id
    from start_states where full_read_reason is null and (is_recent or is_one)
),

plays as (
    select coalesce(min((read).play_id), -2147483648)::text as play_id, min(first_time)::text as first_time
    from start_states having bool_and(is_one)
),

since as (
    select
        set_config('challenges.since_block', coalesce(oldest.block_number, ''), true) as block_number,
        set_config('challenges.since_transaction', coalesce(oldest.transaction_id, ''), true),
        set_config('challenges.since_play', coalesce(plays.play_id, ''), true),
        set_config('challenges.first_time', coalesce(plays.first_time, ''), true),
        set_config('challenges.leaves_out_complete', '', true)
    from oldest left join plays on true
)

select
    challenge_id, is_active, start_states.block_number, block_hash, transaction_id::text as transaction_id, catalog_row,
    rules_version, server, is_finished, has_watermark, full_read_reason, is_ahead, is_recent, is_before_adoption,
    is_from_lake, is_too_old, has_other_facts, lake_time, max_age_hours
from start_states
inner join since on since.block_number is not null  -- for its effect: the settings

-- name: changed_scopes
-- How many scopes have changed. Sets which, for the merge. Sets that the views of the challenge leave out what is complete
-- already, and read of plays only those that were noted.
select cardinality(ids)
from (select coalesce(array_agg(distinct scope_id), '{{}}') as ids from {changes}) as changed
cross join set_config('challenges.scopes', ids::text, true) as scopes
cross join set_config('challenges.leaves_out_complete', {challenge_id}, true) as leaves_out_complete
cross join set_config('challenges.since_play', '', true) as since_play

-- name: leave_out_complete
-- Sets what changed_scopes does, for a challenge that declares no changes.
select set_config('challenges.leaves_out_complete', %(challenge_id)s, true)

-- name: look_up_by_index
-- Few rows have changed. Statistics that are out of date must not let a load read whole tables, or join them: what is
-- joined is looked up, in the order in which the views name it.
select set_config(name, value, true)
from (
    values ('enable_seqscan', 'off'), ('enable_hashjoin', 'off'), ('enable_mergejoin', 'off'),
    ('join_collapse_limit', '1')
) as settings (name, value)

-- name: plan_as_usual
-- Takes back what look_up_by_index has set.
set local enable_seqscan to default;
{join_as_usual}

-- name: join_as_usual
-- Takes back what look_up_by_index has set, but for reading whole tables.
set local enable_hashjoin to default;
set local enable_mergejoin to default;
set local join_collapse_limit to default

-- name: count_changes
select {challenge_id} as challenge_id, count(*) as count from {changes}

-- name: changed_challenges
select coalesce(array_agg(challenge_id) filter (where count > 0), '{{}}') from ({counts}) as counts

-- name: last_play
-- If everything was read, all plays were.
(select max(id) from public.plays)

-- name: save
insert into challenges_loader.watermarks as former
    (challenge_id, block_number, block_hash, transaction_id, catalog_row, rules_version, server, play_id)
select saved.*, {last_play}
from jsonb_to_recordset(%(watermarks)s::jsonb) as saved (
    challenge_id text, block_number integer, block_hash text, transaction_id xid8, catalog_row text, rules_version text,
    server text
)
on conflict (challenge_id) do update set
    block_number = excluded.block_number, block_hash = excluded.block_hash, transaction_id = excluded.transaction_id,
    catalog_row = excluded.catalog_row, rules_version = excluded.rules_version, server = excluded.server,
    play_id = coalesce(excluded.play_id, former.play_id)

-- name: forget_changes
-- Deletes the notes of changes that every challenge has read; and the watermarks of challenges that dbt does not have
-- any more, for they would keep all notes. If such a challenge comes back, it reads everything. No note is deleted while
-- a challenge has no watermark: its first load may be under way, with a snapshot that is older than the note.
with declared as (select challenge_id from {challenge_views} where changes_view is not null),

forgotten_watermarks as (
    delete from challenges_loader.watermarks where challenge_id not in (select challenge_id from declared)
),

unread as (
    select case when bool_and(watermarks.challenge_id is not null) then min(transaction_id) end as transaction_id
    from declared inner join public.challenges on declared.challenge_id = challenges.id
    left join challenges_loader.watermarks on declared.challenge_id = watermarks.challenge_id
),

forgotten_rows as (
    delete from challenges_loader.changed_rows where transaction_id < (select transaction_id from unread)
),

forgotten_ranges as (
    delete from challenges_loader.changed_ranges where transaction_id < (select transaction_id from unread)
)

delete from challenges_loader.full_reads where transaction_id < (select transaction_id from unread)
