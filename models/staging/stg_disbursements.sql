select
    challenge_id,
    specifier,
    user_id,
    -- Text in the platform's table, in units of 10^-8 AUDIO. Multiplied, not divided, because a quotient is rounded.
    case
        when {{ matches('amount', '^[0-9]{1,30}$') }}
            then cast(cast(amount as numeric(38, 0)) * 0.00000001 as numeric(38, 8))
    end as audio,
    amount as amount_text,
    case when {{ is_in_time_range(as_utc('created_at')) }} then {{ as_utc('created_at') }} end as paid_at,
    signature
from {{ relation_of('platform', 'challenge_disbursements') }}
