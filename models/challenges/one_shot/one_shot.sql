{% call eligibility(
    'o',
    facts=none,
    specifier='hex:(1|campaign)',
    keys=['campaign', 'reason'],
    gates=['is_well_formed', 'is_user_known', 'is_first_line', 'is_granted'],
    decided={'is_granted': 'coalesce(facts.qualified_at <= ' ~ clock() ~ ', false)'},
    amount='audio',
    changes='one_shot_changes',
    adopts_by=none
) %}

with

lines as (

    select * from {{ ref('one_shot_lines') }}

)

select
    specifier,
    user_id,
    granted_at as qualified_at,
    cast(null as bigint) as blocknumber,
    campaign,
    reason,
    audio,
    is_well_formed,
    row_number() over (
        partition by user_id, campaign, is_well_formed
        order by granted_at, audio, reason
    ) = 1 as is_first_line,
    exists (
        select 1 from {{ ref('stg_users') }} as users
        where users.user_id = lines.user_id
    ) as is_user_known
from lines

{% endcall %}
