select
    challenge_id,
    specifier,
    user_id,
    amount::integer as amount,
    current_step_count,
    is_complete,
    case when is_complete then qualified_at end as completed_at,
    case when is_complete then completed_blocknumber end as completed_blocknumber
from {view}
where is_eligible
order by qualified_at, specifier
