"""The platform changes its tables with the views in place, or by the steps of docs/platform-migrations.md."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import sql

from loader.database import QUERIES, connect, views_schema
from loader.migrate import read_migrations
from sandbox.dbt_runner import PROJECT, failures, run_dbt
from tests.roles import FRIDAY
from tests.test_cli import assert_one_sentence, run
from tests.test_schedule import scheduled
from tests.world import BLOCK, DEFAULTS, World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from loader.database import Connection
    from tests.roles import Logins

PAGE = (PROJECT / "docs" / "platform-migrations.md").read_text()
STEP = re.compile(r"^\| `(.+)` \| (dbt's|the platform's|an administrator|the loader's) \|$", re.M)
BUILD = ("build", "--exclude-resource-type", "unit_test", "test")

# The columns of the platform's tables that each view depends on; 0 stands for the whole table.
DEPENDENCIES = """
select distinct view.relname, refobjid::regclass::text, coalesce(attname, '')
from pg_depend
inner join pg_rewrite on pg_depend.objid = pg_rewrite.oid
inner join pg_class as view on pg_rewrite.ev_class = view.oid
inner join pg_class as source on refobjid = source.oid
left join pg_attribute on refobjid = attrelid and refobjsubid = attnum
where
    classid = 'pg_rewrite'::regclass
    and refclassid = 'pg_class'::regclass
    and view.relnamespace = 'challenges'::regnamespace
    and source.relnamespace in ('public'::regnamespace, 'challenges_loader'::regnamespace)
"""

# The columns of the tables that the views read, also by the platform's view, that no view, key, index or trigger has.
UNUSED = """
with used as (
    select refobjid, refobjsubid
    from pg_depend
    where
        refclassid = 'pg_class'::regclass
        and refobjsubid > 0
        and classid in ('pg_rewrite'::regclass, 'pg_trigger'::regclass)
    union all
    select indrelid, unnest(indkey) from pg_index
    union all
    select refobjid, refobjsubid from pg_depend
    where refclassid = 'pg_class'::regclass and classid = 'pg_class'::regclass and deptype = 'a' and refobjsubid > 0
    union all
    select conrelid, unnest(conkey) from pg_constraint where contype in ('p', 'u', 'f')
    union all
    select confrelid, unnest(confkey) from pg_constraint where contype = 'f'
)

select relname, attname
from pg_class
inner join pg_attribute on pg_class.oid = attrelid
where
    relname = any(%s) and relnamespace = 'public'::regnamespace and relkind = 'r'
    and attnum > 0 and not attisdropped
    and (pg_class.oid, attnum) not in (select refobjid, refobjsubid from used)
