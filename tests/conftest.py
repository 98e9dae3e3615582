"""A real database for each test: made in a moment from a template with the platform, the migrations and the views.

The server is the one that libpq's variables name; if they name none, an embedded one is started.
"""

from __future__ import annotations

import contextlib
import os
import random
import uuid
from itertools import count
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import sql

from loader.challenges import sync_catalog
from loader.database import connect, views_schema
from loader.migrate import migrate
from sandbox.dbt_runner import failures, run_dbt
from sandbox.platform import create_platform
from sandbox.server import is_server_given, throwaway_server
from tests.filler import filled  # noqa: F401 - a fixture of all tests
from tests.lake import fed, fed_template  # noqa: F401 - fixtures of all tests
from tests.roles import admin, as_loader, built_by_dbt, friday, logins, on_friday  # noqa: F401 - fixtures of all tests
from tests.site import own_site, paid, site  # noqa: F401
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loader.database import Connection


DBT_RESULTS = pytest.StashKey[list[Any]]()
ONCE = pytest.StashKey[dict[Path, bool]]()  # whether this run has begun the tests of a module that are marked once
WORLDS_SEED = pytest.StashKey[int]()
WORLDS_LEFT_OUT = pytest.StashKey[dict[str, list[str]]]()
SOAKED = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person choose the worlds of the oracle, the loads of the soak test, and what two runs share."""
    options = parser.getgroup("the oracle")
    options.addoption("--worlds", type=int, default=3000, metavar="N", help="worlds in all; default: 3000")
    options.addoption("--worlds-seed", type=int, default=0, metavar="SEED", help="which worlds; default: 0")
    options.addoption("--fresh-worlds", action="store_true", help="worlds that nobody has seen: a random seed")
    options.addoption(
        "--once-in", type=Path, metavar="FOLDER", help="leave out tests marked once that another run with it has begun"
    )
    options.addoption("--soak", type=int, default=60, metavar="N", help="loads in a row by one process; default: 60")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the seed of the worlds once for the run."""
    is_fresh = config.getoption("--fresh-worlds")
    config.stash[WORLDS_SEED] = random.getrandbits(32) if is_fresh else config.getoption("--worlds-seed")
    config.stash[WORLDS_LEFT_OUT] = {}
    config.stash[DBT_RESULTS] = []
    config.stash[ONCE] = {}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """If two runs share the tests marked once, put their modules last: so both runs end at about the same time."""
    if config.getoption("--once-in"):
        # Backwards, because the longest of all are those on Spark.
        shared = sorted({item.path for item in items if item.get_closest_marker("once")}, reverse=True)
        items.sort(key=lambda item: shared.index(item.path) if item.path in shared else -1)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """If two runs share the tests marked once, leave out those of a module that the other run has begun."""
    folder = session.config.getoption("--once-in")
    if folder is None or session.testsfailed:
        return None
    items = (item for item in session.items if not item.get_closest_marker("once") or _is_ours(item, folder))
    item = next(items, None)
    while item is not None:
        following = next(items, None)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
        item = following
    return True


def _is_ours(item: pytest.Item, folder: Path) -> bool:
    is_ours = item.config.stash[ONCE]
    if item.path not in is_ours:
        try:
            (folder / item.path.name).touch(exist_ok=False)
            is_ours[item.path] = True
        except FileExistsError:
            is_ours[item.path] = False
    if not is_ours[item.path]:
        item.config.hook.pytest_deselected(items=[item])
    return is_ours[item.path]


