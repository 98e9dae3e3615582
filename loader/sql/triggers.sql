-- name: declared
-- The triggers that the migrations create, and whether each fires. It does not if it is disabled or missing, such as on
-- a table that was replaced. A table that does not exist, because only the lake has it, needs none. xmin is the transaction
-- that created, enabled or disabled it.
select declared.table_name, declared.trigger_name, coalesce(tgenabled in ('O', 'A'), false) as fires, pg_trigger.xmin
from unnest(%(trigger_tables)s::text[], %(trigger_names)s::text[]) as declared (table_name, trigger_name)
left join pg_trigger
    on tgrelid = to_regclass(format('public.%%I', declared.table_name)) and tgname = declared.trigger_name
where to_regclass(format('public.%%I', declared.table_name)) is not null

-- name: silent
select coalesce(array_agg(trigger_name || ' on ' || table_name order by table_name, trigger_name), '{{}}')
from ({triggers}) as triggers where not fires

-- name: to_restore
select table_name, trigger_name from ({triggers}) as triggers where not fires
order by table_name, trigger_name
