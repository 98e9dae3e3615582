{#- A challenge is here if the setting facts_from_lake names it, with what makes a load read a scope again. -#}
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
{{ selects | join('\nunion all\n') }}
