{#-
    Names only, taken from the project itself: every model that declares meta.challenge_id. Hence no ref() and no
    list to keep: a new challenge is here with its model.
-#}
{% for challenge_model in challenge_models() -%}
    {% set scope = scope_of(challenge_model.name ~ '_candidates') -%}
    {% set feed = challenge_model.config.meta.feed or {} -%}
    select
        '{{ challenge_model.config.meta.challenge_id }}' as challenge_id,
        '{{ challenge_model.alias }}' as view_name,
        {{ "'" ~ feed.table ~ "'" if feed else 'cast(null as text)' }} as feed_table,
        {{ "'" ~ feed.view ~ "'" if feed else 'cast(null as text)' }} as feed_view,
        {{ "'" ~ feed.key | join(',') ~ "'" if feed else 'cast(null as text)' }} as feed_key,
        '{{ challenge_model.name }}_candidates' as candidates_view,
        {{ "'" ~ scope.view ~ "'" if scope.view else 'cast(null as text)' }} as scope_view,
        {{ "'" ~ scope.column ~ "'" if scope else 'cast(null as text)' }} as scope_column,
        {{ "'" ~ scope.changes ~ "'" if scope.changes else 'cast(null as text)' }} as changes_view
    {% if not loop.last %}union all{% endif %}
{% endfor -%}
