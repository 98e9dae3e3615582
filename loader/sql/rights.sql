-- name: grant_rights
-- The roles of dbt, of the loader and of readers, and the rights that they need, each with its reason. It is safe to run
-- again. The tests take away each right of the loader and of readers, one at a time: without any one of them something
-- fails.

do $$
declare role_name text;
begin
    for role_name in
        select unnest(array['challenges_dbt', 'challenges_loader', 'challenges_reader'])
        except select rolname from pg_roles
    loop
        execute format('create role %I nologin', role_name);
        -- These hold only if somebody logs in as this role itself: a member has its own settings.
        if role_name = 'challenges_reader' then
            alter role challenges_reader set statement_timeout = '15s';
            alter role challenges_reader set default_transaction_read_only = on;
        end if;
    end loop;
    -- The owner of the database can give the schema to challenges_dbt only as a member of it. A superuser need not be.
    if not (select rolsuper from pg_roles where rolname = current_user) then
        begin
            execute format('grant challenges_dbt to %I', current_user);
        exception
            when insufficient_privilege then null;  -- mostly it is a member already; otherwise the next step fails
        end;
    end if;
    -- Every role has these by default, unless somebody revoked them. dbt's unit tests create temporary tables.
    execute format('grant connect, temporary on database %I to challenges_dbt', current_database());
    -- `challenges publish` reads the lake into temporary tables.
    execute format('grant connect, temporary on database %I to challenges_loader', current_database());
    execute format('grant connect on database %I to challenges_reader', current_database());
end $$;

grant usage on schema public, challenges_loader to challenges_dbt, challenges_loader, challenges_reader;

-- A view calls its functions with the rights of the role that reads it.
grant execute on function
    challenges_loader.published_scopes, challenges_loader.rolling_caps, challenges_loader.streak,
    challenges_loader.winners_of_event
to challenges_dbt, challenges_loader, challenges_reader;

-- dbt notes which views a finished build made. The loader, and who explains, compare them with those that are there.
grant execute on function
    challenges_loader.deciding_views, challenges_loader.restored_definition, challenges_loader.rules_version,
    challenges_loader.versions_of_views
to challenges_dbt, challenges_loader, challenges_reader;
grant execute on function challenges_loader.view_versions to challenges_dbt;
grant execute on function challenges_loader.server to challenges_loader, challenges_reader;

-- dbt owns its schema and everything in it, because only the owner of a view can replace it.
create schema if not exists {schema};
alter schema {schema} owner to challenges_dbt;
do $$
declare relation regclass;
begin
    for relation in
        select pg_class.oid from pg_class inner join pg_namespace on pg_class.relnamespace = pg_namespace.oid
        where nspname = {schema_name} and relkind in ('r', 'v') and relowner <> 'challenges_dbt'::regrole
    loop
        execute format('alter table %s owner to challenges_dbt', relation);
    end loop;
end $$;

-- The sources of the models. A view reads them with the rights of its owner, so its readers need none of these.
-- A table of which facts are made may be on the lake alone.
do $$
declare relation regclass;
begin
    for relation in
        select to_regclass('public.' || name) from unnest(array[
            'aggregate_monthly_plays', 'aggregate_user', 'comments', 'events', 'follows', 'playlists', 'plays',
            'remixes', 'reposts', 'saves', 'sol_purchases', 'track_trending_scores', 'tracks', 'user_events',
            'user_tips', 'v_usdc_purchases'
        ]) as name
        where to_regclass('public.' || name) is not null
    loop
        execute format('grant select on %s to challenges_dbt', relation);
    end loop;
    -- How far the plays have been read.
    if to_regclass('public.plays') is not null then
        grant select (id) on public.plays to challenges_loader;
    end if;
