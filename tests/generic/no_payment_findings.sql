{#- No reward and no payment is in the state. What the states mean is said in the model payments. -#}
{% test no_payment_findings(model, state) %}

select
    challenge_id,
    specifier,
    user_id,
    audio_minted,
    claimable_at,
    paid_user_id,
    paid_amount_text,
    signature
from {{ model }}
where state = '{{ state }}'
order by finding_number

{% endtest %}
