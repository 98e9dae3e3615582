{#-
    How many different values of a column the rows have that meet a condition, counted no further than `most`: who follows
    100,000 users is not read in full.
-#}
{% macro count_up_to(most, column, relation, condition) %}
    {{- return(adapter.dispatch('count_up_to', 'challenges')(most, column, relation, condition)) -}}
{% endmacro %}

{% macro postgres__count_up_to(most, column, relation, condition) -%}
    (
        select count(*)
        from (
            select distinct {{ column }} from {{ relation }}
            where {{ condition }}
            limit {{ most }}
        ) as few
    )
{%- endmacro %}

{#- Spark wants a subquery among grouped columns in an aggregate. -#}
{% macro spark__count_up_to(most, column, relation, condition) -%}
    max(
        (
            select least(count(distinct {{ column }}), {{ most }}) from {{ relation }}
            where {{ condition }}
        )
    )
{%- endmacro %}
