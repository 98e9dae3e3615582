"""The loader sets what its correctness needs of a session, and refuses one that it does not have to itself."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import sql

from loader.database import connect, set_clock
from loader.errors import ConnectionLostError
from sandbox.platform import add_sample_data
from tests.pool import needs_pgbouncer, pool
from tests.roles import FRIDAY
from tests.test_cli import assert_one_sentence, run
from tests.test_schedule import scheduled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Databases
    from tests.world import World

pytestmark = pytest.mark.once

WRITTEN = (
    "select challenge_id, specifier, user_id, amount, is_complete, created_at, completed_at, completed_blocknumber"
    " from user_challenges order by 1, 2",
    "select type, specifier, group_id, data, user_ids, timestamp from notification order by 1, 2, 3",
    "select user_id, id, rank, type, week from trending_results order by 4, 5, 3",
)
# Settings of a session under which a load writes the same.
SETTINGS = [
    "search_path=decoy",
    "search_path=",
    "search_path=pg_catalog,decoy",
    "DateStyle=German",
    "DateStyle=SQL,DMY",
    "IntervalStyle=sql_standard",
    "TimeZone=Asia/Kathmandu",
    "TimeZone=<+03>-3",
    "standard_conforming_strings=off",
    "session_replication_role=replica",
    "gin_fuzzy_search_limit=1",
    "default_transaction_isolation=serializable",
    "default_transaction_deferrable=on",
    "extra_float_digits=-15",
    "bytea_output=escape",
    "array_nulls=off",
    "quote_all_identifiers=on",
    "transform_null_equals=on",
    "check_function_bodies=off",
    "client_min_messages=error",
    "synchronous_commit=off",
    "row_security=on",
]
LOCKS = "select count(*) from pg_locks where locktype = 'advisory'"


@pytest.fixture(scope="module")
def sample(databases: Databases, template: tuple[str, list[Any]]) -> Iterator[tuple[str, list[Any]]]:
    """A database with the sample data, and what a load writes there."""
    name, loaded = databases.create(template[0]), None
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGDATABASE", name)
        with connect() as connection:
            connection.execute("update challenges set active = true")
            for day in (1, 2):
                add_sample_data(connection, day)
            # What a session finds first if it looks here for the tables of the platform.
            connection.execute("create schema decoy")
            for table in ("user_challenges", "challenges", "notification", "comments", "blocks", "trending_results"):
                connection.execute(f"create table decoy.{table} (like public.{table} including defaults)")
        loaded = databases.create(name)
        patch.setenv("PGDATABASE", loaded)
        written = load_and_read()
    assert all(len(rows) > 10 for rows in written)
    yield name, written
    databases.drop(loaded)
    databases.drop(name)


@pytest.fixture
def platform(databases: Databases, sample: tuple[str, list[Any]], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A copy of that database; PGDATABASE names it."""
    with databases.temporary(monkeypatch, sample[0]) as name:
        yield name


def load_and_read() -> list[Any]:
    result = run("load", "--as-of", FRIDAY)
    assert result.exit_code == 0, result.output
    with psycopg.connect(options="-c TimeZone=UTC", client_encoding="utf8") as connection:
        connection.execute("set search_path = public")
        return [connection.execute(query).fetchall() for query in WRITTEN]


