"""Measures the loader side by side with its peers: a loader that writes row at a time, dbt's merge, a plain insert."""

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
from bench.writes import WriteCost, write_costs
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
MERGE = "dbt's merge, nothing new"
MERGE_CHANGES = "dbt's merge, 1,000 changed rows"
FULL = "full load, nothing new"
READ_ONCE = "reading each source once"
INCREMENTAL = "incremental load, nothing new"
COLD = "incremental load, nothing new, as the first of a process"
SECOND_OF_CHANGES = "incremental load, 33 changed rows"
FEW_CHANGES = "incremental load, 1,000 changed rows"
MANY_CHANGES = "incremental load, 100,000 changed rows"
OWN_MANY_CHANGES = "incremental load, 100,000 changed rows, without the platform's trigger"
EXPLAIN = "explain of a user"
EXPLAIN_BUSIEST = "explain of a user with the most rewards"
EXPLAINED = (EXPLAIN, EXPLAIN_BUSIEST)
FIRST_MINT = "first mint, with triggers"
OWN_FIRST_MINT = "first mint, without the platform's trigger"
FLOOR = "plain insert, with triggers"
QUIET_FIRST_MINT = "first mint, quiet"
QUIET_FLOOR = "plain insert, quiet"

# What the worker is asked for.
KINDS = {
    ROW_AT_A_TIME: "row at a time",
    FULL: "full",
    READ_ONCE: "count each source",
    INCREMENTAL: "incremental",
    COLD: "incremental",
    FIRST_MINT: "full",
    OWN_FIRST_MINT: "full",
    FLOOR: "floor",
    QUIET_FIRST_MINT: "quiet full",
    QUIET_FLOOR: "quiet floor",
}
CHANGED_ROWS = {SECOND_OF_CHANGES: 33, FEW_CHANGES: 1_000, MANY_CHANGES: 100_000, OWN_MANY_CHANGES: 100_000}
MAX_SECONDS = 6 * 60 * 60  # of the server; at scale 1 a benchmark takes about two hours
MEMORY = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")  # bytes
# The manual of PostgreSQL finds up to 40 % of the memory useful. A virtual machine may leave little of the rest to the
# system's own cache.
SHARED_BUFFERS = f"{MEMORY * 3 // 8 // 2**20}MB"
RUNS = 3  # of most measurements
MANY_RUNS = 7 * RUNS  # of those that are short
BATCHES = 10  # of the platform's writes, on each side of a round
ROUNDS = 10
USERS = 5  # of each kind, to explain
# So many times smaller are the databases on which notifications are written. The larger of them compares memory.
SMALLER = (400, 200)
LARGE = 0.2  # the scale from which on what is slow is run once only


@dataclass(frozen=True)
class Figures:
    """All runs by measurement, on the database and on the smaller ones, and what they ran on."""

    runs: dict[str, list[Run]]
    smaller_runs: list[dict[str, list[Run]]]
    writes: list[WriteCost]
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


def measure(scale: float, *, say: Callable[[str], None]) -> Figures:
    """Measure everything on filled copies of the database that PGDATABASE names."""
    slow = 1 if scale >= LARGE else RUNS
    with _filled_copy(scale, say) as connection:
        measurements = Measurements(connection, say)
        measurements.first_mint(QUIET_FLOOR, QUIET_FIRST_MINT, times=slow)
        measurements.in_new_processes(ROW_AT_A_TIME, times=slow)
        measurements.settle()
        measurements.in_new_processes(FULL, times=RUNS)
        measurements.in_one_process(READ_ONCE, times=RUNS)
        measurements.in_new_processes(COLD, times=RUNS)
        measurements.in_one_process(INCREMENTAL, times=MANY_RUNS)
        table_rows = {table: _count(connection, table) for table in sorted({*TABLES, *WRITTEN})}
        measurements.merge_by_dbt(times=slow)
        measurements.changes(SECOND_OF_CHANGES, times=MANY_RUNS)
        measurements.changes(FEW_CHANGES, times=2 * RUNS + 1)
        measurements.changes(OWN_MANY_CHANGES, times=RUNS)
        measurements.changes(MANY_CHANGES, times=slow)
        measurements.explain()
        (postgres,) = connection.execute("show server_version").fetchone() or ("",)
        say("  the platform's writes, with and without our triggers and indexes ...")
        writes = write_costs(rounds=ROUNDS, batches=BATCHES)
    smaller_runs = [_measure_smaller(scale / smaller, slow, say) for smaller in SMALLER]
    return Figures(measurements.runs, smaller_runs, writes, table_rows, postgres)


def _measure_smaller(scale: float, times: int, say: Callable[[str], None]) -> dict[str, list[Run]]:
    """Measure what writes notifications, whose table is filled, and the memory of loads."""
    with _filled_copy(scale, say, with_notifications=True) as connection:
        measurements = Measurements(connection, say)
        measurements.first_mint(FLOOR, OWN_FIRST_MINT, FIRST_MINT, times=times)
        measurements.in_new_processes(FULL, times=1)
        measurements.in_new_processes(COLD, times=1)
    return measurements.runs


