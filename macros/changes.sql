{#-
    Has the row changed since the last load of the challenge? Its block says so, if it is beyond the marked one; of the
    marked block more may have followed, and a row without a block may have changed at any time: there the transaction
    decides that wrote the row, as it does of the notes. To be asked of every row of the platform's table, deleted and
    former ones too: what goes away can make room for another.
-#}
{% macro is_changed(table) %}{{ return(adapter.dispatch('is_changed', 'challenges')(table)) }}{% endmacro %}

{% macro postgres__is_changed(table) -%}
    ({{ table }}.blocknumber >= {{ since_block() }} or {{ table }}.blocknumber is null)
    and (
        {{ table }}.blocknumber > {{ since_block() }}
        or age({{ table }}.xmin) <= age({{ since_transaction() }}::xid)
    )
{%- endmacro %}


{#- The mark that the loader sets in its transaction; where nobody did, everything has changed since. -#}
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


{#- To be joined on: the events whose winners may name a track. -#}
{% macro may_name_track(event_data, track_id) %}
    {{- return(adapter.dispatch('may_name_track', 'challenges')(event_data, track_id)) -}}
{% endmacro %}

{% macro postgres__may_name_track(event_data, track_id) -%}
    challenges_loader.winners_of_event({{ event_data }}) @> array[{{ track_id }}::text]
{%- endmacro %}
