-- What a load of a challenge starts from, in one snapshot: its row of the catalog, how far the platform has come, how
-- far the last load read, and why everything must be read again, where it must. Sets what the changes views ask for.
with head as (
    select
        number,
        blockhash
    from public.blocks
    where number is not null
    order by number desc
    limit 1
),

situation as (
    select
        challenges.active,
        coalesce(head.number, -2147483648) as block_number,
        head.blockhash as block_hash,
        pg_snapshot_xmin(pg_current_snapshot()) as transaction_id,
        row(challenges.active, challenges.amount, challenges.step_count, adoptions.responsible_since)::text
            as catalog_row,
        coalesce(
            current_setting('challenges.as_of')::timestamptz at time zone 'UTC' < adoptions.responsible_since, false
        ) as is_before_line,
        coalesce(obj_description(%(challenge_views)s::regclass, 'pg_class'), '') as rules_version,
        marks.challenge_id is not null as is_marked,
        marks.block_number as marked_block_number,
        marks.block_hash as marked_block_hash,
        marks.transaction_id as marked_transaction_id,
        marks.catalog_row as marked_catalog_row,
        marks.rules_version as marked_rules_version
    from public.challenges
    left join head on true
    left join challenges_loader.adoptions on challenges.id = adoptions.challenge_id
    left join challenges_loader.marks on challenges.id = marks.challenge_id
    where challenges.id = %(challenge_id)s
)

select
    active,
    block_number,
    block_hash,
    transaction_id::text,
    catalog_row,
    rules_version,
    is_marked,
    is_before_line,
    case
        when not is_marked then null
        when rules_version <> marked_rules_version then 'the views were changed'
        when catalog_row <> marked_catalog_row then 'its row in challenges, or its adoption, was changed'
        when
            block_number < marked_block_number
            or (
                marked_block_hash is not null
                and not exists (
                    select 1
                    from public.blocks
                    where blocks.number = marked_block_number and blocks.blockhash = marked_block_hash
                )
            )
            then 'the chain was rolled back'
        when transaction_id < marked_transaction_id then 'the database was restored from a dump'
        when
            exists (
                select 1
                from challenges_loader.changed_rewards
                where
                    changed_rewards.challenge_id = %(challenge_id)s
                    and changed_rewards.transaction_id >= marked_transaction_id
            )
            then 'a reward was taken away or changed by somebody else'
        -- The age of a row is known only so far back.
        when transaction_id::text::numeric - marked_transaction_id::text::numeric > 1000000000
            then 'the last load was very long ago'
    end as why_everything,
    block_number is distinct from marked_block_number as is_ahead,
    coalesce(block_number::bigint - marked_block_number < 1000, false) as is_recent,
    set_config('challenges.since_block', coalesce(marked_block_number::text, ''), true) as since_block,
    set_config('challenges.since_transaction', coalesce(marked_transaction_id::text, ''), true) as since_transaction
from situation
