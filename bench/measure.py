"""Measures the loader side by side with one that writes row at a time, and with a plain insert of the same rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from bench.data import TABLES, WRITTEN, generate
from bench.worker import BENCH, Run
from loader.challenges import sync_catalog
from loader.database import connect, views_schema
from loader.errors import ChallengesError
from loader.migrate import migrate
from sandbox.dbt_runner import PROJECT, failures, run_dbt
from sandbox.platform import create_platform
from sandbox.server import libpq_variables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from loader.database import Connection

ROW_AT_A_TIME = "row at a time, nothing new"
FULL = "full load, nothing new"
INCREMENTAL = "incremental load, nothing new"
COLD = "incremental load, nothing new, as the first of a process"
FEW_CHANGES = "incremental load, 1,000 changed rows"
MANY_CHANGES = "incremental load, 100,000 changed rows"
FIRST_MINT = "first mint, with triggers"
FLOOR = "plain insert, with triggers"
QUIET_FIRST_MINT = "first mint, quiet"
QUIET_FLOOR = "plain insert, quiet"

CHANGED_ROWS = {FEW_CHANGES: 1_000, MANY_CHANGES: 100_000}
RUNS = 3  # of most measurements
SMALLER = 100  # times is the database smaller whose memory is compared
LARGE = 0.2  # the scale from which on what is slow is run once only
QUADRATIC = 0.005  # the scale from which on what is slower with the square of the rows is left to the smaller database


@dataclass(frozen=True)
class Figures:
    """All runs by measurement, on the database and on the smaller one, and what they ran on."""

    runs: dict[str, list[Run]]
    smaller_runs: dict[str, list[Run]]
    table_rows: dict[str, int]
    postgres: str


def prepare_template() -> None:
    """Make the empty database that PGDATABASE names into a platform without data, with the views of dbt.

    Raises:
        ChallengesError: dbt failed.

    """
    with connect() as connection:
        create_platform(connection)
        list(migrate(connection))
        if failed := failures(run_dbt("build", "--exclude-resource-type", "unit_test", "test")):
            raise ChallengesError("dbt build failed:\n" + "\n".join(failed))
        sync_catalog(connection, views_schema())
        connection.execute("update challenges set active = true")
        one_shots = "insert into {} select 'thanks', n, 10, '2026-05-20', 'a line' from generate_series(1, 10) as n"
        connection.execute(sql.SQL(one_shots).format(sql.Identifier(views_schema(), "one_shots")))


def measure(scale: float, *, with_notifications: bool, say: Callable[[str], None]) -> Figures:
    """Measure everything on filled copies of the database that PGDATABASE names."""
    slow = 1 if scale >= LARGE else RUNS
    with _filled_copy(scale / SMALLER, with_notifications, say) as connection:
        smaller = Measurements(connection, say)
        smaller.first_mint(FIRST_MINT, FLOOR, times=slow)
        smaller.nothing_new(full=1, cold=1, warm=0)
    with _filled_copy(scale, with_notifications, say) as connection:
        measurements = Measurements(connection, say)
        measurements.first_mint(QUIET_FIRST_MINT, QUIET_FLOOR, times=RUNS)
        if scale < QUADRATIC:  # beyond, the platform's trigger makes it take minutes a run, then hours
            measurements.first_mint(FIRST_MINT, FLOOR, times=RUNS)
        measurements.row_at_a_time(times=slow)
        measurements.nothing_new(full=RUNS, cold=RUNS, warm=7 * RUNS)
        table_rows = {table: _count(connection, table) for table in sorted({*TABLES, *WRITTEN})}
        measurements.changes(FEW_CHANGES, times=2 * RUNS + 1)
        measurements.changes(MANY_CHANGES, times=slow)
        (postgres,) = connection.execute("show server_version").fetchone() or ("",)
    return Figures(measurements.runs, smaller.runs, table_rows, postgres)


class Measurements:
    """The runs on one database, by measurement."""

    def __init__(self, connection: Connection, say: Callable[[str], None]) -> None:
        self.runs: dict[str, list[Run]] = defaultdict(list)
        self._connection = connection
        self._say = say
        self._last_notification = _count(connection, "notification", "coalesce(max(id), 0)")

    def first_mint(self, mint: str, floor: str, times: int) -> None:
        """Write everything into an empty table, by the floor and by the loader in turn; leave what the loader wrote."""
        if not _count(self._connection, "pg_tables", "count(*) filter (where tablename = 'prepared_rewards')"):
            self._mint_nothing()
            with _worker() as ask:
                ask("quiet full")
            self._connection.execute((BENCH / "prepare_rewards.sql").read_text())
        prefix = "quiet " if floor == QUIET_FLOOR else ""
        for _ in range(times):
            for name, kind in ((floor, "floor"), (mint, "full")):
                self._mint_nothing()
                with _worker() as ask:
                    self._keep(name, ask(prefix + kind))
        self._settle()

    def nothing_new(self, full: int, cold: int, warm: int) -> None:
        """Load when all is minted: everything, and what changed since, in new processes and in one that stays."""
        for name, kind, times in ((FULL, "full", full), (COLD, "incremental", cold)):
            for _ in range(times):
                with _worker() as ask:
                    self._keep(name, ask(kind))
        with _worker() as ask:
            ask("incremental")
            for _ in range(warm):
                self._keep(INCREMENTAL, ask("incremental"))

    def changes(self, name: str, times: int) -> None:
        """Load after as many rows as the measurement says have changed, others each time."""
        changed_rows = str(CHANGED_ROWS[name])
        with _worker() as ask:
            ask("incremental")
            for _ in range(times):
                with self._connection.transaction():
                    self._connection.execute("select set_config('bench.changed_rows', %s, true)", (changed_rows,))
                    self._connection.execute((BENCH / "changes.sql").read_text())
                self._keep(name, ask("incremental"))

    def row_at_a_time(self, times: int) -> None:
        """Write every row again, one statement each."""
        for _ in range(times):
            self._settle()
            with _worker() as ask:
                self._keep(ROW_AT_A_TIME, ask("row at a time"))
        self._settle()

    def _keep(self, name: str, run: Run) -> None:
        self.runs[name].append(run)
        self._say(f"  {name}: {run.seconds:.3f} s, {run.written:,} rewards written")

    def _mint_nothing(self) -> None:
        statements = sql.SQL((BENCH / "nothing_minted.sql").read_text())
        self._connection.execute(statements.format(last_notification=self._last_notification))
        self._settle()

    def _settle(self) -> None:
        """Do what would otherwise happen on its own during a measurement."""
        tables = sql.SQL(", ").join(map(sql.Identifier, WRITTEN))
        self._connection.execute(sql.SQL("vacuum (analyze) {}").format(tables))
        self._connection.execute("checkpoint")


def _count(connection: Connection, table: str, what: str = "count(*)") -> int:
    query = sql.SQL("select {} from {}").format(sql.SQL(what), sql.Identifier(table))
    (count,) = connection.execute(query).fetchone() or (0,)
    return count


@contextmanager
def _filled_copy(scale: float, with_notifications: bool, say: Callable[[str], None]) -> Iterator[Connection]:
    """Copy the database, point PGDATABASE at the copy, fill that, and drop it afterwards."""
    say(f"Filling a database at scale {scale:g} ...")
    template, name = (sql.Identifier(database) for database in (os.environ["PGDATABASE"], f"bench_{scale:g}"))
    with connect() as admin:
        admin.execute(sql.SQL("create database {} template {}").format(name, template))
        variables = {key: value for key, value in os.environ.items() if key.startswith("PG")}
        with libpq_variables({**variables, "PGDATABASE": f"bench_{scale:g}"}), connect() as connection:
            generate(connection, scale, with_notifications)
            yield connection
        admin.execute(sql.SQL("drop database {} with (force)").format(name))


@contextmanager
def _worker() -> Iterator[Callable[[str], Run]]:
    """Start a process that runs loaders, and yield what asks it for a run of a kind."""
    command = [sys.executable, "-m", "bench.worker"]
    process = subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(kind: str) -> Run:
        print(kind, file=process.stdin, flush=True)
        answer = process.stdout.readline()  # type: ignore[union-attr]
        if not answer:
            raise ChallengesError(f"The process that measures failed at: {kind}. It has said why on stderr.")
        return Run(**json.loads(answer))

    with process:
        yield ask
