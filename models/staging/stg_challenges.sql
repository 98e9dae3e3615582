select
    challenges.id as challenge_id,
    challenges.active as is_active,
    -- Text in the platform's table. Null if it is no whole number: the loader refuses and reports such rewards.
    case
        when {{ matches('challenges.amount', '^[0-9]{1,20}$') }} then cast(challenges.amount as numeric(38, 0))
    end as amount,
    challenges.step_count,
    adoptions.adoption_date,
    adoptions.block_number as adoption_block,
    challenges.starting_block
from {{ relation_of('platform', 'challenges') }} as challenges
left join {{ relation_of('loader', 'adoptions') }} as adoptions on challenges.id = adoptions.challenge_id
