select
    user_id,
    is_verified,
    not is_deactivated as is_active,
    blocknumber,
    updated_at,
    handle_lc is not null as has_handle,
    bio is not null as has_description,
    name is not null as has_name,
    profile_picture is not null or profile_picture_sizes is not null as has_picture,
    cover_photo is not null or cover_photo_sizes is not null as has_cover_photo
from {{ relation_of('platform', 'users') }}
where
    is_current
    and user_id >= 1
