{#-
    To be selected from: all rows of a relation, in the order of the table. Without it PostgreSQL may read rows that are to
    be grouped by an index, in the order of the groups. That touches a page for each row, which takes twice as long as a
    sort even if all pages are in memory.
-#}
{% macro rows_as_stored(relation, columns) -%}
    (select {{ columns | join(', ') }} from {{ relation }} {{ planned_alone() }})
{%- endmacro %}
