{#-
    At the end of a subquery: PostgreSQL plans it alone, and does not make it a join of the query around it. So a lookup
    stays one by index, for each row outside, and a table is read in its own order.
-#}
{% macro planned_alone() %}{{ return(adapter.dispatch('planned_alone', 'challenges')()) }}{% endmacro %}

{% macro postgres__planned_alone() %}{{ return('offset 0') }}{% endmacro %}

{% macro default__planned_alone() %}{% endmacro %}