end $$;
grant select on
    public.blocks, public.challenge_disbursements, public.challenge_listen_streak, public.challenge_profile_completion,
    public.challenges, public.trending_results, public.user_challenges, public.users,
    challenges_loader.adopted_progress, challenges_loader.adopted_rewards, challenges_loader.adoptions,
    challenges_loader.challenge_status, challenges_loader.changed_ranges, challenges_loader.changed_rows
to challenges_dbt;

-- At the end of a run dbt notes which views are finished.
grant select, insert, update on challenges_loader.finished_builds to challenges_dbt;

-- A view asks when facts were published, with the rights of its owner. With a table of facts dbt takes back that.
grant select, delete on challenges_loader.publications to challenges_dbt;

-- The loader and readers read what dbt builds, now and later.
grant usage on schema {schema} to challenges_loader, challenges_reader;
grant select on all tables in schema {schema} to challenges_loader, challenges_reader;
alter default privileges for role challenges_dbt in schema {schema}
grant select on tables to challenges_loader, challenges_reader;

-- The head block, the catalog, and the rewards. The key and created_at of a reward never change.
grant select on public.blocks, public.challenges to challenges_loader, challenges_reader;
grant select on public.user_challenges to challenges_reader;
grant select, insert on public.user_challenges to challenges_loader;
grant update (user_id, amount, current_step_count, is_complete, completed_at, completed_blocknumber)
on public.user_challenges to challenges_loader;

-- The tables that challenges also write. Select, because rows that would not change are not written.
grant select, insert on public.trending_results to challenges_loader;
grant select, insert, update (last_listen_date, listen_streak) on public.challenge_listen_streak to challenges_loader;
grant select, insert on public.challenge_profile_completion to challenges_loader;
grant update (
    profile_description, profile_name, profile_picture, profile_cover_photo, follows, favorites, reposts
) on public.challenge_profile_completion to challenges_loader;

-- The triggers on user_challenges run with the rights of the role that writes the reward. The platform's and ours add
-- notifications; handle_tastemaker looks up the track and the repost.
grant select, insert on public.notification to challenges_loader;
-- The default of a column may name a sequence, in any schema.
do $$
declare sequence regclass;
begin
    for sequence in
        select refobjid
        from pg_attrdef
        inner join pg_depend on pg_attrdef.oid = pg_depend.objid
        inner join pg_class on pg_depend.refobjid = pg_class.oid
        where
            pg_depend.classid = 'pg_attrdef'::regclass
            and pg_depend.refclassid = 'pg_class'::regclass
            and pg_attrdef.adrelid = 'public.notification'::regclass
            and pg_class.relkind = 'S'
    loop
        execute format('grant usage on sequence %s to challenges_loader', sequence);
        execute format(
            'grant usage on schema %s to challenges_loader',
            (select relnamespace::regnamespace from pg_class where oid = sequence)
        );
    end loop;
end $$;
grant select (track_id, owner_id, is_current) on public.tracks to challenges_loader;
grant select (user_id, repost_item_id, repost_type, is_current, is_delete) on public.reposts to challenges_loader;

-- The loader's own tables, now and later, as long as the same role applies the migrations.
grant select, insert, update, delete on all tables in schema challenges_loader to challenges_loader;
alter default privileges in schema challenges_loader
grant select, insert, update, delete on tables to challenges_loader;

-- But an administrator applies the migrations, and the triggers write notes with the rights of their owner. So does the
-- function by which `challenges publish` notes what it changed.
revoke insert, update, delete on challenges_loader.migrations from challenges_loader;
revoke insert, update on challenges_loader.changed_ranges, challenges_loader.changed_rows, challenges_loader.full_reads
from challenges_loader;
grant execute on function challenges_loader.note_published to challenges_loader;
revoke insert, update, delete on challenges_loader.finished_builds from challenges_loader;

-- Readers see the ledger and what loads start from. They write nothing.
grant select on all tables in schema challenges_loader to challenges_reader;
alter default privileges in schema challenges_loader grant select on tables to challenges_reader;
