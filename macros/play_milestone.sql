{#- The milestones, each with the plays in its specifiers. The catalog's step_count says how many it takes. -#}
{% macro milestones() %}{{ return({'p1': 250, 'p2': 1000, 'p3': 10000}) }}{% endmacro %}


{#- The specifier of a milestone of the artist. -#}
{% macro milestone_specifier(challenge_id, user_id) -%}
    {{ return(hex(user_id) ~ " || ':" ~ milestones()[challenge_id] ~ "'") }}
{%- endmacro %}


{#-
    The eligibility view of a milestone: so many plays of a verified artist's tracks. `after` is the milestone before: the
    catalog's step_count of it must be reached, whether that challenge is active or not.
-#}
{% macro play_milestone(challenge_id, after=none) -%}
    {%- set plays = milestones()[challenge_id] -%}
    {%- set is_previous_milestone_reached %}
        coalesce(
            facts.progress >= (
                select previous.step_count from {{ ref('stg_challenges') }} as previous
                where previous.challenge_id = '{{ after }}'
            ),
            false
        )
    {%- endset -%}
    {%- set decided = {'is_previous_milestone_reached': is_previous_milestone_reached} if after else {} -%}
    {% call progressed(
        challenge_id,
        specifier='hex:' ~ plays,
        gates=['is_artist_verified'] + decided | list,
        decided=decided,
        changes=['played_tracks', 'tracks', 'noted_owners', 'user_rows']
    ) %}

        select
            {{ milestone_specifier(challenge_id, 'user_id') }} as specifier,
            user_id,
            plays as progress,
            is_artist_verified
        from {{ ref('artist_plays') }}

    {% endcall %}
{%- endmacro %}


{#-
    Are all milestones of the artist minted? Counted, not asked for by "exists": PostgreSQL would read the rewards of all
    artists to answer that for many.
-#}
{% macro has_all_milestones(user_id) -%}
    {%- set is_minted = [] -%}
    {%- for challenge_id in milestones() -%}
        {%- do is_minted.append(
            "(rewards.challenge_id = '" ~ challenge_id ~ "' and rewards.specifier = "
            ~ milestone_specifier(challenge_id, user_id) ~ ")"
        ) -%}
    {%- endfor -%}
    (
        select count(*) from {{ ref('stg_user_challenges') }} as rewards
        where {{ is_minted | join(' or ') }}
    ) = {{ milestones() | length }}
{%- endmacro %}
