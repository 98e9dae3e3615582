-- The staging views that the eligibility views read, each once.
with recursive

views as (

    select format('%%I.%%I', %(schema)s::text, view_name)::regclass::oid as view_id
    from {challenge_views}

    union

    select pg_depend.refobjid as view_id
    from views
    inner join pg_rewrite on views.view_id = pg_rewrite.ev_class
    inner join pg_depend on pg_rewrite.oid = pg_depend.objid
    where
        pg_depend.classid = 'pg_rewrite'::regclass
        and pg_depend.refclassid = 'pg_class'::regclass

)

select pg_class.relname
from views
inner join pg_class on views.view_id = pg_class.oid
where starts_with(pg_class.relname, 'stg_')
order by pg_class.relname
