-- The staging views that the eligibility views read, each once.
select distinct pg_class.relname
from {challenge_views} as views
cross join challenges_loader.deciding_views(
    %(schema)s, jsonb_build_object('view_name', views.view_name)
) as deciding (view)
inner join pg_class on deciding.view = pg_class.oid
where starts_with(pg_class.relname, 'stg_')
order by pg_class.relname
