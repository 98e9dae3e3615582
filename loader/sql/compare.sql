-- name: rules
-- For each challenge its declaration and the definitions of the views that decide it, without the name of the schema.
-- Null if they read a table of the schema, such as one_shots: its rows decide too. PostgreSQL prints no schema that is
-- first in the search path, but for a view that has the name of a "with" query.
select
    asked.challenge_id,
    case when not bool_or(deciding.reads_table) then asked.declaration::text || string_agg(
        deciding.name || regexp_replace(
            challenges_loader.restored_definition(pg_get_viewdef(deciding.view)),
            '((?:FROM|JOIN) \(*)' || regexp_replace(quote_ident(%(schema)s), '(\W)', '\\\1', 'g') || '\.', '\1', 'g'
        ), ''
        order by deciding.name collate "C"
    ) end as rules
from jsonb_each(%(declarations)s) as asked (challenge_id, declaration)
cross join lateral (
    select
        view, relname as name,
        exists (
            select from pg_rewrite
            inner join pg_depend
                on classid = 'pg_rewrite'::regclass and objid = pg_rewrite.oid and refclassid = 'pg_class'::regclass
            inner join pg_class as source on refobjid = source.oid
            where ev_class = view and source.relkind <> 'v' and source.relnamespace = pg_class.relnamespace
        ) as reads_table
    from challenges_loader.deciding_views(%(schema)s, asked.declaration) as views (view)
    inner join pg_class on view = pg_class.oid
) as deciding
group by asked.challenge_id, asked.declaration

-- name: due
with {compared}
select specifier, user_id, amount, qualified_at
from compared where outcome in ('new', 'updated') and is_complete

-- name: nothing_due
select null::text as specifier, null::integer as user_id, null::numeric as amount, null::timestamp as qualified_at
where false

-- name: differences
-- What would be minted by the views of either schema, and a sample of what differs. One snapshot for both.
with live as materialized ({live}),

other as materialized ({other}),

sums as (
    select
        (select count(*) from live) as live_rewards, (select coalesce(sum(amount), 0) from live) as live_audio,
        (select count(*) from other) as other_rewards, (select coalesce(sum(amount), 0) from other) as other_audio
),

differing as (
    select
        case when other.specifier is null then 'gone' when live.specifier is null then 'new' else 'changed' end as kind,
        coalesce(live.specifier, other.specifier) as specifier,
        coalesce(live.qualified_at, other.qualified_at) as qualified_at,
        live.user_id as live_user_id, live.amount as live_amount,
        other.user_id as other_user_id, other.amount as other_amount
    from live full join other on live.specifier = other.specifier
    where live.specifier is null or other.specifier is null
        or live.user_id <> other.user_id or live.amount <> other.amount
),

numbered as (
    select
        *, row_number() over (partition by kind order by qualified_at, specifier collate "C") as place,
        count(*) over kinds as rewards,
        coalesce(sum(live_amount) over kinds, 0) as live_sum, coalesce(sum(other_amount) over kinds, 0) as other_sum
    from differing
    window kinds as (partition by kind)
)

select
    sums.live_rewards, sums.live_audio::bigint as live_audio, sums.other_rewards, sums.other_audio::bigint as other_audio,
    kind, specifier, live_user_id, live_amount::bigint as live_amount, other_user_id,
    other_amount::bigint as other_amount, rewards, live_sum::bigint as live_sum, other_sum::bigint as other_sum
from sums left join numbered on place <= {sample}
order by kind, place

-- name: scopes
-- The scopes of users and their specifiers. A scope view may not know the specifier yet.
select distinct scope_id from {scopes}
where user_id = any(%(user_ids)s) and (specifier = any(%(specifiers)s) or specifier is null)

-- name: candidates
select specifier, is_eligible, is_complete, to_jsonb(candidates) as columns, {unpayable_reason} as unpayable_reason
from {view} as candidates
where specifier = any(%(specifiers)s) and {is_in_scope}
