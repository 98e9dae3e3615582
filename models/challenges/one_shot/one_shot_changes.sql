-- What is due and not paid. dbt writes a seed without a note, and a grant comes due without a change. A user too many
-- is harmless, one too few is not paid. This is no part of changed_users: `dbt seed --full-refresh` drops the views on
-- the seed, and must stop no other challenge.
select lines.user_id as scope_id
from {{ ref('one_shot_lines') }} as lines
where
    lines.is_well_formed
    and lines.granted_at <= {{ clock() }}
    and {{ is_user('is_active', 'lines.user_id') }}
    and not exists (
        select 1
        from {{ ref('stg_user_challenges') }} as rewards
        where
            rewards.challenge_id = 'o'
            and rewards.specifier = lines.specifier
    )