class Measurements:
    """The runs on one database, by measurement."""

    def __init__(self, connection: Connection, say: Callable[[str], None]) -> None:
        self.runs: dict[str, list[Run]] = defaultdict(list)
        self._connection = connection
        self._say = say
        self._last_notification = _count(connection, "notification", "coalesce(max(id), 0)")

    def first_mint(self, *names: str, times: int) -> None:
        """Write everything into an empty table, in each of these ways in turn; leave what the last one wrote."""
        self._mint_nothing()
        with _worker() as ask:
            ask("quiet full")
        self._connection.execute((BENCH / "prepare_rewards.sql").read_text())
        for _ in range(times):
            for name in names:
                self._mint_nothing()
                with self._platforms_trigger(is_on=name != OWN_FIRST_MINT), _worker() as ask:
                    self._keep(name, ask(KINDS[name]))
        self.settle()

    def in_new_processes(self, name: str, times: int) -> None:
        """Measure the first run of a process."""
        for _ in range(times):
            with _worker() as ask:
                self._keep(name, ask(KINDS[name]))

    def in_one_process(self, name: str, times: int) -> None:
        """Measure the runs of a process after its first one."""
        with _worker() as ask:
            ask(KINDS[name])
            for _ in range(times):
                self._keep(name, ask(KINDS[name]))

    def explain(self) -> None:
        """Explain users with the most rewards and others, each of them again and again in one process."""
        users = self._connection.execute((BENCH / "users_to_explain.sql").read_text(), {"users": USERS}).fetchall()
        with _worker() as ask:
            for user_id, is_busiest in users:
                ask(f"explain {user_id}")
                for _ in range(RUNS):
                    self._keep(EXPLAIN_BUSIEST if is_busiest else EXPLAIN, ask(f"explain {user_id}"))

    def merge_by_dbt(self, times: int) -> None:
        """Let dbt merge into a table that has all rewards: nothing new, and after changes. The first run fills it."""
        schema = sql.Identifier(f"{views_schema()}_bench")
        self._connection.execute(sql.SQL((BENCH / "merged_rewards.sql").read_text()).format(schema=schema))
        with _worker() as ask:
            ask("merge")
            for name in [MERGE] * times + [MERGE_CHANGES]:
                self._connection.execute(sql.SQL("vacuum (analyze) {}.merged_rewards").format(schema))
                if name == MERGE_CHANGES:
                    self._change(CHANGED_ROWS[FEW_CHANGES])
                self._keep(name, ask("merge"))
        self._connection.execute(sql.SQL("drop schema {} cascade").format(schema))

    def changes(self, name: str, times: int) -> None:
        """Load after as many rows as the measurement says have changed, others each time."""
        with self._platforms_trigger(is_on=name != OWN_MANY_CHANGES), _worker() as ask:
            ask("incremental")
            for _ in range(times):
                self._change(CHANGED_ROWS[name])
                self._keep(name, ask("incremental"))

    def settle(self) -> None:
        """Do what would otherwise happen on its own during a measurement."""
        tables = sql.SQL(", ").join(map(sql.Identifier, WRITTEN))
        self._connection.execute(sql.SQL("vacuum (analyze) {}").format(tables))
        self._connection.execute("checkpoint")

    def _change(self, rows: int) -> None:
        with self._connection.transaction():
            self._connection.execute("select set_config('bench.changed_rows', %s, true)", (str(rows),))
            self._connection.execute((BENCH / "changes.sql").read_text())

    @contextmanager
    def _platforms_trigger(self, *, is_on: bool) -> Iterator[None]:
        if not is_on:
            self._connection.execute("alter table user_challenges disable trigger on_user_challenge")
        yield
        if not is_on:
            self._connection.execute("alter table user_challenges enable trigger on_user_challenge")

    def _keep(self, name: str, run: Run) -> None:
        self.runs[name].append(run)
        self._say(f"  {name}: {run.seconds:.3f} s, {run.written:,} rows")

    def _mint_nothing(self) -> None:
        statements = sql.SQL((BENCH / "nothing_minted.sql").read_text())
        self._connection.execute(statements.format(last_notification=self._last_notification))
        self.settle()


def _count(connection: Connection, table: str, what: str = "count(*)") -> int:
    query = sql.SQL("select {} from {}").format(sql.SQL(what), sql.Identifier(table))
    (count,) = connection.execute(query).fetchone() or (0,)
    return count


@contextmanager
def _filled_copy(scale: float, say: Callable[[str], None], *, with_notifications: bool = False) -> Iterator[Connection]:
    """Copy the database, point PGDATABASE at the copy, fill that, and drop it afterwards."""
    say(f"Filling a database at scale {scale:g} ...")
    template, name = (sql.Identifier(database) for database in (os.environ["PGDATABASE"], f"bench_{scale:g}"))
    with connect() as admin:
        admin.execute(sql.SQL("create database {} template {}").format(name, template))
        admin.execute(sql.SQL("alter database {} set track_io_timing = on").format(name))
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
