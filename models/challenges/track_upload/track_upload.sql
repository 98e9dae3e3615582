{% call counted('u', has_starting_block=true, changes=['tracks', 'noted_owners', 'users']) %}

select
    owner_id as user_id,
    track_id as step_id,
    updated_at as taken_at,
    blocknumber
from {{ ref('stg_tracks') }}
where
    not is_deleted
    and is_listed
    and not is_stem

{% endcall %}
