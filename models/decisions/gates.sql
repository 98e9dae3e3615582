{#- Taken from what the challenges declare: what a gate means is written once. -#}
{%- set selects = [] -%}
{%- for model in challenge_models() -%}
    {%- for gate in gates_of(model.name) -%}
        {%- set description = shared_gates()[gate] or (model.columns[gate] or {}).description -%}
        {%- if not description -%}
            {{ exceptions.raise_compiler_error(model.name ~ ".yml does not describe the gate " ~ gate) }}
        {%- endif -%}
        {%- set cap = model.config.meta.caps[gate] or {} -%}
        {%- set select_gate %}
select
    {{ text(model.config.meta.challenge_id) }} as challenge_id,
    {{ loop.index }} as gate_position,
    {{ text(gate) }} as gate,
    {{ text(description | trim) }} as description,
    cast({{ cap.rewards or 'null' }} as integer) as cap_rewards,
    cast({{ cap.days or 'null' }} as integer) as cap_days,
    {{ text(cap.key) }} as cap_key,
    {{ text(gate | replace('is_within_', 'count_in_') if cap else none) }} as count_column,
    {{ text(none if not cap else 'AUDIO' if cap.audio else 'rewards') }} as cap_unit
        {%- endset -%}
        {%- do selects.append(select_gate) -%}
    {%- endfor -%}
{%- endfor -%}
{{ selects | join('\nunion all\n') }}
