{#-
    The first people, `places` of them, who did an act to each of the tracks: track_id, user_id, acted_at. Of several acts
    of one user the first counts; ties of people by user_id. `acts` is a relation of saves or reposts, read twice.
-#}
{% macro first_acts(tracks, acts, places) %}
    {{- return(adapter.dispatch('first_acts', 'challenges')(tracks, acts, places)) -}}
{% endmacro %}

{#- By index, and only as far as needed: a load must not read everybody who saved a popular track. -#}
{% macro postgres__first_acts(tracks, acts, places) -%}
    select
        {{ tracks }}.track_id,
        first_acts.user_id,
        first_acts.created_at as acted_at
    from {{ tracks }}
    cross join lateral (
        select
            acts.user_id,
            acts.created_at
        from {{ acts }} as acts
        where
            acts.track_id = {{ tracks }}.track_id
            and not exists (
                select 1
                from {{ acts }} as earlier
                where
                    earlier.track_id = acts.track_id
                    and earlier.user_id = acts.user_id
                    and (earlier.created_at, earlier.txhash) < (acts.created_at, acts.txhash)
                offset 0  -- looked up for each act: joined, all acts of the track would be read
            )
        order by acts.created_at, acts.user_id
        limit {{ places }}
    ) as first_acts
{%- endmacro %}

{% macro spark__first_acts(tracks, acts, places) -%}
    select
        track_id,
        user_id,
        acted_at
    from (
        select
            *,
            row_number() over (partition by track_id order by acted_at, user_id) as place
        from (
            select
                {{ tracks }}.track_id,
                acts.user_id,
                min(acts.created_at) as acted_at
            from {{ acts }} as acts
            inner join {{ tracks }} on acts.track_id = {{ tracks }}.track_id
            group by {{ tracks }}.track_id, acts.user_id
        ) as people
    ) as placed
    where place <= {{ places }}
{%- endmacro %}
