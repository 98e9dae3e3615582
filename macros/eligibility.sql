{#-
    The eligibility view of a challenge: every candidate, its gates and caps, and is_eligible. Use it as a call block.
    The block selects the facts: what the platform's tables alone answer, one row for each candidate, with the columns
    specifier, user_id, qualified_at, blocknumber (null: the head block), the `keys` and the `gates`.

    Everything else needs the catalog, the adoption, the clock or the rewards already minted. It is decided here, once
    for all challenges:

    challenge_id   the id in the catalog
    specifier      the format of the specifiers, such as "hex:hex" (see specifier_pattern)
    keys           columns of the facts to show to people, and to count caps by
    gates          columns of the facts that must be true; is_recipient_active is added to them
    decided        further columns, as expressions that the facts cannot answer, such as the clock. They can be gates, or
                   take the place of a column of the facts: specifier or qualified_at
    amount         whole AUDIO, an expression; by default the catalog's amount
    copies         which row counts if several share a specifier: a list of {by: [columns], order: [columns]}, applied one
                   after the other. Rows that pass the gates and rows that do not are numbered apart
    caps           by the name of the gate, is_within_..._cap: {rewards, key, days}. A cap allows so many rewards of one
                   key, a column, within so many days before and after; without days, for ever. At most one of each.
                   A cap can be in AUDIO instead: {audio: step_count, key}. It must be the only cap, and its key must be
                   the scope. A candidate is accepted while the amounts before it are below that column of the catalog
    cap_order      the columns that order the candidates of a scope under its caps
    minted         the name of the view of the rewards already minted: specifier, minted_at, amount, the keys of the caps
    scope          the column whose values are decided apart from each other; none: all candidates are decided together
    scope_view     if the scope is not the user: the view with the scopes of a user (scope_id, user_id, specifier)
    changes        what says which scopes changed: tables of changed_users, or the name of a view with scope_id.
                   Without it every load reads everything
    also_writes    a second table that the loader writes before the rewards: {table, view, key, on_conflict}. If each
                   candidate is a row of it, {columns} instead of the view: which column of the candidates each is
    adopts_by      what an adoption refuses: time (the default), what qualified before the adoption date; block, for
                   sources without a time, also what has no later block than that date; none, nothing
    locks_with     the ids of challenges whose rewards refuse candidates of this one. They share their locks
    is_counted     the facts have current_step_count and is_complete; otherwise a reward is earned in one go
    facts          the facts that another engine can decide, if they are not the call block: the name of a macro that
                   selects them, from which the call block goes on in PostgreSQL; or none
-#}
{% macro eligibility(challenge_id, facts='caller', scope='user_id') -%}
{%- if facts and builds_facts_only() -%}
{{ facts_alone(challenge_id, caller() if facts == 'caller' else context[facts](), scope=scope, **kwargs) }}
{%- else -%}
with

facts as (

    {{ facts_of(challenge_id, model.name, caller(), [scope, 'user_id'] | select | unique | list) if facts == 'caller' else caller() }}

),

{{ decisions(challenge_id, scope=scope, has_facts=facts is not none, **kwargs) }}
{%- endif -%}
{%- endmacro %}


{#-
    The eligibility view of a challenge that counts steps. The call block selects the steps: user_id, step_id, taken_at
    and blocknumber. They are counted in the order of taken_at, then step_id. A step that occurs twice, a defect of the
    source, counts once, at its earliest time, then lowest block. The parameters of the macro eligibility, and:

    step_count           how many steps complete a reward; by default the catalog's step_count
    has_starting_block   only steps in or after the catalog's starting_block count. A step without a block does not
-#}
{% macro counted(challenge_id, step_count='step_count', has_starting_block=false) -%}
{%- if builds_facts_only() -%}
{{ facts_alone(challenge_id, caller(), specifier='hex', **kwargs) }}
{%- else -%}
with

steps as (

    {{ facts_of(challenge_id, model.name, caller()) }}

),

challenges as (

    select
        {{ step_count }} as step_count,
        starting_block
    from {{ ref('stg_challenges') }}
    where challenge_id = '{{ challenge_id }}'

),

steps_to_count as (

    select
        steps.user_id,
        steps.step_id,
        steps.taken_at,
        steps.blocknumber,
        challenges.step_count
    from steps
    {% if has_starting_block -%}
        inner join challenges on steps.blocknumber >= challenges.starting_block
    {%- else -%}
        cross join challenges
    {%- endif %}

),

different_steps as (

    {{ first_of_each('steps_to_count', ['user_id', 'step_id'], ['taken_at', 'blocknumber']) }}

),

numbered_steps as (

    select
        user_id,
        taken_at,
        blocknumber,
        step_count,
        row_number() over (partition by user_id order by taken_at, step_id) as step_number
    from different_steps

),

progress as (

    select
        user_id,
        step_count,
        count(*) as progress,
        max(case when step_number = step_count then taken_at end) as qualified_at,
        max(case when step_number = step_count then blocknumber end) as blocknumber
    from numbered_steps
    group by user_id, step_count

),

facts as (

    select
        {{ hex('user_id') }} as specifier,
        user_id,
        {{ current_step_count('progress', 'step_count') }} as current_step_count,
        coalesce(progress >= step_count, false) as is_complete,
        qualified_at,
        blocknumber
    from progress

),

{{ decisions(challenge_id, is_counted=true, specifier='hex', **kwargs) }}
{%- endif -%}
{%- endmacro %}


{#-
    The eligibility view of a challenge that shows a count. The call block selects specifier, user_id, progress (the
    count), the `keys` and the `gates`. The parameters of the macro eligibility, and:

    steps_taken   the name of a view of the rows that the count rests on: user_id, taken_at, blocknumber. A reward
                  qualifies at the latest of them; at the same time, at the higher block. They are looked up only if a
                  reward completes; one that is minted keeps its time. Without it a reward qualifies at the clock of the
                  load that finds it complete
    condition     which rows of the call block, named counted, are candidates, if not all are
    shows_all     the progress shown goes beyond the catalog's step_count
-#}
{% macro progressed(challenge_id, steps_taken=none, condition=none, shows_all=false) -%}
{%- set facts = with_last_step_of_all(caller(), ref(steps_taken)) if steps_taken else caller() -%}
{%- set is_published = is_from_lake(challenge_id) -%}
{%- if builds_facts_only() -%}
{{ facts_alone(challenge_id, facts, **kwargs) }}
{%- else -%}
with

progress as (

    select *
    from (
        {{ facts_of(challenge_id, model.name, facts) if is_published else caller() }}
    ) as counted
    {{ 'where ' ~ condition if condition }}

),

challenges as (

    select * from {{ ref('stg_challenges') }}
    where challenge_id = '{{ challenge_id }}'

),

completed as (

    select
        progress.*,
        {{ current_step_count('progress.progress', none if shows_all else 'challenges.step_count') }}
            as current_step_count,
        coalesce(progress.progress >= challenges.step_count, false) as is_complete
    from progress
    cross join challenges

),

{% if steps_taken -%}
with_rewards as (

    select
        completed.*,
        rewards.minted_at,
        rewards.completed_blocknumber
    from completed
    left join {{ ref('stg_user_challenges') }} as rewards
        on
            completed.is_complete
            and rewards.challenge_id = '{{ challenge_id }}'
            and completed.specifier = rewards.specifier

),

facts as (

    select
        with_rewards.*,
    {%- if is_published %}
        case
            when with_rewards.is_complete then coalesce(with_rewards.minted_at, with_rewards.last_taken_at)
        end as qualified_at,
        case
            when with_rewards.is_complete then coalesce(with_rewards.completed_blocknumber, with_rewards.last_blocknumber)
        end as blocknumber
    from with_rewards
    {%- else %}
        coalesce(with_rewards.minted_at, last_steps.taken_at) as qualified_at,
        coalesce(with_rewards.completed_blocknumber, last_steps.blocknumber) as blocknumber
    from with_rewards
    {{ with_last_step(ref(steps_taken), 'with_rewards', 'is_complete and minted_at is null') }}
    {%- endif %}

),
{%- else -%}
facts as (

    select
        completed.*,
        case when completed.is_complete then {{ clock() }} end as qualified_at,
        cast(null as bigint) as blocknumber
    from completed

),
{%- endif %}

{{ decisions(challenge_id, is_counted=true, **kwargs) }}
{%- endif -%}
{%- endmacro %}


{#- The rows of a query, each with the last of its user's steps: last_taken_at and last_blocknumber. -#}
{% macro with_last_step_of_all(progress, steps_taken) -%}
select
    progress.*,
    last_steps.taken_at as last_taken_at,
    last_steps.blocknumber as last_blocknumber
from ({{ progress }}) as progress
{{ with_last_step(steps_taken, 'progress', 'true') }}
{%- endmacro %}


{#- A join with the last of the user's steps, as last_steps: taken_at and blocknumber. Null if the condition is false. -#}
{% macro with_last_step(steps_taken, left, condition) %}
    {{- return(adapter.dispatch('with_last_step', 'challenges')(steps_taken, left, condition)) -}}
{% endmacro %}

{% macro postgres__with_last_step(steps_taken, left, condition) -%}
    left join lateral (
        select
            taken_at,
            blocknumber
        from {{ steps_taken }} as steps_taken
        where
            {{ condition }}
            and steps_taken.user_id = {{ left }}.user_id
        order by taken_at desc, blocknumber desc nulls last
        limit 1
    ) as last_steps on true
{%- endmacro %}

{% macro spark__with_last_step(steps_taken, left, condition) -%}
    left join (
        select
            user_id,
            taken_at,
            blocknumber
        from (
            select
                *,
                row_number() over (
                    partition by user_id
                    order by taken_at desc nulls first, blocknumber desc nulls last
                ) as place
            from {{ steps_taken }}
        ) as steps_taken
        where place = 1
    ) as last_steps
        on
            {{ left }}.user_id = last_steps.user_id
            and {{ condition }}
{%- endmacro %}


{#- The progress to show: no more than the catalog's step_count, if there is one, and than fits the column. -#}
{% macro current_step_count(progress, step_count) -%}
    {%- set most = 'coalesce(' ~ step_count ~ ', 2147483647)' if step_count else '2147483647' -%}
    cast(case when {{ progress }} > {{ most }} then {{ most }} else {{ progress }} end as integer)
{%- endmacro %}


{#- The last steps of every eligibility view, after the step facts. For the parameters see the macro eligibility. -#}
{% macro decisions(
    challenge_id,
    specifier,
    keys=[],
    gates=[],
    decided={},
    amount='challenges.amount',
    copies=[],
    caps={},
    cap_order=[],
    minted=none,
    scope='user_id',
    scope_view=none,
    changes=none,
    also_writes=none,
    adopts_by='time',
    locks_with=[],
    is_counted=false,
    has_facts=true
) -%}
{{- assert_declaration(challenge_id, copies, caps, cap_order, minted, scope, changes, also_writes, has_facts) -}}
{{- config(meta={
    'challenge_id': challenge_id,
    'specifier': specifier,
    'gates': ['is_challenge_active', 'is_after_adoption'] + gates + ['is_recipient_active'],
    'caps': caps,
    'minted': minted,
    'scope': {'column': scope, 'view': scope_view, 'changes': changes},
    'also_writes': also_writes,
    'locks_with': locks_with,
    'adopts_by': adopts_by,
    'is_from_lake': is_from_lake(challenge_id),
}) -}}
{#- A second table may lack a row of a complete reward, so none is left out of what it is written from. -#}
{%- set leaves_out_rows = not (also_writes or {}).columns -%}
{#- What dbt builds with the parents of this model must be all that a load reads: see note_finished_builds. -#}
{%- if changes and not execute and target.type == 'postgres' -%}
    {%- do ref(changes if changes is string else 'changed_users') -%}
    {%- if is_from_lake(challenge_id) -%}
        {%- do ref('published_changes') -%}
    {%- endif -%}
{%- endif -%}
{%- set last = namespace(step='gated') -%}
candidates as (

    select
        facts.*,
    {%- for column, expression in decided.items() %}
        {{ expression }} as {{ column }},
    {%- endfor %}
        {{ is_user('is_active', 'facts.user_id') }} as is_recipient_active
    from facts

),

-- passes_gates is a key of every window below, so that PostgreSQL reads no more of the tables than what passes.
gated as (

    select
        candidates.*,
        {{ is_after_adoption(challenge_id, 'candidates', adopts_by) }} as is_after_adoption,
        candidates.is_recipient_active
    {%- for gate in gates %}
        and candidates.{{ gate }}
    {%- endfor %}
        and {{ is_after_adoption(challenge_id, 'candidates', adopts_by) }} as passes_gates
    from candidates
    inner join {{ ref('stg_challenges') }} as challenges on challenges.challenge_id = '{{ challenge_id }}'
    {{ 'where ' ~ is_to_be_decided(challenge_id, 'candidates.specifier') if leaves_out_rows }}

),

{% for copy in copies -%}
    first_copies_{{ loop.index }} as (

        {{ first_of_each(last.step, copy.by + ['passes_gates'], copy.order, 'copy_' ~ loop.index) }}

    ),

    {% set last.step = 'first_copies_' ~ loop.index -%}
    {%- endfor %}
{%- if caps -%}
    {%- set partition = [scope] if scope else caps.values() | map(attribute='key') | list -%}
    {%- if is_in_audio(caps) %}
    {{ capped_in_audio(last.step, caps, ref(minted), challenge_id, amount, cap_order) }},
    {%- else %}
    {{ capped(last.step, caps, ref(minted), partition, cap_order) }},
    {%- endif %}

    {% set last.step = 'capped' -%}
{%- endif %}
decided as (

    select
        challenges.challenge_id,
        {{ last.step }}.specifier,
        cast({{ last.step }}.user_id as integer) as user_id,
        {{ amount }} as amount,
        {{ last.step ~ '.current_step_count' if is_counted else '1 as current_step_count' }},
        {{ last.step ~ '.is_complete' if is_counted else 'true as is_complete' }},
        {{ last.step }}.qualified_at,
        coalesce({{ last.step }}.blocknumber, head_block.blocknumber) as completed_blocknumber,
    {%- for column in keys + (caps | map('replace', 'is_within_', 'count_in_') | list) %}
        {{ last.step }}.{{ column }},
    {%- endfor %}
        challenges.is_active as is_challenge_active,
    {%- for column in ['is_after_adoption'] + gates + ['is_recipient_active'] + (caps | list) %}
        {{ last.step }}.{{ column }},
    {%- endfor %}
        challenges.is_active
        and {{ last.step }}.passes_gates
    {%- for cap in caps %}
        and {{ last.step }}.{{ cap }}
    {%- endfor %}
    {%- if not leaves_out_rows %}
        and {{ is_to_be_decided(challenge_id, last.step ~ '.specifier') }}
    {%- endif %} as is_eligible
    from {{ last.step }}
    inner join {{ ref('stg_challenges') }} as challenges on challenges.challenge_id = '{{ challenge_id }}'
    cross join {{ ref('stg_head_block') }} as head_block

)

select * from decided
{%- endmacro %}


{#- Of the rows that share the columns `by`, the first in the order of the columns `order`, with its number, 1. -#}
{% macro first_of_each(relation, by, order, number='copy_number') -%}
    select *
    from (
        select
            *,
            row_number() over (partition by {{ by | join(', ') }} order by {{ order | join(', ') }}) as {{ number }}
        from {{ relation }}
    ) as numbered
    where {{ number }} = 1
{%- endmacro %}


{#- Has some current row of the user the flag (is_active, is_verified)? A user can have several, a defect. -#}
{% macro is_user(flag, user_id) -%}
    exists (
        select 1 from {{ ref('stg_users') }} as flagged_users
        where
            flagged_users.{{ flag }}
            and flagged_users.user_id = {{ user_id }}
    )
{%- endmacro %}


{#-
    True if this system pays the candidate, false if the earlier one does. `step` has its specifier, qualified_at and
    blocknumber. What qualified before the adoption date belongs to the earlier system, unless that left the reward in
    progress. What was due when the challenge was adopted is never paid. True for what has not qualified yet, and without
    an adoption. A source without a time copies old rows into new ones, so by block (see adopts_by) a candidate must also
    have a block above the head block of the adoption date.

    A "case" evaluates in this order, so without an adoption nothing is looked up. The subqueries return a value instead
    of "exists", for which PostgreSQL would read the whole table. The tables are no sources, because then each unit test
    of each challenge would have to give their rows.
-#}
{% macro is_after_adoption(challenge_id, step, adopts_by) %}
    {{- return(adapter.dispatch('is_after_adoption', 'challenges')(challenge_id, step, adopts_by)) -}}
{% endmacro %}

{% macro postgres__is_after_adoption(challenge_id, step, adopts_by) -%}
    {%- if not adopts_by -%}
        true
    {%- else -%}
    case
        when challenges.adoption_date is null then true
        when
            (
                {{ step }}.qualified_at < challenges.adoption_date
            {%- if adopts_by == 'block' %}
                or not coalesce({{ step }}.blocknumber > challenges.adoption_block, false)
            {%- endif %}
            )
            and not coalesce(
                (
                    select not rewards.is_complete
                    from challenges_loader.adopted_progress as adopted
                    inner join public.user_challenges as rewards
                        on
                            adopted.challenge_id = rewards.challenge_id
                            and adopted.specifier = rewards.specifier
                    where
                        adopted.challenge_id = '{{ challenge_id }}'
                        and adopted.specifier = {{ step }}.specifier
                ),
                false
            )
            then false
        else coalesce(
            (
                select false
                from challenges_loader.adopted_rewards
                where
                    adopted_rewards.challenge_id = '{{ challenge_id }}'
                    and adopted_rewards.specifier = {{ step }}.specifier
            ),
            true
        )
    end
    {%- endif -%}
{%- endmacro %}


{#-
    False if the reward is complete, and the setting challenges.leaves_out_complete names the challenge, as in a load
    that is not full: it can never change. Everybody else sees all candidates. It is asked before the gates and caps,
    which take longer; or last, if a second table has a row for each candidate. Rows that share a specifier go together,
    and a cap counts what is complete as minted: so nothing else is decided differently. Qualify the columns of
    `specifier`: the rewards have some of the same name.
-#}
{% macro is_to_be_decided(challenge_id, specifier) %}
    {{- return(adapter.dispatch('is_to_be_decided', 'challenges')(challenge_id, specifier)) -}}
{% endmacro %}

{% macro postgres__is_to_be_decided(challenge_id, specifier) -%}
    case
        when current_setting('challenges.leaves_out_complete', true) = '{{ challenge_id }}'
            then coalesce(
                (
                    select not rewards.is_complete
                    from public.user_challenges as rewards
                    where
                        rewards.challenge_id = '{{ challenge_id }}'
                        and rewards.specifier = {{ specifier }}
                ),
                true
            )
        else true
    end
{%- endmacro %}

{#- What is minted is decided in PostgreSQL alone. -#}
{% macro spark__is_to_be_decided(challenge_id, specifier) %}{{ return('true') }}{% endmacro %}


{#- Fails if what a challenge declares could not be decided scope by scope, or by its caps. -#}
{% macro assert_declaration(challenge_id, copies, caps, cap_order, minted, scope, changes, also_writes, has_facts) %}
    {%- set mistakes = [] -%}
    {%- if changes and not scope -%}
        {%- do mistakes.append("declares changes without a scope") -%}
    {%- endif -%}
    {%- for copy in copies if scope and scope not in copy.by -%}
        {%- do mistakes.append("numbers copies by columns without the scope " ~ scope) -%}
    {%- endfor -%}
    {%- if caps and not (minted and cap_order) -%}
        {%- do mistakes.append("declares caps without minted and cap_order") -%}
    {%- endif -%}
    {%- if caps.values() | selectattr('days', 'defined') | list | length > 1 -%}
        {%- do mistakes.append("declares two caps with days") -%}
    {%- endif -%}
    {%- if is_in_audio(caps) and (caps | length > 1 or (caps.values() | first).key != scope) -%}
        {%- do mistakes.append("declares a cap in AUDIO beside another, or not by the scope") -%}
    {%- endif -%}
    {%- if caps.values() | rejectattr('days', 'defined') | list | length > 1 -%}
        {%- do mistakes.append("declares two caps without days") -%}
    {%- endif -%}
    {%- if also_writes and ('view' in also_writes) == ('columns' in also_writes) -%}
        {%- do mistakes.append("declares also_writes without either a view or columns, or with both") -%}
    {%- endif -%}
    {%- if is_from_lake(challenge_id) and not has_facts -%}
        {%- do mistakes.append("has no facts that a lake could have: take it out of the var facts_from_lake") -%}
    {%- endif -%}
    {%- for mistake in mistakes -%}
        {{ exceptions.raise_compiler_error("The challenge " ~ challenge_id ~ " " ~ mistake ~ ": see the macro eligibility") }}
    {%- endfor -%}
{% endmacro %}
