-- Which server process a load has, so that another one can be told since when it is at work.
alter table challenges_loader.loads add column if not exists backend_pid integer;
alter table challenges_loader.loads alter column backend_pid set default pg_backend_pid();
