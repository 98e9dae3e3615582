{#- The buyers of purchases that changed, or whose content did: a purchase of unknown content has no seller yet. -#}
{% macro changed_purchases() -%}
    select changed_rows.scope_id
    from {{ source('loader', 'changed_rows') }} as changed_rows
    where
        {{ is_noted('changed_rows') }}
        and changed_rows.table_name = 'sol_purchases'

    union all

    select purchases.buyer_user_id as scope_id
    from {{ source('platform', 'tracks') }} as tracks
    inner join {{ source('platform', 'sol_purchases') }} as purchases on tracks.track_id = purchases.content_id
    where
        {{ is_changed('tracks') }}
        and purchases.content_type = 'track'

    union all

    select purchases.buyer_user_id as scope_id
    from {{ source('platform', 'playlists') }} as playlists
    inner join {{ source('platform', 'sol_purchases') }} as purchases on playlists.playlist_id = purchases.content_id
    where
        {{ is_changed('playlists') }}
        and purchases.content_type in ('playlist', 'album')
{%- endmacro %}
