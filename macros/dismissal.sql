{#- The reason why an act does not count, by its deletion flag. Null if it is undeleted, that is flagged so. -#}
{% macro dismissal(is_deleted) -%}
    case
        when {{ is_deleted }} is null then 'its deletion flag is not set'
        when {{ is_deleted }} then 'it was deleted'
    end
{%- endmacro %}


{#-
    The withdrawn acts of one kind that would otherwise be candidates of cs or t. `acts` is saves or reposts, and `act` is
    save or repost: the table's columns are <act>_item_id and <act>_type.
-#}
{% macro withdrawn_acts(acts, act) -%}
    select
        'cs' as challenge_id,
        child_tracks.owner_id as user_id,
        {{ hex('acts.user_id') }} || ':' || {{ hex('child_tracks.track_id') }} as specifier,
        '{{ act }}' as act,
        child_tracks.track_id as act_id,
        acts.user_id as actor_id,
        acts.created_at as acted_at,
        {{ dismissal('acts.is_delete') }} as dismissed_reason
    from {{ ref('stg_tracks') }} as child_tracks
    inner join {{ ref('stg_remixes') }} as remixes on child_tracks.track_id = remixes.child_track_id
    inner join {{ ref('stg_tracks') }} as parent_tracks on remixes.parent_track_id = parent_tracks.track_id
    inner join {{ relation_of('platform', acts) }} as acts
        on child_tracks.track_id = acts.{{ act }}_item_id
        and parent_tracks.owner_id = acts.user_id
    where
        acts.{{ act }}_type = 'track'
        and acts.is_current
        and acts.is_delete is not false

    union all

    select
        't' as challenge_id,
        acts.user_id,
        {{ hex('acts.user_id') }} || ':t:' || {{ hex('top_tracks.track_id') }} as specifier,
        '{{ act }}' as act,
        top_tracks.track_id as act_id,
        acts.user_id as actor_id,
        acts.created_at as acted_at,
        {{ dismissal('acts.is_delete') }} as dismissed_reason
    from (
        select track_id from {{ ref('trending_tracks') }}
        where trending_rank <= 10
        -- There are no more than ten. With the limit, PostgreSQL reads the best scores only.
        limit 10  -- noqa: AM09
    ) as top_tracks
    inner join {{ relation_of('platform', acts) }} as acts on top_tracks.track_id = acts.{{ act }}_item_id
    where
        acts.{{ act }}_type = 'track'
        and acts.user_id >= 1
        and acts.is_current
        and acts.is_delete is not false
{%- endmacro %}
