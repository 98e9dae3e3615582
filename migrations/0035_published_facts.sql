-- Facts that another engine built on a lake, and that `challenges publish` brought: when, and of what time they are.

create table if not exists challenges_loader.publications (
    schema_name varchar not null,
    challenge_id varchar not null,
    -- The time of the newest play on the lake when the build of the facts began: they lack what happened later.
    lake_time timestamptz not null,
    -- When the build of the facts ended.
    built_at timestamptz not null,
    published_at timestamptz not null,
    rows bigint not null,
    inserted bigint not null,
    deleted bigint not null,
    primary key (schema_name, challenge_id)
);

-- The scopes of a user in published facts. The table is named by a text, because dbt builds the view that asks before
-- the table. In plpgsql the statement is planned when it runs, so few rows are looked up by index.
create or replace function challenges_loader.published_scopes(
    schema_name text, table_name text, scope_column text, of_user integer
) returns setof integer
language plpgsql stable rows 10 set search_path = pg_catalog, pg_temp as $$
begin
    return query execute format(
        'select distinct %I::integer from %I.%I where user_id = $1', scope_column, schema_name, table_name
    ) using of_user;
end;
$$;

-- A view runs its functions with the rights of the role that reads it.
grant execute on function challenges_loader.published_scopes to public;

-- Notes the scopes of a challenge whose facts were published; without a list, that all of it is to be read. Like the
-- triggers, with the rights of the owner: the loader's role may write no other notes.
create or replace function challenges_loader.note_published(challenge_id text, scopes integer[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if scopes is null then
        insert into challenges_loader.full_reads (challenge_id, reason)
        values (note_published.challenge_id, 'many of its facts were published');
    else
        insert into challenges_loader.changed_rows (table_name, scope_id)
        select 'lake:' || note_published.challenge_id, scope_id from unnest(scopes) as scope_id;
    end if;
end;
$$;

revoke execute on function challenges_loader.note_published from public;

-- The roles exist if this database was set up before.
do $$
begin
    if exists (select from pg_roles where rolname = 'challenges_dbt') then
        grant select, delete on challenges_loader.publications to challenges_dbt;
    end if;
    if exists (select from pg_roles where rolname = 'challenges_loader') then
        grant select, insert, update, delete on challenges_loader.publications to challenges_loader;
        grant execute on function challenges_loader.note_published to challenges_loader;
    end if;
    if exists (select from pg_roles where rolname = 'challenges_reader') then
        grant select on challenges_loader.publications to challenges_reader;
    end if;
end $$;
