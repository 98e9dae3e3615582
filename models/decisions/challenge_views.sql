{#-
    Names only, taken from the project itself: every model that declares a challenge. Hence no ref() and no list to keep:
    a new challenge is here with its model.
-#}
{% for model in challenge_models() -%}
    {%- set scope = model.config.meta.scope -%}
    {%- set has_own_changes = scope.changes is string -%}
    {%- set also_writes = model.config.meta.also_writes or {} %}
    select
        {{ text(model.config.meta.challenge_id) }} as challenge_id,
        {{ text(model.name) }} as view_name,
        {{ text(scope.column) }} as scope_column,
        {{ text(scope.view) }} as scope_view,
        {{ text(scope.changes if has_own_changes else 'changed_users' if scope.changes else none) }} as changes_view,
        {{ text(scope.changes | join(',') if scope.changes and not has_own_changes else none) }} as changed_tables,
        {{ text(model.config.meta.minted) }} as minted_view,
        {{ text(also_writes.table) }} as also_writes_table,
        {{ text(also_writes.view) }} as also_writes_view,
        {{ text(also_writes.key | join(',') if also_writes else none) }} as also_writes_key,
        {{ text(also_writes.on_conflict) }} as also_writes_on_conflict,
        {{ text((model.config.meta.locks_with or []) | join(',')) }} as locks_with
    {% if not loop.last %}union all{% endif %}
{%- endfor -%}
