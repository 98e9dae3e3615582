{#- Taken from the yaml and the config of the models of candidates: what a gate means is written once. -#}
{%- set selects = [] -%}
{%- for model in challenge_models() -%}
    {%- set candidates_model = model_named(model.name ~ '_candidates') -%}
    {%- for gate in gates_of(candidates_model.name) -%}
        {%- set cap = caps_of(candidates_model.name)[gate] or {} -%}
        {%- set select_gate %}
select
    '{{ model.config.meta.challenge_id }}' as challenge_id,
    {{ loop.index }} as gate_position,
    '{{ gate }}' as gate,
    '{{ candidates_model.columns[gate].description | trim | replace("'", "''") }}' as description,
    cast({{ cap.rewards or 'null' }} as integer) as cap_rewards,
    cast({{ cap.days or 'null' }} as integer) as cap_days,
    cast({{ "'" ~ cap.scope ~ "'" if cap else 'null' }} as text) as cap_scope_column,
    cast({{ "'" ~ cap.count ~ "'" if cap else 'null' }} as text) as count_column
        {%- endset -%}
        {%- do selects.append(select_gate) -%}
    {%- endfor -%}
{%- endfor -%}
{{ selects | join('\nunion all\n') }}