@pytest.mark.usefixtures("platform")
@pytest.mark.parametrize("setting", SETTINGS)
def test_a_load_writes_the_same_under_any_setting(
    sample: tuple[str, list[Any]], monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv("PGOPTIONS", f"-c {setting}")
    written = load_and_read()
    assert written == sample[1]
    assert run("load", "--as-of", FRIDAY).exit_code == 0
    assert run("explain", "--challenge", "w", "--as-of", FRIDAY).exit_code == 0
    assert run("status").exit_code == 0


@pytest.mark.parametrize("setting", ["search_path = decoy", "session_replication_role = replica"])
def test_settings_of_the_database_are_no_others(platform: str, sample: tuple[str, list[Any]], setting: str) -> None:
    with psycopg.connect(autocommit=True) as admin:
        admin.execute(sql.SQL(f"alter database {{}} set {setting}").format(sql.Identifier(platform)))
    assert load_and_read() == sample[1]


@pytest.mark.usefixtures("platform")
@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1", "UTF8", "EUC_JP"])
def test_any_client_encoding_is_replaced(
    sample: tuple[str, list[Any]], monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", encoding)
    assert "up to date" in run("migrate").stdout
    assert load_and_read() == sample[1]


@pytest.mark.usefixtures("empty_database")
def test_migrations_apply_under_any_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    from sandbox.platform import create_platform

    with connect() as connection:
        create_platform(connection)
    monkeypatch.setenv("PGCLIENTENCODING", "SQL_ASCII")
    monkeypatch.setenv("PGOPTIONS", "-c search_path= -c standard_conforming_strings=off -c DateStyle=German")
    assert run("migrate").exit_code == 0
    assert run("migrate").stdout == "Nothing to apply: the database is up to date.\n"


@pytest.mark.usefixtures("platform")
def test_a_server_that_takes_no_writes_is_an_error_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """An administrator may have chosen that: it is not overridden."""
    monkeypatch.setenv("PGOPTIONS", "-c default_transaction_read_only=on")
    assert_one_sentence(run("load"), 3, "cannot execute INSERT in a read-only transaction")


def test_a_loader_on_a_schedule_keeps_its_session(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c idle_session_timeout=200ms")
    with scheduled(tmp_path) as loader:
        world.run("select set_config('idle_session_timeout', '0', false)")
        loader.wait_for("nothing new", times=3)
        assert "warning" not in loader.complained.read_text()
        assert loader.end() == 0


POOLS = {
    "by transaction": ("transaction", {}),
    "by transaction, each session in turn": ("transaction", {"server_round_robin": 1}),
    "by transaction, one session": ("transaction", {"default_pool_size": 1}),
    "by statement": ("statement", {}),
}


@needs_pgbouncer
@pytest.mark.parametrize(
    "arguments", [["load"], ["load", "--dry-run"], ["load", "--every", "1"], ["migrate"], ["status"]]
)
@pytest.mark.parametrize("kind", POOLS)
def test_a_shared_pool_is_refused(world: World, kind: str, arguments: list[str]) -> None:
    mode, settings = POOLS[kind]
    world.users(7)
    world.add("comments", comment_id=1, user_id=7)
    with pool(mode, **settings):
        for _ in range(2):
            assert_one_sentence(run(*arguments), 3, "A pool lends the sessions", "in session mode")
        # Nothing of the loader stays behind in the sessions that others use.
        with psycopg.connect(autocommit=True, prepare_threshold=None) as client:
            found = client.execute("select current_setting('row_security'), current_setting('plan_cache_mode')")
            assert found.fetchone() == ("on", "auto")
    assert world.rows(LOCKS) == [(0,)]
    assert world.rewards("c") == []


@needs_pgbouncer
def test_a_pool_that_is_busy_with_others_is_refused_too(world: World) -> None:
    stop = threading.Event()

    def work() -> None:
        with psycopg.connect(autocommit=True, prepare_threshold=None) as client:
            while not stop.is_set():
                client.execute("select pg_sleep(0.002)")

    with pool("transaction", default_pool_size=6):
        others = [threading.Thread(target=work) for _ in range(4)]
        for other in others:
            other.start()
        try:
            for _ in range(20):
                assert_one_sentence(run("load"), 3, "A pool lends the sessions")
        finally:
            stop.set()
            for other in others:
                other.join()
    assert world.rows(LOCKS) == [(0,)]


@needs_pgbouncer
@pytest.mark.parametrize("size", [1, 5])
def test_a_pool_that_keeps_one_session_for_each_client_works(world: World, size: int) -> None:
    world.users(7)
    world.add("comments", comment_id=1, user_id=7)
    with pool("session", default_pool_size=size):
        for _ in range(2):
            result = run("load")
            assert result.exit_code == 0, result.output
    assert len(world.rewards("c")) == 1
    assert world.rows(LOCKS) == [(0,)]


def test_a_transaction_in_another_session_is_refused(world: World) -> None:
    """For example by a pool that was started later, or that was not recognized."""
    assert set_clock(world.connection, None)
    world.run("discard all")
    with pytest.raises(ConnectionLostError, match="exchanged"):
        set_clock(world.connection, None)


def test_our_triggers_do_the_same_in_any_session_of_the_platform(world: World) -> None:
    world.run("drop trigger on_user_challenge on user_challenges")
    world.users(7, 8)
    world.track(5, owner_id=8)
    world.add("reposts", user_id=7, repost_item_id=5)
    world.add("trending_results", user_id=8, id="5")
    world.run("update challenges set active = true")
    options = "-c search_path= -c DateStyle=German -c TimeZone=Asia/Kathmandu -c standard_conforming_strings=off"
    with psycopg.connect(options=f"{options} -c row_security=on -c gin_fuzzy_search_limit=1") as platform:
        for challenge_id, specifier, user_id in (("t", "7:t:5", 7), ("tt", "2026-05-22:1", 8)):
            platform.execute(
                "insert into public.user_challenges (challenge_id, specifier, user_id, is_complete, completed_at,"
                " completed_blocknumber) values (%s, %s, %s, true, '2026-05-22 12:00', 1)",
                (challenge_id, specifier, user_id),
            )
        platform.execute("insert into public.remixes values (1, 2)")
        platform.execute("delete from public.user_challenges where challenge_id = 't'")
    assert [row[1] for row in world.notifications("tastemaker")] == ["tastemaker_user_id:7:tastemaker_item_id:5"]
    assert [row[1] for row in world.notifications("trending")] == [
        "trending:time_range:week:genre:all:rank:1:track_id:5:timestamp:1779451200"
    ]
    assert world.rows("select table_name, scope_id from challenges_loader.changed_rows") == [("remixes", 1)]
    assert world.rows("select challenge_id from challenges_loader.full_reads") == [("t",)]
