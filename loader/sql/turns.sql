-- The turns of challenges in this database that somebody has: of which process, and of which challenge, by its hash.
select
    pid,
    objid
from pg_locks
where
    locktype = 'advisory'
    and classid = %(lock_space)s::oid
    and objsubid = 2
    and granted
    and database = (select oid from pg_database where datname = current_database())
