-- name: role_that_cannot_be_quiet
select current_user where not has_parameter_privilege('session_replication_role', 'set')

-- name: source_defects
-- What is wrong in the platform's tables, one line for each kind of defect.
select table_name, defect, count(*) as rows, min(example) as example from {source_defects}
group by table_name, defect order by table_name, defect
