-- Until the end of the transaction.
set local session_replication_role = replica;
set local work_mem = '512MB';
set local maintenance_work_mem = '1GB';
set local max_parallel_maintenance_workers = 2;
set local jit = off;
