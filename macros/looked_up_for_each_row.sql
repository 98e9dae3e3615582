{#-
    At the end of a subquery of "exists": its rows are looked up for each row outside, by index. Joined, PostgreSQL may
    compute all rows of the view that it reads, even if one key is asked for outside.
-#}
{% macro looked_up_for_each_row() %}
    {{- return(adapter.dispatch('looked_up_for_each_row', 'challenges')()) -}}
{% endmacro %}

{% macro postgres__looked_up_for_each_row() -%}
    offset 0
{%- endmacro %}

{% macro default__looked_up_for_each_row() %}{% endmacro %}
