{%- set selects = [] -%}
{%- for model in challenge_models() if model.config.meta.is_from_lake -%}
    {%- set select_facts %}
select
    {{ text(model.config.meta.challenge_id) }} as challenge_id,
    {{ text(model.name) }} as facts_name,
    {{ text(model.name ~ '_published') }} as facts_table,
    {{ text(model.config.meta.scope.column if model.config.meta.scope.changes else none) }} as scope_column,
    cast({{ var('lake_max_age_hours') }} as integer) as max_age_hours
    {%- endset -%}
    {%- do selects.append(select_facts) -%}
{%- endfor -%}
{%- set none_at_all %}
select
    {{ text(none) }} as challenge_id,
    {{ text(none) }} as facts_name,
    {{ text(none) }} as facts_table,
    {{ text(none) }} as scope_column,
    cast(null as integer) as max_age_hours
where false
{%- endset -%}
{{ selects | join('\nunion all\n') or none_at_all }}
