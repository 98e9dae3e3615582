{#-
    To be cross joined: the rows of a relation that share a key with a row of `left`, under the relation's own name. Looked
    for only where `left` has a row at all, which a join that PostgreSQL may turn round does not promise.
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
