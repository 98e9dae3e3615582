{#-
    To be cross joined: the rows of a relation that share a key with a row of `left`, under the relation's own name or
    `alias`. They are looked up for each row of `left`, by index: PostgreSQL expects 100 elements of every JSON array, and
    far too many rows of a range, and would rather read the whole relation than look up so many. `left_key` is the name of
    the key in `left`, if it is another; `condition` is a second key, or one that a partial index has. Name the `columns` of
    a table of the platform: a view depends on all that it has.
-#}
{% macro rows_for(relation, key, left, left_key=none, alias=none, columns=['*'], condition=none) -%}
    {%- set alias = alias or relation -%}
    {%- set has_key = alias ~ '.' ~ key ~ ' = ' ~ left ~ '.' ~ (left_key or key) -%}
    lateral (
        select {{ columns | join(', ') }} from {{ relation }} as {{ alias }}
        where {{ [has_key, condition] | select | join(' and ') }} {{ planned_alone() }}
    ) as {{ alias }}
{%- endmacro %}
