{#-
    Fails if a var names no challenge or no table, or if a challenge would read a table that PostgreSQL does not have: it
    would find no rows, and pay nothing.
-#}
{% macro refuse_wrong_lake_vars() %}
    {%- if execute and target.type == 'postgres' -%}
        {%- set fed = var('facts_from_lake', []) -%}
        {%- set elsewhere = var('tables_on_lake', []) -%}
        {%- set sources = graph.sources.values() | selectattr('source_name', 'equalto', 'platform') -%}
        {%- set known = {
            'facts_from_lake': challenge_models() | map(attribute='config.meta.challenge_id') | list,
            'tables_on_lake': sources | map(attribute='name') | list,
        } -%}
        {%- set mistakes = [] -%}
        {%- for name, names in known.items() -%}
            {%- if var(name, []) is string or var(name, []) is mapping or var(name, []) is not iterable -%}
                {%- do mistakes.append('The var ' ~ name ~ ' must be a list, such as [' ~ names | first ~ ']') -%}
            {%- else -%}
                {%- for unknown in var(name, []) if unknown not in names -%}
                    {%- do mistakes.append(
                        'The var ' ~ name ~ ' names ' ~ unknown ~ '. Choose from: ' ~ names | join(', ')
                    ) -%}
                {%- endfor -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if not mistakes -%}
            {%- for model in challenge_models() if model.config.meta.challenge_id not in fed -%}
                {%- for table in tables_read_by(model) if table in elsewhere -%}
                    {%- do mistakes.append(
                        'The challenge ' ~ model.config.meta.challenge_id ~ ' reads ' ~ table ~ ', which the var'
                        ~ ' tables_on_lake names. Name the challenge in the var facts_from_lake'
                    ) -%}
                {%- endfor -%}
            {%- endfor -%}
        {%- endif -%}
        {%- if mistakes -%}
            {%- do exceptions.raise_compiler_error(mistakes | join('; ') ~ '.') -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}


{#- The names of the platform's tables that a challenge decides by. What says what changed reads others, too. -#}
{% macro tables_read_by(model) %}
    {%- set of_changes = ['changed_users', 'published_changes', model.config.meta.scope.changes] -%}
    {%- set reached = [model.unique_id] -%}
    {%- for unique_id in reached -%}
        {%- for parent in graph.nodes.get(unique_id, {}).get('depends_on', {}).get('nodes', [])
            if parent not in reached and graph.nodes.get(parent, {}).get('name') not in of_changes -%}
            {%- do reached.append(parent) -%}  {#- and so the loop comes to it -#}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(graph.sources.values() | selectattr('unique_id', 'in', reached) | map(attribute='name') | list) -}}
{% endmacro %}


{#-
    At the start of a run on Spark: fails if a table that the run reads is missing on the lake, or has not the columns that
    the source declares; and notes the lake's time, that of the newest play. What is built is at least of that time.
-#}
{% macro look_at_the_lake() %}{{ return(adapter.dispatch('look_at_the_lake', 'challenges')()) }}{% endmacro %}

{% macro postgres__look_at_the_lake() %}{% endmacro %}

{% macro spark__look_at_the_lake() %}
    {%- if execute and flags.WHICH in ['run', 'build'] -%}
        {%- set needed = [] -%}
        {%- for node in graph.nodes.values() if node.unique_id in selected_resources -%}
            {%- do needed.extend(node.depends_on.nodes or []) -%}
        {%- endfor -%}
        {%- set mistakes = [] -%}
        {%- for node in graph.sources.values() | sort(attribute='name')
            if node.unique_id in needed and not is_elsewhere(node.source_name, node.name) -%}
            {%- set table = api.Relation.create(schema=node.schema, identifier=node.identifier) -%}
            {%- do mistakes.extend(mistakes_of_lake_table(table, node.columns.values() | list)) -%}
        {%- endfor -%}
        {%- if mistakes -%}
            {%- do exceptions.raise_compiler_error(
                mistakes | join('; ') ~ ". Bring the table to the lake as PostgreSQL has it (docs/beyond-one-machine.md)"
                ~ " and run dbt again."
            ) -%}
        {%- endif -%}
        {%- do note_lake_time() -%}
    {%- endif -%}
{% endmacro %}


{% macro mistakes_of_lake_table(table, columns) -%}
    {%- set found = {} -%}
    {%- if load_relation(table) is not none -%}
        {%- for column in adapter.get_columns_in_relation(table) -%}
            {%- do found.update({column.name: column.dtype}) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- set mistakes = [] -%}
    {%- if not found -%}
        {%- do mistakes.append('The lake has no table ' ~ table) -%}
    {%- else -%}
        {%- for column in columns -%}
            {%- set types = spark_types()[column.data_type] -%}
            {%- if column.name not in found -%}
                {%- do mistakes.append('The lake\'s table ' ~ table ~ ' has no column ' ~ column.name) -%}
            {%- elif found[column.name].split('(')[0] not in types -%}
                {%- do mistakes.append(
                    "The lake's column " ~ column.name ~ ' of ' ~ table ~ ' is ' ~ found[column.name] ~ ', and must be '
                    ~ types[0]
                ) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{- return(mistakes) -}}
{%- endmacro %}


{#-
    What goes wrong must not make the lake look fresh: a play of the future is not the newest, and without plays the lake
    is very old.
-#}
{% macro note_lake_time() -%}
    {%- set plays = source('platform', 'plays') -%}
    {%- do run_query('drop table if exists ' ~ lake_time_table()) -%}
    {%- do run_query(
        'create table ' ~ lake_time_table() ~ ' as select coalesce(max(created_at), timestamp_ntz\'1970-01-01\') as lake_time'
        ~ ' from ' ~ plays ~ ' where created_at <= ' ~ now_in_utc()
    ) -%}
{%- endmacro %}

{% macro now_in_utc() -%}
    {{- return("cast('" ~ run_started_at.strftime('%Y-%m-%d %H:%M:%S') ~ "' as timestamp_ntz)") -}}
{%- endmacro %}

{% macro lake_time_table() -%}
    {{- return(api.Relation.create(schema=target.schema, identifier='lake_time')) -}}
{%- endmacro %}


{#-
    At the end of a run on Spark: each table of facts that this run built, and of which no test failed, gets as properties
    when that was, the lake's time and the version of the facts. A table that is built again loses them, so `challenges publish` reads no other.
-#}
{% macro spark__note_finished_builds() %}
    {%- if execute and flags.WHICH in ['run', 'build'] and not flags.EMPTY and not flags.SAMPLE -%}
        {%- set failed = [] -%}
        {%- for result in results if result.status in ['fail', 'error', 'runtime error'] -%}
            {%- do failed.extend(result.node.depends_on.nodes) -%}
        {%- endfor -%}
        {%- set lake_time = run_query(
            "select date_format(lake_time, \"yyyy-MM-dd'T'HH:mm:ss.SSSSSS\") from " ~ lake_time_table()
        ).rows[0][0] -%}
        {%- set built_at = modules.datetime.datetime.utcnow().strftime('%Y-%m-%dT%H:%M:%S.%f') -%}
        {%- for result in results
            if result.node.resource_type == 'model' and 'facts' in result.node.tags and result.status == 'success'
            and result.node.unique_id not in failed -%}
            {%- do run_query(
                'alter table ' ~ api.Relation.create(schema=result.node.schema, identifier=result.node.alias)
                ~ " set tblproperties ('challenges.lake_time' = '" ~ lake_time ~ "', 'challenges.built_at' = '"
                ~ built_at ~ "', 'challenges.facts_version' = '" ~ facts_version(result.node) ~ "')"
            ) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
