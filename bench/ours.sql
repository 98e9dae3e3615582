-- What the migrations add to the platform's tables: the table, and the statement that drops it.
select
    pg_trigger.tgrelid::regclass::text as table_name,
    format('drop trigger %I on %s', pg_trigger.tgname, pg_trigger.tgrelid::regclass) as drop_statement
from pg_trigger
inner join pg_proc on pg_trigger.tgfoid = pg_proc.oid
where pg_proc.pronamespace = 'challenges_loader'::regnamespace

union all

select
    pg_index.indrelid::regclass::text as table_name,
    format('drop index %s', pg_class.oid::regclass) as drop_statement
from pg_index
inner join pg_class on pg_index.indexrelid = pg_class.oid
where
    pg_class.relnamespace = 'public'::regnamespace
    and starts_with(pg_class.relname, 'challenges_')
    and not pg_index.indisprimary
