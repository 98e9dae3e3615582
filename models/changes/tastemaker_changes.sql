{#- Times and ranks apart, which tastemaker_watched looks after: who acted, and who comes back. -#}
with

top_tracks as (

    select * from {{ ref('tastemaker_watched') }}

)

{% for acts, item in [('reposts', 'repost'), ('saves', 'save')] -%}
    select top_tracks.scope_id
    from {{ source('platform', acts) }} as acts
    inner join top_tracks on acts.{{ item }}_item_id = top_tracks.scope_id
    where
        {{ is_changed('acts') }}
        and acts.{{ item }}_type = 'track'

    union all

    select top_tracks.scope_id
    from {{ source('platform', 'users') }} as users
    inner join {{ ref('stg_' ~ acts) }} as acts on users.user_id = acts.user_id
    inner join top_tracks on acts.track_id = top_tracks.scope_id
    where
        {{ is_changed('users') }}
        and users.is_current
        and not users.is_deactivated
    {% if not loop.last %}
        union all
    {% endif %}
{% endfor %}
