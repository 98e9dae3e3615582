{#-
    To be cross joined: the rows of a relation that share a key with a row of `left`, under the relation's own name. They
    are looked up for each row of `left`, by index: PostgreSQL expects 100 elements of every JSON array, and would rather
    read the whole relation than look up so many.
-#}
{% macro rows_for(relation, key, left) %}
    {{- return(adapter.dispatch('rows_for', 'challenges')(relation, key, left)) -}}
{% endmacro %}

{% macro postgres__rows_for(relation, key, left) -%}
    lateral (
        select * from {{ relation }}
        where {{ relation }}.{{ key }} = {{ left }}.{{ key }}
        offset 0
    ) as {{ relation }}
{%- endmacro %}
