{#- hex(n): lower-case hexadecimal of a positive integer, no prefix, no padding. -#}
{% macro hex(id) %}{{ return(adapter.dispatch('hex', 'challenges')(id)) }}{% endmacro %}

{% macro postgres__hex(id) -%}
    to_hex({{ id }})
{%- endmacro %}

{% macro spark__hex(id) -%}
    lower(hex({{ id }}))
{%- endmacro %}


{#-
    The regular expression of a specifier's format, written as "hex:hex" or "hex:t:hex". These words stand for:

    hex        an id
    week       an ISO week, as 202501
    date       a day, as 2026-05-22
    rank       a number from 1 to 10
    hour       an hour, as 2026052214, or in an earlier system's form a day, as :20260522
    campaign   a name of up to nine characters

    All else is part of the expression: "hex(:hex)?" is one id or two.
-#}
{% macro specifier_pattern(format) -%}
    {%- set pattern = format | replace('hex', '[1-9a-f][0-9a-f]{0,7}') -%}
    {%- set pattern = pattern | replace('week', '[0-9]{4}(0[1-9]|[1-4][0-9]|5[0-3])') -%}
    {%- set pattern = pattern | replace('date', '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])') -%}
    {%- set day = '[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])' -%}
    {%- set pattern = pattern | replace('hour', '(' ~ day ~ '([01][0-9]|2[0-3])|:' ~ day ~ ')') -%}
    {%- set pattern = pattern | replace('campaign', '[a-z][a-z0-9-]{0,8}') -%}
    ^{{ pattern | replace('rank', '([1-9]|10)') }}$
{%- endmacro %}


{#-
    The id at a place (from 1) of a specifier. Null if the specifier is not of the format.
    Specifiers of earlier systems can hold any text. If one were read as decimal, or cast unchecked, it would stop the whole
    challenge. The id is an integer, as the platform's ids are: a bigint in one branch of a union would keep PostgreSQL
    from finding ids in the other by index. An id beyond the range of ids is negative here, so it belongs to nobody.
-#}
{% macro id_in_specifier(specifier, format, place) -%}
    case
        when {{ matches(specifier, specifier_pattern(format)) }}
            then {{ from_hex(split_part(specifier, "':'", place)) }}
    end
{%- endmacro %}


{#- The id after the last colon of a specifier. What stands before it does not matter. Null if no id stands there. -#}
{% macro last_id_in_specifier(specifier) %}
    {{- return(adapter.dispatch('last_id_in_specifier', 'challenges')(specifier)) -}}
{% endmacro %}

{% macro postgres__last_id_in_specifier(specifier) -%}
    {{ from_hex("substring(" ~ specifier ~ " from ':([1-9a-f][0-9a-f]{0,7})$')") }}
{%- endmacro %}

{% macro spark__last_id_in_specifier(specifier) -%}
    {{ from_hex("nullif(regexp_extract(" ~ specifier ~ ", r':([1-9a-f][0-9a-f]{0,7})\\z', 1), '')") }}
{%- endmacro %}


{% macro from_hex(digits) %}{{ return(adapter.dispatch('from_hex', 'challenges')(digits)) }}{% endmacro %}

{% macro postgres__from_hex(digits) -%}
    ('x' || lpad({{ digits }}, 8, '0'))::bit(32)::integer
{%- endmacro %}

{% macro spark__from_hex(digits) -%}
    cast(
        cast(conv({{ digits }}, 16, 10) as bigint)
        - case when cast(conv({{ digits }}, 16, 10) as bigint) > 2147483647 then 4294967296 else 0 end as integer
    )
{%- endmacro %}


{#- Does the text match the regular expression? -#}
{% macro matches(text, pattern) %}{{ return(adapter.dispatch('matches', 'challenges')(text, pattern)) }}{% endmacro %}

{% macro postgres__matches(text, pattern) -%}
    {{ text }} ~ '{{ pattern }}'
{%- endmacro %}

{#- In Java's expressions, $ also matches before a last line feed. -#}
{% macro spark__matches(text, pattern) -%}
    {{ text }} rlike r'{{ pattern | replace("$", "\\z") }}'
{%- endmacro %}

{#- An empty text if there are fewer parts, as PostgreSQL has it. dbt's own fails then. -#}
{% macro spark__split_part(string_text, delimiter_text, part_number) -%}
    split_part({{ string_text }}, {{ delimiter_text }}, {{ part_number }})
{%- endmacro %}
