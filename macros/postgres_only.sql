{#-
    What PostgreSQL alone decides, as Spark has it. dbt parses all models on each target, and needs a macro then: Spark
    builds none of the models that use these. In a unit test an adoption has no former rewards, and a cap has room.
-#}
{% macro spark__cap_verdict(part) %}{{ return('0' if part.startswith('count') else 'true') }}{% endmacro %}

{% macro spark__with_cap_verdicts(relation, caps, partition, order) -%}
    select * from {{ relation }}
{%- endmacro %}

{% macro spark__is_after_adoption(challenge_id, step, adopts_by) -%}
    {%- if not adopts_by -%}
        true
    {%- else -%}
        (
            challenges.adoption_date is null
            or coalesce({{ step }}.qualified_at >= challenges.adoption_date, true)
        {%- if adopts_by == 'block' %}
            and coalesce({{ step }}.blocknumber > challenges.adoption_block, false)
        {%- endif %}
        )
    {%- endif -%}
{%- endmacro %}

{% macro spark__at_place(values, place) %}{{ return('null') }}{% endmacro %}

{% macro spark__create_published_facts(table, facts, indexed) %}{% endmacro %}

{% macro spark__days_after(timestamp, days) %}{{ return('null') }}{% endmacro %}

{% macro spark__digits_of_hour(timestamp) %}{{ return("date_format(" ~ timestamp ~ ", 'yyyyMMddHH')") }}{% endmacro %}

{% macro spark__events_that_may_name(track_id) %}{{ return('null') }}{% endmacro %}

{% macro spark__in_order(value, order) %}{{ return('null') }}{% endmacro %}

{% macro spark__is_changed(table) %}{{ return('true') }}{% endmacro %}

{% macro spark__is_noted(changed_rows) %}{{ return('true') }}{% endmacro %}

{% macro spark__monday_of(date) %}{{ return('null') }}{% endmacro %}

{% macro spark__names_of_false(columns) %}{{ return('null') }}{% endmacro %}

{% macro spark__noted_rows(table_name, key, relation, columns) %}{{ return('null') }}{% endmacro %}

{% macro spark__published_scopes(name, scope_column, user_id) %}{{ return('null') }}{% endmacro %}

{% macro spark__refuse_hidden_rows() %}{% endmacro %}

{% macro spark__streak(times, min_hours, max_hours, last_at, days, not_until) %}{{ return('null') }}{% endmacro %}

{% macro spark__unread_plays() %}{{ return('null') }}{% endmacro %}

{% macro spark__unwalked_plays() %}{{ return('null') }}{% endmacro %}
