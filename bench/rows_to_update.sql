-- Rows from all over a table, in no order.
select ctid::text
from {table} tablesample bernoulli ({percent}) repeatable (19)
where {is_taken}
order by md5(ctid::text)
limit {rows}
