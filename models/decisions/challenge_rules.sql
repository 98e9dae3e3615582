{#- Taken from the yaml of each challenge: the rule in words is written once. -#}
{%- set selects = [] -%}
{%- for model in challenge_models() -%}
    {%- set select_rule %}
select
    {{ text(model.config.meta.challenge_id) }} as challenge_id,
    {{ text(model.description | trim) }} as description
    {%- endset -%}
    {%- do selects.append(select_rule) -%}
{%- endfor -%}
{{ selects | join('\nunion all\n') }}
