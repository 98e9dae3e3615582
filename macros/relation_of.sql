{#-
    The table of a source; or, if this engine does not have it, an empty view with the columns that the source declares.
    PostgreSQL lacks what the var tables_on_lake names. Spark lacks what only PostgreSQL has: the rewards, the catalog and
    the loader's tables, of which no fact is made.
-#}
{% macro relation_of(source_name, table_name) -%}
    {%- set relation = source(source_name, table_name) -%}
    {%- if execute and model.resource_type != 'unit_test' and is_elsewhere(source_name, table_name) -%}
        {{- return(stand_in_of(table_name)) -}}
    {%- endif -%}
    {{- return(relation) -}}
{%- endmacro %}


{#- Has only the other engine the table of a source? -#}
{% macro is_elsewhere(source_name, table_name) -%}
    {%- if target.type == 'postgres' -%}
        {{- return(source_name == 'platform' and table_name in var('tables_on_lake', [])) -}}
    {%- endif -%}
    {{- return(declared_source(source_name, table_name).config.meta.only_in_postgresql or false) -}}
{%- endmacro %}


{% macro declared_source(source_name, table_name) -%}
    {{- return(
        graph.sources.values()
        | selectattr('source_name', 'equalto', source_name)
        | selectattr('name', 'equalto', table_name)
        | first
    ) -}}
{%- endmacro %}


{#- The view that stands for a table. -#}
{% macro stand_in_of(table_name) -%}
    {{- return(api.Relation.create(
        schema=target.schema, identifier=table_name ~ '_elsewhere', type='view'
    )) -}}
{%- endmacro %}


{#- Creates the stand-ins that this engine needs, for the start of a run. -#}
{% macro stand_in_for_tables() %}
    {%- if execute and flags.WHICH in ['run', 'build', 'test'] -%}
        {%- for node in graph.sources.values() if is_elsewhere(node.source_name, node.name) and node.columns -%}
            {%- set view = stand_in_of(node.name) -%}
            {%- do run_query('create or replace view ' ~ view ~ ' as ' ~ empty_rows(node.columns.values() | list)) -%}
            {%- if target.type == 'postgres' -%}
                {#- As other views have it: see note_finished_builds. -#}
                {%- do run_query('comment on view ' ~ view ~ " is '" ~ invocation_id ~ "'") -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}


{#- No rows, of the declared columns. -#}
{% macro empty_rows(columns) %}{{ return(adapter.dispatch('empty_rows', 'challenges')(columns)) }}{% endmacro %}

{#- With the system column xmin, by which a view of changes asks what is new. -#}
{% macro postgres__empty_rows(columns) -%}
    select
    {%- for column in columns %}
        cast(null as {{ column.data_type }}) as {{ adapter.quote(column.name) }},
    {%- endfor %}
        cast(null as xid) as xmin
    where false
{%- endmacro %}

{% macro spark__empty_rows(columns) -%}
    select
    {%- for column in columns %}
        cast(null as {{ spark_types()[column.data_type][0] }}) as {{ adapter.quote(column.name) }}{{ ',' if not loop.last }}
    {%- endfor %}
    where false
{%- endmacro %}


{#- The types of Spark that a column can have on the lake, by that in PostgreSQL. The first is what a stand-in has. -#}
{% macro spark_types() -%}
    {{- return({
        'bigint': ['bigint', 'int', 'smallint'],
        'boolean': ['boolean'],
        'date': ['date'],
        'double precision': ['double', 'float'],
        'integer': ['int', 'bigint', 'smallint'],
        'jsonb': ['string'],
        'text': ['string', 'varchar', 'char'],
        'timestamp': ['timestamp_ntz', 'timestamp'],
        'timestamp with time zone': ['timestamp'],
    }) -}}
{%- endmacro %}
