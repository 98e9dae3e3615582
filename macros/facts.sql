{#-
    The facts of a challenge: what the platform's tables alone answer. They are portable SQL, so that another engine can
    decide them where the history is too large for one PostgreSQL: Spark builds them as a table with the challenge's name,
    and `challenges publish` brings them here (docs/beyond-one-machine.md).
-#}

{#-
    Does the model build its facts alone? On Spark it does; on PostgreSQL by the var facts_only, to compare the engines. A
    unit test has the whole view on both.
-#}
{% macro builds_facts_only() -%}
    {{- return((target.type == 'spark' or var('facts_only', false)) and model.resource_type != 'unit_test') -}}
{%- endmacro %}


{#-
    A model of facts alone. On Spark it is a table, so they are computed once. The decisions are left out, but what they
    read is built first: the unit tests of the model give rows of that, and dbt looks up their types.
-#}
{% macro facts_alone(challenge_id, facts) -%}
    {%- do decisions(challenge_id, **kwargs) -%}
    {{- config(tags=['facts']) -}}
    {%- if target.type == 'spark' -%}
        {{- config(materialized='table', post_hook='{{ note_run() }}') -}}
    {%- endif -%}
    {{ facts }}
{%- endmacro %}


{#- Does PostgreSQL read the facts that were published, instead of the platform's tables? -#}
{% macro is_from_lake(challenge_id) -%}
    {{- return(
        target.type == 'postgres' and challenge_id in var('facts_from_lake', []) and model.resource_type != 'unit_test'
    ) -}}
{%- endmacro %}


{#- The table of the facts that were published for a challenge: beside its view, `name`. -#}
{% macro published_facts(name) -%}
    {{- return(api.Relation.create(
        schema=target.schema, identifier=name ~ '_published', type='table'
    )) -}}
{%- endmacro %}


{#-
    The facts as a query: the given one or, by the setting facts_from_lake, the table of what was published. The table has
    the columns of the given query, so that is the contract of both engines. `indexed` are its columns to look up by;
    'user_id, created_at' are looked up by together.
-#}
{% macro facts_of(challenge_id, name, facts, indexed=['user_id']) -%}
    {%- if not is_from_lake(challenge_id) -%}
        {{- return(facts) -}}
    {%- endif -%}
    {%- set table = published_facts(name) -%}
    {%- if execute and flags.WHICH in ['run', 'build'] -%}
        {%- do create_published_facts(challenge_id, table, facts, indexed) -%}
    {%- endif -%}
    {{- return('select * from ' ~ table) -}}
{%- endmacro %}


{#- Creates the table, empty, and lets the loader write it. Fails if it is there with other columns. -#}
{% macro create_published_facts(challenge_id, table, facts, indexed) %}
    {{- return(
        adapter.dispatch('create_published_facts', 'challenges')(challenge_id, table, facts, indexed)
    ) -}}
{% endmacro %}

{% macro postgres__create_published_facts(challenge_id, table, facts, indexed) %}
    {%- set no_facts = 'select * from (' ~ facts ~ ') as facts with no data' -%}
    {%- set is_new = load_relation(table) is none -%}
    {%- do run_query('create table if not exists ' ~ table ~ ' as ' ~ no_facts) -%}
    {%- if is_new -%}
        {#- What an earlier table of the name had is gone. -#}
        {%- do run_query(
            'delete from challenges_loader.publications where schema_name = ' ~ text(table.schema)
            ~ " and challenge_id = '" ~ challenge_id ~ "'"
        ) -%}
    {%- endif -%}
    {%- for columns in indexed -%}
        {%- set index = adapter.quote(table.identifier ~ '_' ~ columns | replace(', ', '_') ~ '_idx') -%}
        {%- do run_query('create index if not exists ' ~ index ~ ' on ' ~ table ~ ' (' ~ columns ~ ')') -%}
    {%- endfor -%}
    {%- if run_query("select 1 from pg_roles where rolname = 'challenges_loader'") | length -%}
        {%- do run_query('grant select, insert, delete on ' ~ table ~ ' to challenges_loader') -%}
    {%- endif -%}
    {%- do run_query('create temporary table expected_facts as ' ~ no_facts) -%}
    {%- set different = run_query(
        "with columns as (select attrelid, attnum, attname, format_type(atttypid, atttypmod) as type"
        ~ " from pg_attribute where attnum > 0 and not attisdropped)"
        ~ " select coalesce(expected.attname, found.attname)"
        ~ " from (select * from columns where attrelid = 'pg_temp.expected_facts'::regclass) as expected"
        ~ " full join (select * from columns where attrelid = '" ~ table ~ "'::regclass) as found"
        ~ " using (attname, type) where expected.attnum is null or found.attnum is null order by 1 limit 1"
    ) -%}
    {%- do run_query('drop table pg_temp.expected_facts') -%}
    {%- for row in different.rows -%}
        {%- do exceptions.raise_compiler_error(
            "The column " ~ row[0] ~ " of the published facts in " ~ table ~ " is not as the model has it. Stop the loader,"
            ~ " run drop table " ~ table ~ " cascade, dbt build, and challenges publish."
        ) -%}
    {%- endfor -%}
{% endmacro %}


{#-
    Are the published facts of the clock's day? What a lake knew the day before is no ranking of this day, and what is
    frozen stays.
-#}
{% macro is_published_today(challenge_id) %}
    {{- return(adapter.dispatch('is_published_today', 'challenges')(challenge_id)) -}}
{% endmacro %}

{% macro postgres__is_published_today(challenge_id) -%}
    exists (
        select 1 from challenges_loader.publications
        where
            publications.schema_name = {{ text(target.schema) }}
            and publications.challenge_id = '{{ challenge_id }}'
            and publications.lake_time at time zone 'UTC' >= cast({{ clock() }} as date)
    )
{%- endmacro %}

{#- What was published is in PostgreSQL alone. -#}
{% macro spark__is_published_today(challenge_id) %}{{ return('true') }}{% endmacro %}


{#- What the notes of changes call the facts of a challenge that `challenges publish` brought. -#}
{% macro published_note(challenge_id) %}{{ return('lake:' ~ challenge_id) }}{% endmacro %}


{#-
    To be cross joined: the scopes of a user in the facts that were published for a challenge. A function looks them up,
    because the view of changes is built before the table.
-#}
{% macro published_scopes(name, scope_column, user_id) %}
    {{- return(adapter.dispatch('published_scopes', 'challenges')(name, scope_column, user_id)) -}}
{% endmacro %}

{% macro postgres__published_scopes(name, scope_column, user_id) -%}
    lateral challenges_loader.published_scopes(
        {{ text(target.schema) }}, {{ text(name ~ '_published') }}, {{ text(scope_column) }}, {{ user_id }}
    ) as scopes (scope_id)
{%- endmacro %}


{#- Does a challenge read the scopes of users again who come back? -#}
{% macro has_returning_users(model) -%}
    {%- set changes = model.config.meta.scope.changes or [] -%}
    {{- return(changes is string or 'users' in changes or 'user_rows' in changes) -}}
{%- endmacro %}


{#- The scopes of users who come back, of a challenge whose facts come from the lake. The users do not. -#}
{% macro returning_users(model, changed_users) -%}
    {%- set scope_column = model.config.meta.scope.column -%}
    select
        {{ text(published_note(model.config.meta.challenge_id)) }} as table_name,
    {%- if scope_column == 'user_id' %}
        users.scope_id
    from {{ changed_users }} as users
    {%- else %}
        scopes.scope_id
    from {{ changed_users }} as users
    cross join {{ published_scopes(model.name, scope_column, 'users.scope_id') }}
    {%- endif %}
    where users.table_name = 'users'
{%- endmacro %}
