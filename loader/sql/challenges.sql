-- name: challenges
-- The challenges of the eligibility views, in the order of their ids' bytes.
select
    challenge_id, view_name, scope_column, scope_view, changes_view, minted_view, also_writes_table, also_writes_view,
    also_writes_on_conflict, string_to_array(also_writes_key, ',') as also_writes_key,
    string_to_array(changed_tables, ',') as changed_tables,
    coalesce(string_to_array(locks_with, ','), '{{}}') as locks_with, adopts_by,
    -- Views of an earlier version, such as those that a branch is compared with, do not have this column.
    (to_jsonb(views) ->> 'also_writes_columns')::jsonb as also_writes_columns,
    limit_rewards, limit_audio,
    to_jsonb(views)::text as declaration
from {challenge_views} as views left join {catalog} as catalog on views.challenge_id = catalog.id
order by views.challenge_id collate "C"

-- name: builds
-- The rules version of the last finished build of each challenge, and whether its declaration and its views are still
-- those of that build. The definitions are compared only if a view was created or replaced since.
select
    asked.challenge_id, coalesce(noted.rules_version, '') as rules_version,
    coalesce(
        noted.declaration = asked.declaration and case
            when present.view_versions @> noted.view_versions then true
            else challenges_loader.rules_version(%(schema)s, asked.declaration) = noted.rules_version
        end,
        false
    ) as is_finished
from jsonb_each(%(declarations)s) as asked (challenge_id, declaration)
cross join (
    select challenges_loader.versions_of_views(%(schema)s, array(
        select jsonb_object_keys(view_versions) from challenges_loader.finished_builds
        where schema_name = %(schema)s and %(declarations)s::jsonb ? challenge_id
    )) as view_versions
    offset 0
) as present
left join challenges_loader.finished_builds as noted
    on noted.schema_name = %(schema)s and asked.challenge_id = noted.challenge_id

-- name: unfinished
select not is_finished from ({builds}) as builds

-- name: catalog_compared
-- The rows of the catalog and those of the table challenges with the same id, as JSON: old is null if the id is new. The
-- table has no names.
with catalog as (
    select
        id, type::public.challengetype as type, amount, active, step_count, starting_block, weekly_pool, cooldown_days
    from {catalog}
),

live as (
    select id, type, amount, active, step_count, starting_block, weekly_pool, cooldown_days from public.challenges
)

select catalog.id as challenge_id, named.name, to_json(live) as old, to_json(catalog) as new
from catalog inner join {catalog} as named on catalog.id = named.id
left join live on catalog.id = live.id
order by catalog.id collate "C"

-- name: sync_catalog
-- Copies rows of the catalog into the table challenges, by their ids.
insert into public.challenges (id, type, amount, active, step_count, starting_block, weekly_pool, cooldown_days)
select
    id, type::public.challengetype, amount, active, step_count, starting_block, weekly_pool, cooldown_days
from {catalog} where id = any(%(challenge_ids)s) order by id
on conflict (id) do update set
    type = excluded.type, amount = excluded.amount, active = excluded.active, step_count = excluded.step_count,
    starting_block = excluded.starting_block, weekly_pool = excluded.weekly_pool, cooldown_days = excluded.cooldown_days
