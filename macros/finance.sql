{#- What can be said of a reward and its payment, by the model payments. The findings are those that do not agree. -#}
{% macro payment_findings() %}
    {{- return(['overdue', 'without_reward', 'other_user', 'other_amount']) -}}
{% endmacro %}

{% macro payment_states() %}
    {{- return(['paid', 'in_cooldown'] + payment_findings()) -}}
{% endmacro %}


{#- A list of texts as literals of SQL, for "in (...)". -#}
{% macro texts(values) -%}
    {% for value in values %}'{{ value }}'{% if not loop.last %}, {% endif %}{% endfor %}
{%- endmacro %}


{#- So many days after a timestamp; the number may be an expression. -#}
{% macro days_after(timestamp, days) %}
    {{- return(adapter.dispatch('days_after', 'challenges')(timestamp, days)) -}}
{% endmacro %}

{% macro postgres__days_after(timestamp, days) -%}
    ({{ timestamp }} + {{ days }} * interval '1 day')
{%- endmacro %}


{#- The Monday of the week of a date. -#}
{% macro monday_of(date) %}{{ return(adapter.dispatch('monday_of', 'challenges')(date)) }}{% endmacro %}

{% macro postgres__monday_of(date) -%}
    cast(date_trunc('week', {{ date }}) as date)
{%- endmacro %}
