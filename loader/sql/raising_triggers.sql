-- The triggers that call the function which raised an error: several, where they share it. The context that PostgreSQL
-- tells of the error, in any language, has its functions as schema.name(), innermost first, the schema where it is
-- needed.
with functions as (
    select
        parts[1] as schema_name,
        parts[2] as function_name,
        place
    from
        regexp_matches(
            %(context)s, '(?:("(?:[^"]|"")+"|[a-z0-9_]+)\.)?("(?:[^"]|"")+"|[a-z0-9_]+)\(\)', 'g'
        ) with ordinality as found (parts, place)
),

raising as (
    select pg_proc.oid
    from functions
    inner join pg_proc on functions.function_name = quote_ident(pg_proc.proname)
    inner join pg_namespace on pg_proc.pronamespace = pg_namespace.oid
    where
        coalesce(functions.schema_name = quote_ident(pg_namespace.nspname), true)
        and exists (select 1 from pg_trigger where pg_trigger.tgfoid = pg_proc.oid)
    order by functions.place, pg_function_is_visible(pg_proc.oid) desc
    limit 1
)

select
    pg_trigger.tgname,
    pg_trigger.tgrelid::regclass::text as table_name
from pg_trigger
inner join raising on pg_trigger.tgfoid = raising.oid
where not pg_trigger.tgisinternal and pg_trigger.tgenabled <> 'D'
order by pg_trigger.tgrelid = 'public.user_challenges'::regclass desc, table_name, pg_trigger.tgname
