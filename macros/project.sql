{#- What dbt's graph of the project knows about its challenges. It is empty while dbt still parses. -#}

{#- All models. -#}
{% macro all_models() %}
    {{- return(graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') | list) -}}
{% endmacro %}


{#- The model of a name. -#}
{% macro model_named(name) %}
    {{- return(all_models() | selectattr('name', 'equalto', name) | first) -}}
{% endmacro %}


{#- The eligibility views: the models that declare a challenge, by the macro eligibility or one like it. -#}
{% macro challenge_models() %}
    {%- set models = [] -%}
    {%- if execute -%}
        {%- for node in all_models() | sort(attribute='name') -%}
            {%- if node.config.meta.challenge_id is defined -%}
                {%- do models.append(node) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(models) }}
{% endmacro %}


{#- What a challenge declares: see the parameters of the macro eligibility. -#}
{% macro declared(model_name) %}
    {%- set model = challenge_models() | selectattr('name', 'equalto', model_name) | first -%}
    {{ return(model.config.meta if execute else {}) }}
{% endmacro %}


{#- A row for each challenge, with what the loader knows of it: challenge_views.yml describes the columns. -#}
{% macro declarations() %}
    {% for model in challenge_models() -%}
        {%- set scope = model.config.meta.scope -%}
        {#- If the facts come from the lake, published_changes says what changed, and not the notes of its tables. -#}
        {%- set changes = scope.changes -%}
        {%- if changes and model.config.meta.is_from_lake -%}
            {%- set changes = [published_note(model.config.meta.challenge_id)] -%}
        {%- endif -%}
        {%- set changes_view = 'published_changes' if changes and model.config.meta.is_from_lake
            else changes if changes is string else 'changed_users' if changes else none -%}
        {%- set also_writes = model.config.meta.also_writes or {} %}
        select
            {{ text(model.config.meta.challenge_id) }} as challenge_id,
            {{ text(model.name) }} as view_name,
            {{ text(scope.column) }} as scope_column,
            {{ text(scope.view) }} as scope_view,
            {{ text(changes_view) }} as changes_view,
            {{ text(changes | join(',') if changes is not string and changes else none) }} as changed_tables,
            {{ text(model.config.meta.minted) }} as minted_view,
            {{ text(also_writes.table) }} as also_writes_table,
            {{ text(also_writes.view) }} as also_writes_view,
            {{ text(also_writes.key | join(',') if also_writes else none) }} as also_writes_key,
            {{ text(also_writes.on_conflict) }} as also_writes_on_conflict,
            {{ text((model.config.meta.locks_with or []) | join(',')) }} as locks_with,
            {{ text(model.config.meta.adopts_by) }} as adopts_by,
            {{ text(facts_version(model) if model.config.meta.is_from_lake else none) }} as facts_version,
            {{ text(tojson(also_writes.columns) if also_writes.columns else none) }} as also_writes_columns
        {% if not loop.last %}union all{% endif %}
    {%- endfor -%}
{% endmacro %}


{#- Fails if a challenge names another in locks_with that does not name it: they would not wait for each other. -#}
{% macro assert_locks_are_shared() %}
    {%- set locks = {} -%}
    {%- for model in challenge_models() -%}
        {%- do locks.update({model.config.meta.challenge_id: model.config.meta.locks_with or []}) -%}
    {%- endfor -%}
    {%- for challenge_id, others in locks.items() -%}
        {%- for other in others if challenge_id not in locks.get(other, []) -%}
            {{ exceptions.raise_compiler_error(
                "The challenge " ~ challenge_id ~ " declares locks_with " ~ other ~ ", but " ~ other ~ " does not declare "
                ~ challenge_id ~ ": see the macro eligibility"
            ) }}
        {%- endfor -%}
    {%- endfor -%}
{% endmacro %}


{#- The names of the gates of a challenge, its caps last. -#}
{% macro gates_of(model_name) %}
    {{- return((declared(model_name).gates + declared(model_name).caps | list) if execute else []) -}}
{% endmacro %}


{#- What is true if a gate is passed, for the gates that all challenges share. Each challenge's yaml has its own. -#}
{% macro shared_gates() %}
    {{- return({
        'is_challenge_active': 'The challenge is active in the table challenges.',
        'is_after_adoption': 'The adoption, if there is one, does not leave it to the earlier system.',
        'is_recipient_active': 'The recipient has a current user row that is not deactivated.',
    }) -}}
{% endmacro %}


{#- The columns that every eligibility view has first, by their names, with their types. -#}
{% macro contract() %}
    {{- return({
        'challenge_id': 'varchar',
        'specifier': 'text',
        'user_id': 'integer',
        'amount': 'numeric',
        'current_step_count': 'integer',
        'is_complete': 'boolean',
        'qualified_at': 'timestamp',
        'completed_blocknumber': 'bigint',
    }) -}}
{% endmacro %}


{#- Fails if an eligibility view has not the columns of the contract first, of their types, and is_eligible last. -#}
{% macro assert_contract(view) %}
    {%- set names = {
        'character varying': 'text', 'varchar': 'text', 'timestamp without time zone': 'timestamp',
        'numeric(38,0)': 'numeric',
    } -%}
    {%- if execute -%}
        {%- set columns = adapter.get_columns_in_relation(view) -%}
        {%- for column, data_type in contract().items() -%}
            {%- set found = columns[loop.index0] -%}
            {%- if found.name != column or names.get(found.dtype, found.dtype) != names.get(data_type, data_type) -%}
                {%- do exceptions.raise_compiler_error(
                    "Column " ~ loop.index ~ " of " ~ view.identifier ~ " is " ~ found.name ~ " (" ~ found.dtype
                    ~ "), and must be " ~ column ~ " (" ~ data_type ~ "): write the view by the macro eligibility."
                ) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if columns[-1].name != 'is_eligible' -%}
            {%- do exceptions.raise_compiler_error("The last column of " ~ view.identifier ~ " is not is_eligible.") -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}


{#- An array of the names of those columns that are false. -#}
{% macro names_of_false(columns) %}{{ return(adapter.dispatch('names_of_false', 'challenges')(columns)) }}{% endmacro %}

{% macro postgres__names_of_false(columns) -%}
    {%- set names = [] -%}
    {%- for column in columns -%}
        {%- do names.append("case when not " ~ column ~ " then '" ~ column ~ "' end") -%}
    {%- endfor -%}
    array_remove(array[{{ names | join(', ') }}]::text[], null)
{%- endmacro %}


{#- A text as a literal of SQL; null for none. -#}
{% macro text(value) -%}
    cast({{ "'" ~ escape_single_quotes(value) ~ "'" if value else 'null' }} as {{ type_string() }})
{%- endmacro %}
