{#-
    Fails if a var names no challenge or no table, or if PostgreSQL would read a table that it does not have. It would find
    no rows: a challenge would pay nothing, a cap would have room, and an adoption would refuse nothing.
-#}
{% macro refuse_wrong_lake_vars() %}
    {%- if execute and var('lake_plays_since', none) -%}
        {%- do refuse_wrong_time('lake_plays_since') -%}
    {%- endif -%}
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
            {%- set staying = tables_that_stay() if elsewhere else [] -%}
            {%- for table in elsewhere if table in staying -%}
                {%- do mistakes.append(
                    'The var tables_on_lake names ' ~ table ~ ', which PostgreSQL needs for more than facts. Take it out'
                ) -%}
            {%- endfor -%}
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


{#- Fails if the value of a var is not a valid time: Spark would cast it to null, and find no rows. -#}
{% macro refuse_wrong_time(name) -%}
    {%- set form = '([12]\\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])( ([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?)?' -%}
    {%- set found = modules.re.fullmatch(form, var(name) | string) -%}
    {%- if found -%}
        {%- set first_of_month = modules.datetime.date(found[1] | int, found[2] | int, 1) -%}
        {%- set day = first_of_month + modules.datetime.timedelta(days=(found[3] | int) - 1) -%}
    {%- endif -%}
    {%- if not found or day.month != first_of_month.month -%}
        {%- do exceptions.raise_compiler_error(
            'The var ' ~ name ~ ' must be a time in UTC, such as 2026-05-20 12:00:00, and is ' ~ var(name) ~ '.'
        ) -%}
    {%- endif -%}
{%- endmacro %}


{#- The names of the platform's tables that a challenge decides by. What says what changed reads others, too. -#}
{% macro tables_read_by(model) %}
    {%- set reached = reached_by(model) -%}
    {{- return(graph.sources.values() | selectattr('unique_id', 'in', reached) | map(attribute='name') | list) -}}
{% endmacro %}


{#- The unique ids of a model and of all that it reads, directly or not, except for the views of changes. -#}
{% macro reached_by(model) %}
    {%- set of_changes = ['changed_users', 'published_changes', (model.config.meta.scope or {}).changes] -%}
    {%- set reached = [model.unique_id] -%}
    {%- for unique_id in reached -%}
        {%- for parent in graph.nodes.get(unique_id, {}).get('depends_on', {}).get('nodes', [])
            if parent not in reached and graph.nodes.get(parent, {}).get('name') not in of_changes -%}
            {%- do reached.append(parent) -%}  {#- and so the loop comes to it -#}
        {%- endfor -%}
    {%- endfor -%}
    {{- return(reached) -}}
{% endmacro %}


{#- The platform's tables by which PostgreSQL decides about money, wherever the facts come from. -#}
{% macro tables_that_stay() %}
    {%- set tables = [] -%}
    {%- for node in graph.sources.values() if node.config.meta.only_in_postgresql -%}
        {%- do tables.append(node.name) -%}
    {%- endfor -%}
    {%- for name in ['stg_users', 'stg_repost_blocks'] -%}
        {%- do tables.extend(tables_read_by(model_named(name))) -%}
    {%- endfor -%}
    {%- for model in challenge_models() -%}
        {%- do tables.extend(tables_of_minted(model)) -%}
    {%- endfor -%}
    {{- return(tables) -}}
{% endmacro %}


{#- The tables that say which cap a minted reward fills, besides user_challenges: events has the host of a contest. -#}
{% macro tables_of_minted(model) %}
    {%- set minted = model.config.meta.minted -%}
    {%- set tables = tables_read_by(model_named(minted)) if minted else [] -%}
    {{- return(tables | reject('equalto', 'user_challenges') | list) -}}
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
        'create table ' ~ lake_time_table() ~ ' as select ' ~ text(invocation_id) ~ ' as run,'
        ~ ' coalesce(max(created_at), timestamp_ntz\'1970-01-01\') as lake_time'
        ~ ' from ' ~ plays ~ ' where created_at <= ' ~ now_in_utc()
    ) -%}
{%- endmacro %}

{% macro now_in_utc() -%}
    {{- return("cast('" ~ run_started_at.strftime('%Y-%m-%d %H:%M:%S') ~ "' as timestamp_ntz)") -}}
{%- endmacro %}

{% macro lake_time_table() -%}
    {{- return(api.Relation.create(schema=target.schema, identifier='lake_time')) -}}
{%- endmacro %}


{#- Notes on a table of facts which run built it. A table that is built again loses the note. -#}
{% macro note_run() -%}
    alter table {{ this }} set tblproperties ('challenges.run' = '{{ invocation_id }}')
{%- endmacro %}


{#-
    At the end of a run on Spark: sets properties on each table of facts that this run built. They are the time of the
    build, the lake's time and the version of the facts. `challenges publish` reads no other table. This run must also have
    built every model that the table reads, because an earlier run may have built it from other code. No test of the table
    may have failed.
-#}
{% macro spark__note_finished_builds() %}
    {%- if execute and flags.WHICH in ['run', 'build'] and not flags.EMPTY and not flags.SAMPLE -%}
        {%- set lake_time = lake_time_of_this_run() -%}
        {%- set built_at = modules.datetime.datetime.utcnow().strftime('%Y-%m-%dT%H:%M:%S.%f') -%}
        {%- set built = [] -%}
        {%- set failed = [] -%}
        {%- for result in results -%}
            {%- if result.status == 'success' and result.node.resource_type == 'model' -%}
                {%- do built.append(result.node.unique_id) -%}
            {%- elif result.status in ['fail', 'error', 'runtime error'] -%}
                {%- do failed.extend(result.node.depends_on.nodes) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- for node in all_models()
            if 'facts' in node.tags and node.unique_id in built and node.unique_id not in failed -%}
            {%- set read = all_models() | selectattr('unique_id', 'in', reached_by(node)) -%}
            {%- set missing = read | rejectattr('unique_id', 'in', built) | list -%}
            {%- set table = api.Relation.create(schema=node.schema, identifier=node.alias) -%}
            {%- if not missing and run_of(table) == invocation_id -%}
                {%- do run_query(
                    'alter table ' ~ table ~ " set tblproperties ('challenges.lake_time' = '" ~ lake_time
                    ~ "', 'challenges.built_at' = '" ~ built_at
                    ~ "', 'challenges.facts_version' = '" ~ facts_version(node) ~ "')"
                ) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}

{% macro run_of(table) %}
    {{- return(run_query('show tblproperties ' ~ table ~ " ('challenges.run')").rows[0][1]) -}}
{% endmacro %}

{% macro lake_time_of_this_run() %}
    {%- set found = run_query(
        "select date_format(lake_time, \"yyyy-MM-dd'T'HH:mm:ss.SSSSSS\") from " ~ lake_time_table()
        ~ ' where run = ' ~ text(invocation_id)
    ) -%}
    {%- if not found.rows -%}
        {%- do exceptions.raise_compiler_error(
            'Another dbt run on Spark began before this one ended, so nothing of this one can be published. Run one at a'
            ~ ' time.'
        ) -%}
    {%- endif -%}
    {{- return(found.rows[0][0]) -}}
{% endmacro %}
