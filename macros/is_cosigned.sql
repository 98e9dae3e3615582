{#- Has the cosigner saved or reposted the track? Looked up by index, for few tracks. -#}
{% macro is_cosigned(cosigner_id, track_id) -%}
    {%- set is_act = 'user_id = ' ~ cosigner_id ~ ' and track_id = ' ~ track_id -%}
    (
        {{ count_up_to(1, 'track_id', ref('stg_saves'), is_act) }} = 1
        or {{ count_up_to(1, 'track_id', ref('stg_reposts'), is_act) }} = 1
    )
{%- endmacro %}