order by relname, attnum
"""

# What the platform may do later, with the views in place.
NAMES = ("specifier", "user_id", "amount", "is_eligible", "qualified_at", "facts", "scope_id", "candidates", "id")
CHANGES = [
    "alter table blocks drop column is_current",
    *(
        f"alter table {table} add {name} text"
        for table in ("users", "tracks", "comments", "saves", "reposts", "remixes", "events", "playlists", "blocks")
        for name in ("challenge_id", "scope_column", "is_recipient_active", "passes_gates", "completed_blocknumber")
    ),
    *(
        f"do $$ begin alter table {table} add {name} jsonb; exception when duplicate_column then null; end $$"
        for table in ("users", "tracks", "comments", "events", "sol_purchases", "aggregate_user", "trending_results")
        for name in NAMES
    ),
    "alter table user_challenges add claimed_at timestamptz not null default now()",
    "alter table user_challenges add attempts integer not null default 0",
    "alter table user_challenges add is_large boolean generated always as (amount > 100) stored",
    "alter table challenges add title text not null default ''",
    "alter table notification add seen boolean not null default false",
    "alter table trending_results add noted_at timestamptz not null default now()",
    "create index comments_user_idx on comments (user_id)",
    "create index comments_block_idx on comments (blocknumber)",
    "create index notification_cooldown_idx on notification (type)",
    "create index user_challenges_first_id_idx on user_challenges (specifier)",
    "create index user_challenges_track_idx on user_challenges (specifier)",
    "create index events_winners_idx on events using gin (event_data)",
    "create index ix_events_block on events (blocknumber)",
    "create index saves_first_idx on saves (user_id, created_at)",
    "create index reposts_first_idx on reposts (user_id, created_at)",
    "create table watermarks (id integer)",
    "create table migrations (id integer)",
    "create table catalog (id integer)",
    "create table challenge_views (id integer)",
    "create function rolling_caps(integer) returns integer language sql as 'select 1'",
    "create function winners_of_event(jsonb) returns text[] language sql as 'select array[''9'']'",
    "create function note_changes() returns trigger language plpgsql as $$ begin return null; end $$",
    *(
        f"create trigger note_changes after insert or update or delete on {table}"
        " for each row execute function note_changes()"
        for table in ("comments", "user_challenges", "events", "remixes", "sol_purchases", "tracks")
    ),
    *(
        f"alter type {kind} add value 'later'"
        for kind in ("challengetype", "savetype", "reposttype", "event_type", "usdc_purchase_content_type")
    ),
    "alter table tracks alter title type varchar(500)",
    "alter table comments alter text type varchar",
    "alter table users alter column name set default ''",
    "alter table plays add constraint plays_later check (id is not null) not valid",
    "alter table comments set (fillfactor = 80)",
    "alter table comments replica identity full",
    "create publication everything for all tables",
    "alter table users rename column is_verified to was_verified",
    "alter table users rename column was_verified to is_verified",
    "create view comments_of_users as select * from comments",
    "create materialized view rewards_of_users as select user_id, count(*) as rewards from user_challenges group by 1",
]


def test_a_view_depends_on_the_columns_that_it_names_and_on_no_others(
    world: World, template: tuple[str, list[Any]]
) -> None:
    """A `select *` from a table of the platform would keep each of its columns from being dropped."""
    named = {
        result.node.name: set(re.findall(r"\w+", re.sub(r"--.*|/\*.*?\*/", "", result.node.compiled_code)))
        for result in template[1]
        if result.node.resource_type == "model"
    }
    dependencies = world.rows(DEPENDENCIES)
    assert {view for view, *_ in dependencies} > {"source_defects", "stg_users", "changed_users"}
    assert [row for row in dependencies if row[2] not in named[row[0]]] == []
    # A column that two views name must be used by both: a star in one is not hidden by a name elsewhere in it.
    stars = [view for view, text in named_sql(template).items() if re.search(STAR_OF_A_TABLE, text)]
    assert stars == []
    whole_rows = world.rows(
        "select ev_class::regclass::text from pg_rewrite inner join pg_class on ev_class = pg_class.oid"
        " where relnamespace = 'challenges'::regnamespace and ev_action::text ~ ':varattno 0 '"
    )
    assert whole_rows == []


STAR_OF_A_TABLE = r'(?s)select\s+(?:\w+\.)?\*\s+from\s+"[^"]+"\."(?:public|challenges_loader)"'


def named_sql(template: tuple[str, list[Any]]) -> dict[str, str]:
    return {
        result.node.name: result.node.compiled_code for result in template[1] if result.node.resource_type == "model"
    }


def add_comment(world: World, comment_id: int, user_id: int) -> None:
    """Insert a comment, by those columns that the table still has."""
    names = world.rows("select attname from pg_attribute where attrelid = 'comments'::regclass and not attisdropped")
    columns = {name for (name,) in names}
    row = {name: value for name, value in DEFAULTS["comments"].items() if name in columns}
    row |= {"comment_id": comment_id, "user_id": user_id}
    statement = sql.SQL("insert into comments ({}) values ({})").format(
        sql.SQL(", ").join(map(sql.Identifier, row)), sql.SQL(", ").join(map(sql.Literal, row.values()))
    )
    world.connection.execute(statement)


def assert_all_work(world: World) -> None:
    """Check that the views can be built and tested, and that rewards are loaded and explained."""
    assert failures(run_dbt("build", "--exclude-resource-type", "unit_test")) == []
    world.users(901)
    world.run("insert into blocks (blockhash, number) values ('later', %s)", BLOCK)
    add_comment(world, 901, 901)
    assert [load.error for load in world.load(full=True).values() if load.error] == []
    assert [row[1] for row in world.rewards("c")] == [901]
    assert "901" in run("explain", "--user", "901").stdout
    assert run("status").exit_code == 0


@pytest.mark.once
def test_a_column_that_nobody_needs_can_be_dropped_with_the_views_in_place(world: World) -> None:
    tables = [name for name in {table for _, table, _ in world.rows(DEPENDENCIES)} if "." not in name]
    # The loader and the triggers name their columns in texts, which the catalog does not show.
    ((functions,),) = world.rows(
        "select string_agg(pg_get_functiondef(tgfoid), '') from pg_trigger where not tgisinternal"
    )
    texts = " ".join([*QUERIES.values(), *(migration.text for migration in read_migrations()), functions])
    named = set(re.findall(r"\w+", texts))
    also_written = world.rows(
        "select also_writes_table, column_name from challenges.challenge_views inner join information_schema.columns"
        " on table_schema = 'challenges' and table_name = also_writes_view"
        " union select also_writes_table, jsonb_object_keys(also_writes_columns::jsonb) from challenges.challenge_views"
    )
    dropped = 0
    for table, column in world.rows(UNUSED, tables):
        if table in {"challenges", "user_challenges", "trending_results"} and column in named:
            continue
        if table in {"tracks", "reposts", "blocks"} and column in {"number", "track_id", "owner_id"}:
            continue
        if (table, column) in also_written:
            continue
        world.run(f'alter table "{table}" drop column "{column}"')
        dropped += 1
    assert dropped > 100
    assert ("comments", "is_edited") not in world.rows(UNUSED, tables)
    assert_all_work(world)


@pytest.mark.once
def test_what_the_platform_may_do_later_needs_nothing(world: World) -> None:
    for change in CHANGES:
        world.run(change)
    assert_all_work(world)


@pytest.fixture
def owner(admin: Connection, logins: Logins) -> Iterator[str]:
    """The role that owns the platform's tables, no superuser. Its password is that of the logins."""
    name = f"platform_test_{secrets.token_hex(4)}"
    admin.execute(f"create role {name} login password '{logins.password}'")
    admin.execute(f"grant usage, create on schema public to {name}")
    admin.execute(sql.SQL("grant connect on database {} to {}").format(*map(sql.Identifier, (admin.info.dbname, name))))
    for kind, relation in admin.execute(
        "select case relkind when 'v' then 'view' else 'table' end, oid::regclass from pg_class"
        " where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')"
    ).fetchall():
        admin.execute(f"alter {kind} {relation} owner to {name}")
    admin.execute(f"alter function handle_on_user_challenge owner to {name}")
    yield name
    admin.execute(f"drop owned by {name} cascade")
    admin.execute(f"drop role {name}")


