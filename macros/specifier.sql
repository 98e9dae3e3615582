{#- hex(n): lower-case hexadecimal of a positive integer, no prefix, no padding. -#}
{% macro hex(id) %}{{ return(adapter.dispatch('hex', 'challenges')(id)) }}{% endmacro %}

{% macro postgres__hex(id) -%}
    to_hex({{ id }})
{%- endmacro %}


{#- The regular expression of a specifier's format, written as "hex:hex" or "hex:t:hex". -#}
{% macro specifier_pattern(format) -%}
    ^{{ format | replace('hex', '[1-9a-f][0-9a-f]{0,7}') }}$
{%- endmacro %}


{#-
    The id at a place (from 1) of a specifier, null where the specifier is not of the format.
    Specifiers of earlier systems can hold anything; read as decimal, or cast unseen, one stops the whole challenge.
    An integer, as the platform's ids are: a bigint in one branch of a union would keep PostgreSQL from finding ids in
    the other by index. What is beyond the range of ids comes out negative, so it is nobody's.
-#}
{% macro id_in_specifier(specifier, format, place) -%}
    case
        when {{ matches(specifier, specifier_pattern(format)) }}
            then {{ from_hex(split_part(specifier, "':'", place)) }}
    end
{%- endmacro %}


{% macro from_hex(digits) %}{{ return(adapter.dispatch('from_hex', 'challenges')(digits)) }}{% endmacro %}

{% macro postgres__from_hex(digits) -%}
    ('x' || lpad({{ digits }}, 8, '0'))::bit(32)::integer
{%- endmacro %}


{#- Does the text match the regular expression? -#}
{% macro matches(text, pattern) %}{{ return(adapter.dispatch('matches', 'challenges')(text, pattern)) }}{% endmacro %}

{% macro postgres__matches(text, pattern) -%}
    {{ text }} ~ '{{ pattern }}'
{%- endmacro %}
