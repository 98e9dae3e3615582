select * from {candidates}
where {conditions}
order by qualified_at, specifier collate "C", is_earned desc
