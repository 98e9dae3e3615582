{#- A challenge that is forgotten here is an error of the build, not a gap in what support can see. -#}
{%- set candidates_models = [
    ref('audio_matching_buyer_candidates'),
    ref('audio_matching_seller_candidates'),
    ref('comment_pin_candidates'),
    ref('cosign_candidates'),
    ref('first_weekly_comment_candidates'),
    ref('remix_contest_winner_candidates'),
    ref('tastemaker_candidates'),
    ref('trending_track_candidates'),
    ref('trending_underground_candidates'),
] -%}
{%- set names = candidates_models | map(attribute='identifier') | list -%}
{%- for model in challenge_models() if model.name ~ '_candidates' not in names -%}
    {{ exceptions.raise_compiler_error("reward_decisions leaves out " ~ model.name ~ ": add its candidates to the list") }}
{%- endfor -%}
with

user_challenges as (

    select * from {{ ref('stg_user_challenges') }}

),

decisions as (
    {% for candidates_model in candidates_models %}
        select
            challenge_id,
            specifier,
            user_id,
            qualified_at,
            amount,
            {{ names_of_false(gates_of(candidates_model.identifier)) }} as failed_gates
        from {{ candidates_model }}
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}
),

decisions_and_rewards as (

    select
        decisions.challenge_id,
        decisions.user_id,
        decisions.specifier,
        decisions.qualified_at,
        decisions.amount,
        user_challenges.specifier is not null as is_minted,
        decisions.failed_gates
    from decisions
    left join user_challenges
        on decisions.challenge_id = user_challenges.challenge_id
        and decisions.specifier = user_challenges.specifier

)

select * from decisions_and_rewards
