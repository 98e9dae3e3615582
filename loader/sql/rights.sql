-- The roles of dbt and of the loader, and the rights that they need, each for its reason. Safe to run again. The tests
-- take each right of the loader away in turn: without any one of them something fails.

do $$
declare
    role_name text;
begin
    foreach role_name in array array['challenges_dbt', 'challenges_loader'] loop
        if not exists (select 1 from pg_roles where rolname = role_name) then
            execute format('create role %I nologin', role_name);
        end if;
    end loop;
    -- Everybody has these, where nobody took them away. Unit tests of dbt make temporary tables.
    execute format('grant connect, temporary on database %I to challenges_dbt', current_database());
    execute format('grant connect on database %I to challenges_loader', current_database());
end;
$$;

grant usage on schema public, challenges_loader to challenges_dbt, challenges_loader;

-- What a view calls is called by whoever reads the view.
grant execute on function challenges_loader.rolling_caps, challenges_loader.winners_of_event
to challenges_dbt, challenges_loader;


-- dbt. Its schema and what is in it are its own, whoever built it so far: only the owner of a view can replace it.

create schema if not exists {schema};
alter schema {schema} owner to challenges_dbt;

do $$
declare
    relation regclass;
begin
    for relation in
        select pg_class.oid
        from pg_class
        inner join pg_namespace on pg_class.relnamespace = pg_namespace.oid
        where
            pg_namespace.nspname = {schema_name}
            and pg_class.relkind in ('r', 'v')
            and pg_class.relowner <> 'challenges_dbt'::regrole
    loop
        execute format('alter table %s owner to challenges_dbt', relation);
    end loop;
end;
$$;

-- The sources of the models. A view reads with the rights of its owner, so these are enough for whoever reads it.
grant select on
    public.aggregate_user,
    public.blocks,
    public.challenges,
    public.comments,
    public.events,
    public.playlists,
    public.remixes,
    public.reposts,
    public.saves,
    public.sol_purchases,
    public.track_trending_scores,
    public.tracks,
    public.trending_results,
    public.user_challenges,
    public.users,
    public.v_usdc_purchases,
    challenges_loader.adoptions,
    challenges_loader.changed_rows
to challenges_dbt;


-- The loader. What dbt builds, now and later.

grant usage on schema {schema} to challenges_loader;
grant select on all tables in schema {schema} to challenges_loader;
alter default privileges for role challenges_dbt in schema {schema} grant select on tables to challenges_loader;

-- The head block, the catalog in force, and the rewards. Of a reward that is there, its key and created_at stay.
grant select on public.blocks, public.challenges to challenges_loader;
grant select, insert on public.user_challenges to challenges_loader;
grant update (user_id, amount, current_step_count, is_complete, completed_at, completed_blocknumber)
on public.user_challenges to challenges_loader;

-- The tables that challenges feed: selected too, to leave alone what is there.
grant select, insert on public.trending_results to challenges_loader;

-- What the triggers on user_challenges do, they do with the rights of whoever writes the reward: the platform's and
-- this project's add notifications, handle_tastemaker looks for the track and the repost.
grant select, insert on public.notification to challenges_loader;
grant usage on sequence public.notification_id_seq to challenges_loader;
grant select (track_id, owner_id, is_current) on public.tracks to challenges_loader;
grant select (user_id, repost_item_id, repost_type, is_current, is_delete) on public.reposts to challenges_loader;

-- The loader's own tables, now and later, where the same role applies the migrations.
grant select, insert, update, delete on all tables in schema challenges_loader to challenges_loader;
alter default privileges in schema challenges_loader
grant select, insert, update, delete on tables to challenges_loader;

-- But migrations are an administrator's, and the notes of changes are written by triggers, as their owner.
revoke insert, update, delete on challenges_loader.migrations from challenges_loader;
revoke insert, update on challenges_loader.changed_rows, challenges_loader.changed_rewards from challenges_loader;
