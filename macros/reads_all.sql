{#-
    Does a load read all rows, so that joins cost less than lookups? Such a load sets it (loader/sql/merge.sql). If
    nobody sets it, few rows are asked for.
-#}
{% macro reads_all() %}{{ return(adapter.dispatch('reads_all', 'challenges')()) }}{% endmacro %}

{% macro postgres__reads_all() -%}
    (coalesce(current_setting('challenges.reads_all', true), '') = 'on')
{%- endmacro %}

{#- Spark always builds all facts. -#}
{% macro spark__reads_all() -%}
    true
{%- endmacro %}
