-- What is built on the tables: the statements that drop and recreate it, in the order in which it can be dropped.
-- Foreign keys come first, those from other tables too: they rest on the unique indexes of what they refer to.
with

foreign_keys as (

    select
        1 as step,
        format('alter table %%s drop constraint %%I', conrelid::regclass, conname) as drop_statement,
        format(
            'alter table %%s add constraint %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid)
        ) as create_statement
    from pg_constraint
    where
        contype = 'f'
        and (conrelid = any(%(tables)s::regclass[]) or confrelid = any(%(tables)s::regclass[]))

),

keys as (

    select
        2 as step,
        format('alter table %%s drop constraint %%I', conrelid::regclass, conname) as drop_statement,
        format(
            'alter table %%s add constraint %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid)
        ) as create_statement
    from pg_constraint
    where
        contype in ('p', 'u')
        and conrelid = any(%(tables)s::regclass[])

),

indexes as (

    select
        3 as step,
        format('drop index %%s', indexrelid::regclass) as drop_statement,
        pg_get_indexdef(indexrelid) as create_statement
    from pg_index
    where
        indrelid = any(%(tables)s::regclass[])
        and not exists (select 1 from pg_constraint where contype in ('p', 'u') and conindid = pg_index.indexrelid)

)

select drop_statement, create_statement
from (
    select * from foreign_keys
    union all
    select * from keys
    union all
    select * from indexes
) as built
order by step, drop_statement
