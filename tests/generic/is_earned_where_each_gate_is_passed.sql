{#- What is earned is what no gate refuses: the verdict of the SQL and the gates that the yaml describes agree. -#}
{% test is_earned_where_each_gate_is_passed(model) %}

select *
from {{ model }}
where is_earned is distinct from (true {% for gate in gates_of(model.identifier) %} and {{ gate }} is not false {% endfor %})

{% endtest %}
