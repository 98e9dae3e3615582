{#- Who has lost the last step has a state already, to be set to false: so it is a candidate, but not eligible. -#}
{%- set has_or_had_a_step -%}
counted.is_started
    or exists (
        select 1 from {{ ref('stg_profile_states') }} as states
        where states.user_id = counted.user_id
    )
{%- endset -%}
{% call progressed(
    'p',
    specifier='hex',
    keys=[
        'has_description',
        'has_name',
        'has_picture',
        'has_cover_photo',
        'has_follows',
        'has_reposts',
        'has_saves'
    ],
    gates=['is_started'],
    steps_taken='profile_steps_taken',
    condition=has_or_had_a_step,
    shows_all=true,
    changes=['user_rows', 'follows', 'reposts', 'saves'],
    also_writes={
        'table': 'challenge_profile_completion',
        'columns': {
            'user_id': 'user_id',
            'profile_description': 'has_description',
            'profile_name': 'has_name',
            'profile_picture': 'has_picture',
            'profile_cover_photo': 'has_cover_photo',
            'follows': 'has_follows',
            'favorites': 'has_saves',
            'reposts': 'has_reposts',
        },
        'key': ['user_id'],
        'on_conflict': 'replace',
    }
) %}

select
    {{ hex('user_id') }} as specifier,
    *
from {{ ref('profiles') }}

{% endcall %}
