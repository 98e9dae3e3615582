insert into {table} ({columns})
select {columns}
from {view}
where not exists (select 1 from held_back)
order by {key}
on conflict ({key}) do nothing
returning 1
