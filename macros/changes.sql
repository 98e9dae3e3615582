{#-
    Has the row changed since the last load of the challenge? A row of a later block than the watermark's has. A row of
    that block, or without a block, has changed if the transaction that wrote it may have ended after the watermark.
    Ask it of every row of the platform's table, deleted and former ones too: a row that goes can make room for another.
-#}
{% macro is_changed(table) %}{{ return(adapter.dispatch('is_changed', 'challenges')(table)) }}{% endmacro %}

{% macro postgres__is_changed(table) -%}
    ({{ table }}.blocknumber >= {{ since_block() }} or {{ table }}.blocknumber is null)
    and (
        {{ table }}.blocknumber > {{ since_block() }}
        or age({{ table }}.xmin) <= age({{ since_transaction() }}::xid)
    )
{%- endmacro %}


{#- The watermark, which the loader sets in its transaction. Without one everything has changed. -#}
{% macro since_block() -%}
    coalesce(nullif(current_setting('challenges.since_block', true), ''), '-2147483648')::integer
{%- endmacro %}

{% macro since_transaction() -%}
    coalesce(nullif(current_setting('challenges.since_transaction', true), ''), '3')::xid8
{%- endmacro %}


{#- The same for a row of the notes in changed_rows, by the transaction that wrote it. -#}
{% macro is_noted(changed_rows) %}{{ return(adapter.dispatch('is_noted', 'challenges')(changed_rows)) }}{% endmacro %}

{% macro postgres__is_noted(changed_rows) -%}
    {{ changed_rows }}.transaction_id >= {{ since_transaction() }}
{%- endmacro %}


{#-
    The plays that no load has read: those in the noted ranges of ids, by primary key; and in a full load, by the setting
    challenges.since_play, all with a higher id than the last full load saw. A play that was read may be among them, and a
    play may be there twice: what reads them must decide no differently then.
-#}
{% macro unread_plays() %}{{ return(adapter.dispatch('unread_plays', 'challenges')()) }}{% endmacro %}

{% macro postgres__unread_plays() -%}
    {{ noted_rows('plays', 'play_id', ref('stg_plays'), ['play_id', 'user_id', 'created_at', 'slot']) }}

    union all

    select
        play_id,
        user_id,
        created_at,
        slot
    from {{ ref('stg_plays') }}
    where
        play_id > coalesce(nullif(current_setting('challenges.since_play', true), '')::integer, 2147483647)
        -- Left out below, too. Here the planner knows the time and can find later plays by index.
        and created_at >= coalesce(nullif(current_setting('challenges.first_time', true), ''), '-infinity')::timestamp
{%- endmacro %}


{#-
    The rows of a relation in the ranges of ids that were noted of a platform's table since the last load. PostgreSQL looks
    them up by the primary key. The "offset 0" ensures that, even if the planner expects many rows of a range.
-#}
{% macro noted_rows(table_name, key, relation, columns) %}
    {{- return(adapter.dispatch('noted_rows', 'challenges')(table_name, key, relation, columns)) -}}
{% endmacro %}

{% macro postgres__noted_rows(table_name, key, relation, columns) -%}
    select
    {%- for column in columns %}
        noted_rows.{{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
    from {{ source('loader', 'changed_ranges') }} as changed_ranges
    cross join lateral (
        select {{ columns | join(', ') }} from {{ relation }}
        where
            {{ key }} >= changed_ranges.first_id
            and {{ key }} <= changed_ranges.last_id
        offset 0
    ) as noted_rows
    where
        {{ is_noted('changed_ranges') }}
        and changed_ranges.table_name = '{{ table_name }}'
{%- endmacro %}


{#- To be cross joined: the events whose winners may name the track, by index. -#}
{% macro events_that_may_name(track_id) %}
    {{- return(adapter.dispatch('events_that_may_name', 'challenges')(track_id)) -}}
{% endmacro %}

{% macro postgres__events_that_may_name(track_id) -%}
    lateral (
        select events.user_id from {{ relation_of('platform', 'events') }} as events
        where challenges_loader.winners_of_event(events.event_data) @> array[{{ track_id }}::text]
        offset 0
    ) as events
{%- endmacro %}


{#- To be cross joined: the purchases of the content whose id is the `key` of `left`. -#}
{% macro purchases_of(left, key) -%}
    {{ rows_for(
        relation_of('platform', 'sol_purchases'),
        'content_id',
        left,
        key,
        'purchases',
        ['buyer_user_id', 'content_type']
    ) }}
{%- endmacro %}
