"""A load with something new for each challenge, as often as a test wants to disturb it."""

from __future__ import annotations

import io
import multiprocessing
import os
import tempfile
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from multiprocessing import connection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from loader.cli import main
from loader.database import connect
from sandbox.__main__ import FRIDAY, THURSDAY
from sandbox.platform import add_sample_data, fit_catalog, grant_one_shots
from tests.catalog import CHALLENGES
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Databases

FORKS = multiprocessing.get_context("forkserver")  # a fork does not import the loader again
FORKS.set_forkserver_preload([__name__])
LOAD = ["load", "--as-of", f"{FRIDAY:%Y-%m-%dT%H:%M:%SZ}"]
# What a load leaves, but for its numbers, times and transactions.
LEFT = {
    "user_challenges": "*",
    "trending_results": "*",
    "challenge_listen_streak": "*",
    "challenge_profile_completion": "*",
    "notification": 'specifier, group_id, type, "timestamp", blocknumber, data, user_ids',
    "challenges_loader.watermarks": "challenge_id, block_number, block_hash, catalog_row, rules_version",
    "challenges_loader.mints": "challenge_id, specifier",
}
LOADING = "select distinct pid from pg_locks where locktype = 'advisory'"
NOBODY_LOADS = f"select 1 where not exists ({LOADING})"
# A merge that does not end by itself, as long as there are sleepers.
SLEEP = """
create table sleepers as select 1;
create function sleep() returns trigger language plpgsql as $$
begin
    if exists (select 1 from sleepers) then perform pg_sleep(600); end if;
    return null;
end $$;
create trigger sleep after insert on user_challenges for each row execute function sleep();
"""
ASLEEP = "select 1 from pg_stat_activity where wait_event = 'PgSleep'"


def load_of(*only: str) -> list[str]:
    """Return the arguments of the load of Friday, of these challenges or of all."""
    return [*LOAD, *(option for challenge_id in only for option in ("--challenge", challenge_id))]


class Fridays:
    """Copies of a database in which Thursday's rewards are minted and each challenge has something new on Friday."""

    def __init__(self, databases: Databases, template: str) -> None:
        self.databases = databases
        with self.copy(template, is_kept=True) as world:
            fit_catalog(world.connection)
            grant_one_shots(world.connection)
            add_sample_data(world.connection, 1)
            world.load(clock=THURSDAY)
            add_sample_data(world.connection, 2)
            self.friday = world.connection.info.dbname
        with self.copy() as world:
            loads = world.load(clock=FRIDAY)
            assert [challenge_id for challenge_id in CHALLENGES if loads[challenge_id].new] == CHALLENGES
            self.undisturbed = left(world)

    @contextmanager
    def copy(self, template: str | None = None, *, is_kept: bool = False) -> Iterator[World]:
        """Make a copy for the length of the block; PGDATABASE names it."""
        name = self.databases.create(template or self.friday)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PGDATABASE", name)
            with connect() as connection:
                yield World(connection)
        if not is_kept:
            self.databases.drop(name)


class Loader:
    """The load of Friday in a process of its own, with `host` as PGHOST. It keeps what the load prints to stderr."""

    def __init__(self, host: str, *only: str) -> None:
        with tempfile.NamedTemporaryFile(delete=False) as file:
            self.complaints = Path(file.name)
        environment = {**os.environ, "PGHOST": host}
        self.process = FORKS.Process(target=_load, args=(environment, self.complaints, load_of(*only)))
        self.process.start()

    def kill(self) -> None:
        """Kill it, and wait until it is dead."""
        self.process.kill()
        connection.wait([self.process.sentinel])

    def ended(self) -> tuple[int, str]:
        """Wait until it has ended, a minute at most; return its exit code and its complaints."""
        self.process.join(timeout=60)
        assert self.process.exitcode is not None
        complaints = self.complaints.read_text()
        self.complaints.unlink()
        return self.process.exitcode, complaints


def _load(environment: dict[str, str], complaints: Path, arguments: list[str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    with complaints.open("w") as errors, redirect_stderr(errors), redirect_stdout(io.StringIO()):
        main(arguments, prog_name="challenges")


def left(world: World) -> dict[str, list[str]]:
    """Return what loads have left: of each table the rows as text, in the order of the texts."""
    return {
        table: sorted(row for (row,) in world.rows(f"select rows::text from (select {columns} from {table}) as rows"))
        for table, columns in LEFT.items()
    }
