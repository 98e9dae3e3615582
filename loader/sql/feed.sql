insert into {table} ({columns})
select {columns}
from {view}
order by {key}
on conflict ({key}) do nothing
returning 1
