{% call counted('fp', step_count=1, has_starting_block=true, changes=['playlists', 'users']) %}

select
    owner_id as user_id,
    playlist_id as step_id,
    updated_at as taken_at,
    blocknumber
from {{ ref('stg_playlists') }}
where
    not is_deleted
    and has_tracks

{% endcall %}
