{% call progressed('kp', specifier='hex:hex', keys=['track_id'], gates=['is_listed']) %}

select
    {{ hex('owner_id') }} || ':' || {{ hex('track_id') }} as specifier,
    owner_id as user_id,
    pinned_comment_id as progress,
    track_id,
    coalesce(is_public, false) as is_listed
from {{ ref('stg_tracks') }}

{% endcall %}
