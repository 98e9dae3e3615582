{%- set changed_users = ref('changed_users') -%}
{#- A challenge is here if the setting facts_from_lake names it, with what makes a load read a scope again. -#}
select
    changed_rows.table_name,
    changed_rows.scope_id
from {{ source('loader', 'changed_rows') }} as changed_rows
where
    {{ is_noted('changed_rows') }}
    and changed_rows.table_name like 'lake:%'

{% for model in challenge_models() if model.config.meta.is_from_lake and model.config.meta.scope.changes -%}
    {%- set scope = model.config.meta.scope -%}
    {%- if scope.changes is string or 'users' in scope.changes or 'user_rows' in scope.changes -%}
    union all

    -- A user who comes back. The users are not from the lake.
    select
        {{ text(published_note(model.config.meta.challenge_id)) }} as table_name,
    {%- if scope.column == 'user_id' %}
        users.scope_id
    from {{ changed_users }} as users
    {%- else %}
        scopes.scope_id
    from {{ changed_users }} as users
    cross join {{ published_scopes(model.name, scope.column, 'users.scope_id') }}
    {%- endif %}
    where users.table_name = 'users'
    {%- endif %}

{% endfor -%}
