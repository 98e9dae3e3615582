{#-
    Has the row changed since the last load of the challenge, as its block says? Rows of the marked block are read again,
    more of it may have followed; a row without a block may have changed at any time. To be asked of every row of the
    platform's table, deleted and former ones too: what goes away can make room for another.
-#}
{% macro is_changed(table) %}{{ return(adapter.dispatch('is_changed', 'challenges')(table)) }}{% endmacro %}

{% macro postgres__is_changed(table) -%}
    (
        {{ table }}.blocknumber
        >= coalesce(nullif(current_setting('challenges.since_block', true), ''), '-2147483648')::integer
        or {{ table }}.blocknumber is null
    )
{%- endmacro %}


{#- The same for a row of the notes in changed_rows, by the transaction that wrote it. -#}
{% macro is_noted(changed_rows) %}{{ return(adapter.dispatch('is_noted', 'challenges')(changed_rows)) }}{% endmacro %}

{% macro postgres__is_noted(changed_rows) -%}
    {{ changed_rows }}.transaction_id
    >= coalesce(nullif(current_setting('challenges.since_transaction', true), ''), '0')::xid8
{%- endmacro %}


{#- To be joined on: the events whose winners may name a track. -#}
{% macro may_name_track(event_data, track_id) %}
    {{- return(adapter.dispatch('may_name_track', 'challenges')(event_data, track_id)) -}}
{% endmacro %}

{% macro postgres__may_name_track(event_data, track_id) -%}
    challenges_loader.winners_of_event({{ event_data }}) @> array[{{ track_id }}::text]
{%- endmacro %}
