{#-
    Every minted reward keeps a rule, given as a condition on its row. Rewards at or after the var
    earlier_system_until are reported by this half, older ones by the one `by_an_earlier_system`.
-#}
{% test live_rewards_keep(model, rule, by_an_earlier_system=false) %}

select *
from {{ model }}
where
    not coalesce({{ rule }}, false)
    and minted_at {{ '<' if by_an_earlier_system else '>=' }} timestamp '{{ var("earlier_system_until") }}'

{% endtest %}
