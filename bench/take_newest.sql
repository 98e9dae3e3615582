-- Moves the newest rows of a table into a table of their own, numbered, to be inserted again in their order.
with taken as (
    delete from {table}
    where ctid in (select ctid from {table} where {is_taken} order by ctid desc limit {rows})
    returning ctid as place, *
)

insert into {new_rows} ({columns})
select {columns}
from taken
order by place
