{#-
    A challenge is here if the setting facts_from_lake names it, with what makes a load read a scope again: facts that were
    published, a user who comes back, or a minted reward that fills another cap now, because its event has another host.
-#}
{%- set notes %}
select
    changed_rows.table_name,
    changed_rows.scope_id
from {{ source('loader', 'changed_rows') }} as changed_rows
where
    {{ is_noted('changed_rows') }}
    and changed_rows.table_name like 'lake:%'
{%- endset -%}
{%- set selects = [notes] -%}
{%- set changed_users = ref('changed_users') -%}
{%- for model in challenge_models() if model.config.meta.is_from_lake and has_returning_users(model) -%}
    {%- do selects.append(returning_users(model, changed_users)) -%}
{%- endfor -%}
{%- for model in challenge_models() if model.config.meta.is_from_lake -%}
    {%- set tables = tables_of_minted(model) -%}
    {%- set notes_of_minted %}
select
    {{ text(published_note(model.config.meta.challenge_id)) }} as table_name,
    changed_rows.scope_id
from {{ source('loader', 'changed_rows') }} as changed_rows
where
    {{ is_noted('changed_rows') }}
    and changed_rows.table_name in ({{ texts(tables) }})
    {%- endset -%}
    {%- if tables -%}
        {%- do selects.append(notes_of_minted) -%}
    {%- endif -%}
{%- endfor -%}
{{ selects | join('\nunion all\n') }}
