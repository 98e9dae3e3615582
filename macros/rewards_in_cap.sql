{#-
    The rewards that fill a cap, as rows of rewards_in_caps: those minted, with their time of then, and those of the
    candidates that the next load mints. `minted` is the view of the challenge's minted rewards by scope.
-#}
{% macro rewards_in_cap(challenge_id, gate, candidates, minted) -%}
    {%- set cap = caps_of(candidates.identifier)[gate] or {} -%}
    {%- set scope = scope_of(candidates.identifier).column or 'cast(null as bigint)' -%}
    select
        '{{ challenge_id }}' as challenge_id,
        '{{ gate }}' as gate,
        {{ scope }} as scope_id,
        {{ cap.scope or 'null' }} as cap_scope_id,
        specifier,
        minted_at as counted_at,
        true as is_minted
    from {{ minted }}

    union all

    select
        '{{ challenge_id }}' as challenge_id,
        '{{ gate }}' as gate,
        {{ scope }} as scope_id,
        {{ cap.scope or 'null' }} as cap_scope_id,
        specifier,
        qualified_at as counted_at,
        false as is_minted
    from {{ candidates }} as candidates
    where
        is_earned
        and not exists (
            select 1 from {{ minted }} as minted where minted.specifier = candidates.specifier
        )
{%- endmacro %}
