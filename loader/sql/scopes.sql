-- The scopes in which the candidates of a user, or of a specifier, are judged.
select distinct scope_id
from {scopes}
where {conditions}
