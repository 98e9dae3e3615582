{#- A text of any length, as a type that PostgreSQL keeps apart from "text". -#}
{% macro type_varchar() %}{{ return(adapter.dispatch('type_varchar', 'challenges')()) }}{% endmacro %}

{% macro postgres__type_varchar() -%}
    varchar
{%- endmacro %}

{% macro spark__type_varchar() -%}
    string
{%- endmacro %}
