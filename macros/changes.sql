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


{#- A condition to join on: the winners of the event may name the track. -#}
{% macro may_name_track(event_data, track_id) %}
    {{- return(adapter.dispatch('may_name_track', 'challenges')(event_data, track_id)) -}}
{% endmacro %}

{% macro postgres__may_name_track(event_data, track_id) -%}
    challenges_loader.winners_of_event({{ event_data }}) @> array[{{ track_id }}::text]
{%- endmacro %}