class Databases:
    """Creates and drops the databases of this run."""

    def __init__(self) -> None:
        self.prefix = f"challenges_test_{uuid.uuid4().hex[:8]}"
        self.names: set[str] = set()
        self.admin = psycopg.connect(autocommit=True)

    def create(self, template: str = "template0") -> str:
        """Create a database and return its name.

        The names of those that are gone are used again: to dbt, a name that it has not seen last is another project,
        which it parses in full.
        """
        name = next(name for name in map(f"{self.prefix}_{{}}".format, count(1)) if name not in self.names)
        self.names.add(name)
        self.admin.execute(
            sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        return name

    def drop(self, name: str) -> None:
        """Drop a database, even if somebody is connected to it."""
        self.names.discard(name)
        # The process of a connection that was closed ends a moment later. If it has not, PostgreSQL waits 100 ms.
        connected = "select from pg_stat_activity where datname = %s"
        for _ in range(20):
            if self.admin.execute(connected, [name]).rowcount == 0:
                break
            sleep(0.002)
        self.admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    @contextlib.contextmanager
    def temporary(self, patch: pytest.MonkeyPatch, template: str = "template0") -> Iterator[str]:
        """Create a database for the length of the block; PGDATABASE names it until the patch is undone."""
        name = self.create(template)
        patch.setenv("PGDATABASE", name)
        yield name
        self.drop(name)

    def programs(self) -> Path | None:
        """Return the directory of the server's programs; None if the server is of another machine."""
        ((folder,),) = self.admin.execute("select setting from pg_config() where name = 'BINDIR'").fetchall()
        return Path(folder) if Path(folder, "initdb").exists() else None


def set_up(connection: Connection) -> None:
    """Set up an empty database as a user does, without the tests of dbt."""
    create_platform(connection)
    list(migrate(connection))
    assert failures(run_dbt("build", "--exclude-resource-type", "unit_test", "test")) == []
    sync_catalog(connection, views_schema())


@pytest.fixture(scope="session")
def server() -> Iterator[None]:
    """Point libpq's variables at a server."""
    with pytest.MonkeyPatch.context() as patch, contextlib.ExitStack() as stack:
        patch.delenv("CHALLENGES_SCHEMA", raising=False)
        if not is_server_given():
            stack.enter_context(throwaway_server())
        yield


@pytest.fixture(scope="session")
def databases(server: None) -> Iterator[Databases]:
    databases = Databases()
    yield databases
    databases.admin.close()


@pytest.fixture(scope="session")
def template(databases: Databases, request: pytest.FixtureRequest) -> Iterator[tuple[str, list[Any]]]:
    """A database with everything but data, and the results of the `dbt build` that made its views."""
    name = databases.create()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGDATABASE", name)
        with connect() as connection:
            create_platform(connection)
            list(migrate(connection))
            results = run_dbt("build", "--exclude-resource-type", "unit_test")
            sync_catalog(connection, views_schema())
    request.config.stash[DBT_RESULTS] += results
    yield name, results
    databases.drop(name)


@pytest.fixture
def empty_database(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database with nothing in it; PGDATABASE names it."""
    with databases.temporary(monkeypatch) as name:
        yield name


@pytest.fixture
def database(databases: Databases, template: tuple[str, list[Any]], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database with the platform, the migrations, the views and the catalog; PGDATABASE names it."""
    with databases.temporary(monkeypatch, template[0]) as name:
        yield name


@pytest.fixture
def world(database: str) -> Iterator[World]:
    """The platform of the test's own database, to be filled row by row."""
    with connect() as connection:
        yield World(connection)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how many of dbt's own tests were among them."""
    results = config.stash[DBT_RESULTS]
    kinds = {"unit tests": "unit_test", "data tests": "test", "views": "model"}
    counts = {label: sum(result.node.resource_type == kind for result in results) for label, kind in kinds.items()}
    if results:
        terminalreporter.write_line("dbt: " + ", ".join(f"{count} {label}" for label, count in counts.items()))
    if config.getoption("--fresh-worlds"):
        again = f"--worlds {config.getoption('--worlds')} --worlds-seed {config.stash[WORLDS_SEED]}"
        terminalreporter.write_line(f"fresh worlds; for the same again: {again}")
    for name, missing in config.stash[WORLDS_LEFT_OUT].items():
        terminalreporter.write_line(f"no worlds of {name}: seeds/catalog.csv lacks {', '.join(missing)}")
    if soaked := config.stash.get(SOAKED, ""):
        terminalreporter.write_line(soaked)
    if host := os.environ.get("PGHOST"):
        terminalreporter.write_line(f"server: {host}")
