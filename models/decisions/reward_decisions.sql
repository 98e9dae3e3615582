{#- A challenge that is missing here is an error of the build, not a gap in what support can see. -#}
{%- set eligibility_views = [
    ref('audio_matching_buyer'),
    ref('audio_matching_seller'),
    ref('comment_pin'),
    ref('cosign'),
    ref('first_playlist'),
    ref('first_tip'),
    ref('first_weekly_comment'),
    ref('listen_streak'),
    ref('play_milestone_250'),
    ref('play_milestone_1000'),
    ref('play_milestone_10000'),
    ref('profile_completion'),
    ref('profile_verified'),
    ref('mobile_install'),
    ref('one_shot'),
    ref('referral'),
    ref('referral_verified'),
    ref('referred'),
    ref('remix_contest_winner'),
    ref('tastemaker'),
    ref('track_upload'),
    ref('trending_track'),
    ref('trending_underground'),
] -%}
{%- set names = eligibility_views | map(attribute='identifier') | list -%}
{%- for model in challenge_models() if model.name not in names -%}
    {{ exceptions.raise_compiler_error("reward_decisions leaves out " ~ model.name ~ ": add it to the list") }}
{%- endfor -%}
{{- assert_locks_are_shared() -}}
with

user_challenges as (

    select * from {{ ref('stg_user_challenges') }}

),

decisions as (
    {% for view in eligibility_views %}
        select
            challenge_id,
            specifier,
            user_id,
            qualified_at,
            amount,
            {{ names_of_false(gates_of(view.identifier)) }} as failed_gates
        from {{ view }}
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
