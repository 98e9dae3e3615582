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
    steps_taken='profile_steps_taken',
    condition='has_any_step',
    shows_all=true,
    changes=['user_rows', 'follows', 'reposts', 'saves'],
    also_writes={
        'table': 'challenge_profile_completion',
        'view': 'profile_completion_states',
        'key': ['user_id'],
        'on_conflict': 'replace',
    }
) %}

select
    {{ hex('user_id') }} as specifier,
    *
from {{ ref('profiles') }}

{% endcall %}
