{#-
    The version of a challenge's facts: a hash of the code that makes them. Both engines find the same, because it is made
    of what the files say, not of what an engine compiles. `challenges publish` and the loads refuse facts of another
    version. So a changed rule earns nothing until its facts are built and published again.

    The code is that of the model, and of all macros and models that it names, directly or not. Comments do not count. What
    only decides, or says what changed, does not either: it makes no facts. The lake's schema is part of the
    version, so that facts from the lake of another environment are refused.
-#}
{% macro facts_version(model) %}
    {%- set codes = code_by_name() -%}
    {%- set makes_no_facts = ['decisions', 'changed_users', 'published_changes', model.config.meta.scope.changes] -%}
    {%- set reached = [model.name] -%}
    {%- for name in reached -%}
        {%- for word in modules.re.findall('\\w+', codes[name]) | unique
            if word in codes and word not in reached + makes_no_facts -%}
            {%- do reached.append(word) -%}  {#- and so the loop comes to it -#}
        {%- endfor -%}
    {%- endfor -%}
    {%- set code = [] -%}
    {%- for name in reached | sort -%}
        {%- do code.append(name ~ codes[name]) -%}
    {%- endfor -%}
    {{- return(local_md5(code | join ~ var('lake_schema'))) -}}
{% endmacro %}


{#- The code of this project's models and macros, by name. A macro has the code of all its versions for engines. -#}
{% macro code_by_name() %}
    {%- set codes = {} -%}
    {%- set sources = [] -%}
    {%- for name, macro in context[project_name].items() -%}
        {%- do sources.append((name.split('__') | last, macro.macro.macro_sql)) -%}
    {%- endfor -%}
    {%- for node in all_models() -%}
        {%- do sources.append((node.name, node.raw_code)) -%}
    {%- endfor -%}
    {%- set comment = '(?s)\\s*([{]#.*?#[}]|--[^\n]*)' -%}
    {%- for name, code in sources | sort -%}
        {%- do codes.update({name: codes.get(name, '') ~ modules.re.sub(comment, '', code)}) -%}
    {%- endfor -%}
    {{- return(codes) -}}
{% endmacro %}
