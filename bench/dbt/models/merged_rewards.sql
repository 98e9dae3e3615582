{#- The clock and the settings are those of the loader. -#}
{{ config(
    materialized='incremental',
    incremental_strategy='merge',
    unique_key=['challenge_id', 'specifier'],
    merge_exclude_columns=['created_at'],
    schema='bench',
    pre_hook=[
        "select set_config('challenges.as_of', '" ~ var('as_of') ~ "', true)",
        "set local jit = off",
        "set local challenges.reads_all = on",
    ],
) }}

{%- set names = [] -%}
{%- if execute -%}
    {%- set found = run_query('select view_name from ' ~ source('product', 'challenge_views') ~ ' order by view_name') -%}
    {%- set names = found.columns[0].values() -%}
{%- endif -%}
{%- for name in names %}
select
    challenge_id,
    specifier,
    user_id,
    cast(amount as integer) as amount,
    current_step_count,
    is_complete,
    case when is_complete then qualified_at end as completed_at,
    case when is_complete then completed_blocknumber end as completed_blocknumber,
    now() as created_at
from {{ api.Relation.create(schema=target.schema, identifier=name) }}
where is_eligible
{% if not loop.last %}union all{% endif %}
{%- endfor %}
