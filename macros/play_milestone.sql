{#-
    The eligibility view of a milestone: so many plays of a verified artist's tracks. `plays` is in the specifier, whatever
    the catalog's step_count is. `after` is the milestone before: the catalog's step_count of it must be reached, whether
    that challenge is active or not.
-#}
{% macro play_milestone(challenge_id, plays, after=none) -%}
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
        changes=['played_tracks', 'tracks', 'former_owners', 'user_rows']
    ) %}

        select
            {{ hex('user_id') }} || ':{{ plays }}' as specifier,
            user_id,
            plays as progress,
            is_artist_verified
        from {{ ref('artist_plays') }}

    {% endcall %}
{%- endmacro %}


{#-
    How many of the artist's milestones, given as plays by challenge id, are minted. Counted, not asked for by "exists":
    PostgreSQL would read the rewards of all artists to answer that for many.
-#}
{% macro count_milestones(milestones, user_id) -%}
    {%- set is_minted = [] -%}
    {%- for challenge_id, plays in milestones.items() -%}
        {%- do is_minted.append(
            "(rewards.challenge_id = '" ~ challenge_id ~ "' and rewards.specifier = "
            ~ hex(user_id) ~ " || ':" ~ plays ~ "')"
        ) -%}
    {%- endfor -%}
    (
        select count(*) from {{ ref('stg_user_challenges') }} as rewards
        where {{ is_minted | join(' or ') }}
    )
{%- endmacro %}