def steps(title: str) -> list[tuple[str, str]]:
    """Return the steps of a section of the page: what is run, and in which role."""
    (section,) = re.findall(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    found = STEP.findall(section)
    assert len(found) >= 3
    return found


def carry_out(step: str, role: str, logins: Logins, owner: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if role == "the platform's":
            patch.setenv("PGUSER", owner)
            patch.setenv("PGPASSWORD", logins.password)
        elif role != "an administrator":
            logins.use({"dbt's": "challenges_dbt", "the loader's": "challenges_loader"}[role], patch)
        if step == "dbt build":
            assert failures(run_dbt(*BUILD)) == []
        elif step.startswith("challenges "):
            result = run(*step.split()[1:])
            assert result.exit_code == 0, (step, result.output)
        else:
            with psycopg.connect(autocommit=True) as connection:
                connection.execute(step)


@pytest.mark.once
def test_a_used_column_gets_another_type_by_the_steps_of_the_page(
    admin: Connection, owner: str, logins: Logins, tmp_path: Path
) -> None:
    world = World(admin)
    with pytest.MonkeyPatch.context() as patch:
        logins.use("challenges_loader", patch)
        assert run("load", "--as-of", FRIDAY).exit_code == 0
    world.run("truncate track_trending_scores")  # if today is a Friday, a second list would exceed the limits
    grants = world.rows("select nspacl, defaclacl from pg_namespace, pg_default_acl where nspname = 'challenges'")
    found = steps("A used column gets another type")
    with pytest.raises(psycopg.errors.FeatureNotSupported, match="used by a view"):
        carry_out(*found[1], logins, owner)

    with pytest.MonkeyPatch.context() as patch:
        logins.use("challenges_loader", patch)
        assert_one_sentence(run("drop-views"), 3, "No view was dropped: must be owner of view", "challenges_dbt")
        loader = scheduled(tmp_path)
        running = loader.__enter__()
        running.wait_for("nothing new")
    try:
        watermarks = world.rows("select * from challenges_loader.watermarks order by 1")
        carry_out(*found[0], logins, owner)
        assert world.rows(DEPENDENCIES) == []
        assert world.rows("select count(*) > 0 from challenges.catalog") == [(True,)]
        running.wait_for("The view challenges.challenge_views is missing. Run `dbt build` first. The next load is in")
        with pytest.MonkeyPatch.context() as patch:
            logins.use("challenges_loader", patch)
            for command in (["load"], ["load", "--dry-run"], ["status"], ["explain", "--user", "7"]):
                assert_one_sentence(run(*command), 3, "is missing", "Run `dbt build`")
        assert world.rows("select * from challenges_loader.watermarks order by 1") == watermarks
        # What happens meanwhile is found later: a block shows it, or a note.
        world.add("comments", comment_id=900001, user_id=305, created_at="2020-01-01", blocknumber=900001)
        world.run("update sol_purchases set is_valid = is_valid")
        assert world.rows("select count(*) > 0 from challenges_loader.changed_rows") == [(True,)]
        for step in found[1:3]:
            carry_out(*step, logins, owner)
        world.wait_for("select 1 from user_challenges where specifier = '131:202001'", seconds=60)
        assert running.end() == 0
    finally:
        loader.__exit__(None, None, None)
    carry_out(*found[3], logins, owner)
    assert (
        world.rows("select nspacl, defaclacl from pg_namespace, pg_default_acl where nspname = 'challenges'") == grants
    )


@pytest.mark.once
@pytest.mark.parametrize(
    "title", ["A column of user_challenges that a trigger names", "A table is replaced by another"]
)
def test_user_challenges_changes_by_the_steps_of_the_page(
    admin: Connection, owner: str, logins: Logins, title: str
) -> None:
    world = World(admin)
    for step, role in steps(title):
        carry_out(step, role, logins, owner)
    assert len(world.rewards("c")) > 10
    triggers = "select count(*) from pg_trigger where tgrelid = 'user_challenges'::regclass and not tgisinternal"
    ((found,),) = world.rows(f"{triggers} and tgname <> 'on_user_challenge'")
    assert found == 7
    world.add("comments", comment_id=900001, user_id=305, created_at="2020-01-01", blocknumber=900001)
    carry_out("challenges load", "the loader's", logins, owner)
    assert "131:202001" in world.specifiers("c")


IDS = {
    "users": ["user_id"],
    "comments": ["user_id", "comment_id", "entity_id", "blocknumber"],
    "tracks": ["track_id", "owner_id", "blocknumber"],
    "blocks": ["number"],
    "saves": ["user_id", "save_item_id"],
    "reposts": ["user_id", "repost_item_id"],
    "user_challenges": ["user_id", "amount", "completed_blocknumber"],
}


@pytest.mark.once
def test_used_ids_and_blocks_become_bigints(world: World) -> None:
    assert run("drop-views").exit_code == 0
    ((purchases,),) = world.rows("select pg_get_viewdef('v_usdc_purchases'::regclass)")
    world.run("drop view v_usdc_purchases")
    for table, columns in IDS.items():
        for column in columns:
            world.run(f"alter table {table} alter column {column} type bigint")
    world.run(f"create view v_usdc_purchases as {purchases}")
    assert_all_work(world)
    world.add("comments", comment_id=3_000_000_000, user_id=901, created_at="2025-01-01", blocknumber=900_000)
    load = world.load()["c"]
    assert (load.scopes, load.new, load.error) == (1, 1, None)


def test_a_used_column_is_renamed_and_dropped(world: World) -> None:
    """The page says: a renamed one is followed until the next build; a dropped one is refused."""
    world.users(7)
    world.add("comments", comment_id=1, user_id=7)
    world.run("alter table comments rename is_visible to is_shown")
    assert world.load()["c"].new == 1
    with pytest.raises(psycopg.errors.DependentObjectsStillExist):
        world.run("alter table comments drop is_shown")
    assert any("is_visible" in failure for failure in failures(run_dbt("run", "--select", "stg_comments")))


@pytest.mark.usefixtures("world")
def test_views_are_dropped_once_and_only_if_nothing_stands_on_them(world: World) -> None:
    world.run("create view mine as select * from challenges.stg_users")
    assert_one_sentence(run("drop-views"), 3, "No view was dropped", "view mine depends on", "make it again")
    world.run("drop view mine")
    with connect() as reader, reader.transaction(), pytest.MonkeyPatch.context() as patch:
        reader.execute("select 1 from challenges.stg_users")
        patch.setenv("PGOPTIONS", "-c lock_timeout=100ms")
        assert_one_sentence(run("drop-views"), 3, "No view was dropped", "lock timeout", "retry")
    views = world.rows(f"select count(*) from pg_views where schemaname = '{views_schema()}'")[0][0]
    result = run("drop-views")
    assert result.stdout == f"Dropped {views} views in the schema challenges. Run `dbt build` before the next load.\n"
    assert (
        run("drop-views").stdout
        == "There is no view to drop in the schema challenges. Run `dbt build` before the next load.\n"
    )
