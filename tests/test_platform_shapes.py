"""The platform's tables in other shapes: loads work as before and do what their preview says, or say why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from loader.database import connect, views_schema
from loader.migrate import drop_views, grant_rights, migrate
from sandbox.platform import add_sample_data
from tests.test_cli import run
from tests.world import FRIDAY, World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Databases

pytestmark = pytest.mark.once

REPLACED = """
alter table user_challenges rename to former;
create table user_challenges (like former including defaults, {key}) partition by {partition};
{partitions}
insert into user_challenges select * from former;
drop table former;
create trigger on_user_challenge after insert or update on user_challenges
for each row execute function handle_on_user_challenge();
"""
KEY = "primary key (challenge_id, specifier)"
DEFAULT = "create table rewards_of_others partition of user_challenges default;"

# Shapes of user_challenges under which a load writes the same as today.
SHAPES = {
    "partitioned by challenge": REPLACED.format(
        key=KEY,
        partition="list (challenge_id)",
        partitions=f"create table rewards_of_c partition of user_challenges for values in ('c', 'cs'); {DEFAULT}",
    ),
    "partitioned by specifier": REPLACED.format(key=KEY, partition="range (specifier)", partitions=DEFAULT),
    "partitioned by a hash": REPLACED.format(
        key=KEY,
        partition="hash (challenge_id, specifier)",
        partitions=" ".join(
            f"create table rewards_{number} partition of user_challenges"
            f" for values with (modulus 3, remainder {number});"
            for number in range(3)
        ),
    ),
    "bigint columns": (
        "alter table user_challenges alter user_id type bigint, alter amount type bigint,"
        " alter current_step_count type bigint, alter completed_blocknumber type bigint"
    ),
    "text columns": "alter table user_challenges alter specifier type text",
    "numeric amounts": "alter table user_challenges alter amount type numeric",
    "further columns": (
        "alter table user_challenges add source text not null default 'go', add noted_at timestamptz default now(),"
        " add serial bigint generated always as identity,"
        " add is_large boolean generated always as (amount > 100) stored"
    ),
    "a unique key that is not primary": (
        "alter table user_challenges drop constraint user_challenges_pkey;"
        "create unique index rewards_key on user_challenges (specifier, challenge_id)"
    ),
    "further indexes": (
        "create index user_challenges_first_id_idx on user_challenges (user_id);"
        "create unique index rewards_once on user_challenges (challenge_id, user_id, specifier)"
    ),
    "unlogged": "alter table user_challenges set unlogged",
    "a view over the table": (
        "alter table user_challenges rename to rewards; create view user_challenges as select * from rewards"
    ),
    "a trigger that changes rows": (
        "alter table user_challenges add touched_at timestamptz;"
        "create function touch() returns trigger language plpgsql as"
        " $$ begin new.touched_at := now(); return new; end $$;"
        "create trigger a_touch before insert or update on user_challenges for each row execute function touch()"
    ),
    "a trigger for statements": (
        "create function count_rows() returns trigger language plpgsql as"
        " $$ begin perform count(*) from new_rows; return null; end $$;"
        "create trigger count_rows after insert on user_challenges referencing new table as new_rows"
        " for each statement execute function count_rows()"
    ),
}

# Shapes under which no reward can be minted, and what a load and its preview say.
IMPOSSIBLE = {
    "partitioned without a key": (
        REPLACED.format(key="check (true)", partition="range (created_at)", partitions=DEFAULT),
        "no unique or exclusion constraint matching the ON CONFLICT",
    ),
    "no key": (
        "alter table user_challenges drop constraint user_challenges_pkey",
        "no unique or exclusion constraint matching the ON CONFLICT",
    ),
    "a key that is checked late": (
        "alter table user_challenges drop constraint user_challenges_pkey;"
        "alter table user_challenges add primary key (challenge_id, specifier) deferrable",
        "the constraint user_challenges_pkey on user_challenges is deferrable",
    ),
    "a rule": (
        "create rule keep as on insert to user_challenges do also notify rewards",
        "cannot be used with table that has INSERT or UPDATE rules",
    ),
    "a child table": (
        "create table old_rewards () inherits (user_challenges)",
        "old_rewards inherits user_challenges",
    ),
    "a generated amount": (
        "alter table user_challenges drop amount; alter table user_challenges add amount integer"
        " generated always as (1) stored",
        "cannot insert a non-DEFAULT value into column .amount.|can only be updated to DEFAULT",
    ),
}


@pytest.fixture(scope="module")
def sample(databases: Databases, template: tuple[str, list[Any]]) -> Iterator[str]:
    """A database with the sample data, some of whose rewards are in progress."""
    name = databases.create(template[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGDATABASE", name)
        with connect() as connection:
            connection.execute("update challenges set active = true")
            for day in (1, 2):
                add_sample_data(connection, day)
            connection.execute(
                "insert into user_challenges"
                " (challenge_id, specifier, user_id, is_complete, current_step_count, amount)"
                " select challenge_id, specifier, user_id, false, 0, 0 from challenges.first_weekly_comment"
                " where is_eligible limit 3"
            )
    yield name
    databases.drop(name)


@pytest.fixture
def world(databases: Databases, sample: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The platform in a copy of that database; PGDATABASE names it."""
    with databases.temporary(monkeypatch, sample), connect() as connection:
        yield World(connection)


