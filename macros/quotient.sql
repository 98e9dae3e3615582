{#- How many times an integer holds another, as an integer: 7 / 2 is 3. -#}
{% macro quotient(number, divisor) %}
    {{- return(adapter.dispatch('quotient', 'challenges')(number, divisor)) -}}
{% endmacro %}

{% macro postgres__quotient(number, divisor) -%}
    {{ number }} / {{ divisor }}
{%- endmacro %}

{% macro spark__quotient(number, divisor) -%}
    {{ number }} div {{ divisor }}
{%- endmacro %}
