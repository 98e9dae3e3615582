{#- A challenge that declares no format is an error of the build, not one whose specifiers nobody looks at. -#}
{%- set formats = [] -%}
{%- for model in challenge_models() -%}
    {%- if not model.config.meta.specifier -%}
        {{ exceptions.raise_compiler_error(model.name ~ " declares no meta.specifier, the format of its specifiers") }}
    {%- endif -%}
    {%- do formats.append(
        "(rewards.challenge_id = '" ~ model.config.meta.challenge_id ~ "' and "
        ~ matches('rewards.specifier', specifier_pattern(model.config.meta.specifier)) ~ ")"
    ) -%}
{%- endfor -%}
with

rewards as (

    select * from {{ ref('stg_user_challenges') }}

),

challenge_views as (

    select * from {{ ref('challenge_views') }}

),

challenges as (

    select * from {{ ref('stg_challenges') }}

),

minted_rewards as (

    select
        rewards.challenge_id,
        rewards.specifier,
        rewards.user_id,
        rewards.amount,
        rewards.minted_at,
        rewards.completed_at,
        rewards.completed_blocknumber,
        challenges.amount as catalog_amount,
        {{ formats | join(' or ') or 'false' }} as has_specifier_of_format
    from rewards
    inner join challenge_views on rewards.challenge_id = challenge_views.challenge_id
    inner join challenges on rewards.challenge_id = challenges.challenge_id

)

select * from minted_rewards