@pytest.fixture(scope="module")
def usual(databases: Databases, sample: str) -> Iterator[list[Any]]:
    """What a load writes in today's shape."""
    with (
        pytest.MonkeyPatch.context() as patch,
        databases.temporary(patch, sample),
        connect() as connection,
    ):
        usual = World(connection)
        loaded = outcomes(usual)
        yield [loaded, rewards(usual)]


def reshape(world: World, statements: str) -> None:
    """Change the platform's tables while the views are gone, and make these again as they were, by their text."""
    views = world.rows(
        "select relname, pg_get_viewdef(oid), obj_description(oid) from pg_class"
        " where relkind = 'v' and relnamespace = 'challenges'::regnamespace order by oid"
    )
    assert len(drop_views(world.connection, views_schema())) == len(views)
    world.run(statements)
    for name, definition, _ in views:
        world.run(f"create view challenges.{name} as {definition}")
    world.note_views()  # PostgreSQL prints the definitions differently for other types


def outcomes(world: World, **options: Any) -> dict[str, tuple[Any, ...]]:
    loads = world.load(full=True, clock=FRIDAY, **options)
    return {
        load.challenge_id: (load.new, load.updated, load.already_right, load.audio, load.unpayable, load.error)
        for load in loads.values()
    }


def rewards(world: World) -> list[tuple[Any, ...]]:
    return world.rows(
        "select challenge_id, specifier, user_id, amount, current_step_count, is_complete, completed_at,"
        ' completed_blocknumber from user_challenges order by challenge_id collate "C", specifier collate "C"'
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_a_load_writes_the_same_for_every_shape_of_user_challenges(world: World, usual: list[Any], shape: str) -> None:
    reshape(world, SHAPES[shape])
    if "partition" in shape:
        assert len(list(migrate(world.connection, is_again=True))) > 10

    previewed = outcomes(world, dry_run=True)
    loaded = outcomes(world)

    assert previewed == loaded == usual[0]
    assert (loaded["c"][1], loaded["c"][0] > 5) == (3, True)
    assert rewards(world) == usual[1]
    assert {(new, updated) for new, updated, *_ in outcomes(world).values()} == {(0, 0)}
    assert world.notifications("challenge_reward")


@pytest.mark.parametrize("shape", IMPOSSIBLE)
def test_a_shape_that_no_reward_fits_is_an_error_that_the_preview_has_too(world: World, shape: str) -> None:
    statements, message = IMPOSSIBLE[shape]
    reshape(world, statements)
    for options in ({"dry_run": True}, {}):
        result = run("load", "--challenge", "c", *(["--dry-run"] if options else []))
        assert result.exit_code == 1, result.output
        (error,) = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
        assert any(part in error.replace('"', ".") for part in message.split("|")), error
    assert world.rows("select count(*) from user_challenges where is_complete and challenge_id = 'c'") == [(0,)]


def test_rewards_that_a_trigger_leaves_out_are_reported(world: World) -> None:
    world.run("delete from user_challenges")
    ((user_id, rewards),) = world.rows(
        "select user_id, count(*) from challenges.first_weekly_comment where is_eligible"
        " group by 1 order by 2, 1 limit 1"
    )
    world.run(
        "create function leave_out() returns trigger language plpgsql as"
        f" $$ begin if new.user_id = {user_id} then return null; end if; return new; end $$;"
        "create trigger leave_out before insert on user_challenges for each row execute function leave_out()"
    )
    result = run("load", "--challenge", "c")
    assert result.exit_code == 0
    noun = "reward" if rewards == 1 else "rewards"
    left_out = f"{rewards} {noun} that a trigger on user_challenges left out, not minted."
    assert f"warning: c first_weekly_comment: {left_out}\n" in result.stderr
    assert world.rows("select count(*) from user_challenges where user_id = %s", user_id) == [(0,)]


def test_a_partitioned_table_gets_our_triggers_and_indexes_by_migrating_again(world: World) -> None:
    reshape(world, SHAPES["partitioned by challenge"])
    ours = (
        "select tgname from pg_trigger where tgrelid = 'user_challenges'::regclass and not tgisinternal"
        " union all select relname from pg_index inner join pg_class on indexrelid = pg_class.oid"
        " where indrelid = 'user_challenges'::regclass and relname like 'challenges%' order by 1"
    )
    assert world.rows(ours) == [("on_user_challenge",)]
    assert run("migrate", "--again").exit_code == 0
    assert len(world.rows(ours)) == 12
    assert run("migrate").stdout == "Nothing to apply: the database is up to date.\n"

    world.load(full=True)
    world.run("delete from user_challenges where challenge_id = 'c'")
    assert world.rows("select distinct challenge_id from challenges_loader.full_reads") == [("c",)]
    assert world.load()["c"].new > 0


NOTIFICATIONS = {
    "an identity": "alter table notification alter id add generated always as identity",
    "an identity by default": "alter table notification alter id add generated by default as identity",
    "a uuid": (
        "alter table notification alter id type uuid using gen_random_uuid(), alter id set default gen_random_uuid()"
    ),
    "a sequence of another name": (
        "create sequence numbers_of_notices; alter table notification alter id type bigint,"
        " alter id set default nextval('numbers_of_notices')"
    ),
    "a sequence in another schema": (
        "create schema numbers; create sequence numbers.notices;"
        " alter table notification alter id set default nextval('numbers.notices')"
    ),
}


@pytest.mark.parametrize("shape", NOTIFICATIONS)
def test_rights_are_granted_for_every_numbering_of_notifications(world: World, shape: str) -> None:
    world.run("delete from notification; alter table notification alter id drop default")
    world.run("drop sequence notification_id_seq")
    world.run(NOTIFICATIONS[shape])
    grant_rights(world.connection, views_schema())
    world.run("set role challenges_loader")
    loaded = world.load(full=True, clock=FRIDAY)
    assert [load.error for load in loaded.values() if load.error] == []
    assert world.notifications("challenge_reward")


def test_loads_go_on_after_the_platform_has_deleted_a_user(world: World) -> None:
    """The platform has a function that deletes a user's rows in many tables, also in user_challenges."""
    world.load(full=True, clock=FRIDAY)
    ((user_id,),) = world.rows("select user_id from user_challenges where challenge_id = 'c' limit 1")
    world.run(
        "create function delete_user(deleted integer) returns void language plpgsql as $$ begin"
        " delete from notification where deleted = any(user_ids);"
        " delete from challenge_disbursements where user_id = deleted;"
        " delete from user_challenges where user_id = deleted;"
        " delete from trending_results where user_id = deleted;"
        " delete from comments where user_id = deleted;"
        " delete from saves where user_id = deleted;"
        " delete from reposts where user_id = deleted;"
        " delete from events where user_id = deleted;"
        " delete from sol_purchases where buyer_user_id = deleted;"
        " delete from tracks where owner_id = deleted;"
        " delete from playlists where playlist_owner_id = deleted;"
        " delete from aggregate_user where user_id = deleted;"
        " delete from users where user_id = deleted; end $$"
    )
    with connect() as connection:
        connection.execute("select delete_user(%s)", (user_id,))
    for _ in range(2):
        assert [load.error for load in world.load(clock=FRIDAY).values() if load.error] == []
    assert world.rows("select 1 from user_challenges where user_id = %s", user_id) == []
    assert psycopg.connect().execute("select count(*) > 0 from user_challenges").fetchone() == (True,)
