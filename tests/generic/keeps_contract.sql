{#-
    An eligibility view keeps the contract that all of them share: its columns first, of their types, is_eligible last,
    and in one scan of its rows: the challenge that it declares, a specifier that is unique among what is eligible, no null
    where the loader and the payer need a value, and is_eligible if and only if no gate refuses. Facts alone name a user.
-#}
{% test keeps_contract(model) %}

{% if builds_facts_only() %}

select *
from {{ model }}
where user_id is null

{% else %}

{{ assert_contract(model) }}

with

numbered as (

    select
        *,
        row_number() over (partition by specifier, is_eligible order by user_id) as copy_number
    from {{ model }}

)

select *
from numbered
where
    challenge_id is distinct from '{{ declared(model.identifier).challenge_id }}'
    or user_id is null
    or specifier is null
    or is_eligible is distinct from (true {% for gate in gates_of(model.identifier) %} and {{ gate }} is not false {% endfor %})
    or (
        is_eligible
        and (
            copy_number > 1
            or current_step_count is null
            or is_complete is null
            or (is_complete and (qualified_at is null or completed_blocknumber is null))
        )
    )

{% endif %}

{% endtest %}
