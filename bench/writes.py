"""Measures what our triggers and indexes add to the platform's own writes, in batches as its indexer makes them.

With and without are the same rows of the same database: each side is a transaction that is rolled back, and the one
without drops first what the migrations have added. So both find the same data, in the same memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg.abc import Params, Query

    from loader.database import Connection

BENCH = Path(__file__).parent
UPDATES = dict(re.findall(r"^-- name: (\w+)\n(.*?)(?=^-- name: |\Z)", (BENCH / "writes.sql").read_text(), re.M | re.S))
BATCH = 100  # rows
BUSY, OTHER = 1.10, 1.20  # times as long as without, at most
# None: reported only, for it is rare.
LIMITS = {
    "saves": BUSY,
    "reposts": BUSY,
    "plays": BUSY,
    "users": BUSY,
    "tracks": BUSY,
    "follows": OTHER,
    "playlists": OTHER,
    "comments": OTHER,
    "remixes": OTHER,
    "sol_purchases": OTHER,
    "user_tips": OTHER,
    "user_events": OTHER,
    "track_trending_scores": OTHER,
    "aggregate_monthly_plays": OTHER,
    "user_challenges": OTHER,
    "events": None,
}
# What is inserted and what is updated. Of rewards: another system inserts complete ones and completes others.
EVERYTHING = (sql.SQL("true"), sql.SQL("true"))
TAKEN = {"user_challenges": (sql.SQL("is_complete"), sql.SQL("not is_complete"))}


@dataclass(frozen=True)
class WriteCost:
    """The median seconds of a batch without our triggers and indexes, and with them; `is_ours` if the table has any."""

    table: str
    kind: str
    is_ours: bool
    without: float
    with_ours: float

    @property
    def ratio(self) -> float:
        """How many times as long a batch takes with our triggers and indexes, to two decimals."""
        return round(self.with_ours / self.without, 2)


def write_costs(rounds: int, batches: int) -> list[WriteCost]:
    """Return the cost of inserts and updates on each table, by `rounds` times `batches` batches on each side.

    The newest rows of each table are taken out for good: nothing else can be measured on the database afterwards.
    """
    costs = []
    with psycopg.connect(autocommit=True, prepare_threshold=None) as connection:
        ours = connection.execute((BENCH / "ours.sql").read_text()).fetchall()
        to_drop = [statement for _, statement in ours]
        tables = {table for table, _ in ours}
        for table in LIMITS:
            for kind, work in (("insert", _inserts), ("update", _updates)):
                if found := _compare(connection, work(connection, table, batches + 1), to_drop, rounds):
                    costs.append(WriteCost(table, kind, table in tables, *found))
    return costs


def _compare(
    connection: Connection, work: Sequence[tuple[Query, Params]], to_drop: Sequence[str], rounds: int
) -> tuple[float, float] | None:
    """Return the median seconds without and with what is dropped, the sides in turn; the first round only warms."""
    if not work:
        return None
    times: dict[bool, list[float]] = {False: [], True: []}
    for number in range(rounds + 1):
        for is_ours in (False, True) if number % 2 else (True, False):
            found = _times(connection, work, () if is_ours else to_drop)
            if number:
                times[is_ours] += found
    return median(times[False]), median(times[True])


def _times(connection: Connection, work: Sequence[tuple[Query, Params]], to_drop: Sequence[str]) -> list[float]:
    """Return the seconds of each statement but the first, which reads the system tables again."""
    times = []
    with connection.transaction(force_rollback=True):
        for statement in to_drop:
            connection.execute(statement)
        for statement, parameters in work:
            started = perf_counter()
            connection.execute(statement, parameters)
            times.append(perf_counter() - started)
    return times[1:] or times


def _inserts(connection: Connection, table: str, batches: int) -> list[tuple[Query, Params]]:
    """Take the newest rows out of the table, and return the statements that insert them again."""
    columns = connection.execute(sql.SQL("select * from {} limit 0").format(sql.Identifier(table))).description or ()
    parts = {
        "table": sql.Identifier(table),
        "new_rows": sql.Identifier(f"new_{table}"),
        "columns": sql.SQL(", ").join(sql.Identifier(column.name) for column in columns),
        "is_taken": TAKEN.get(table, EVERYTHING)[0],
        "rows": sql.Literal(_rows(connection, table, batches)),
    }
    create = "create table {new_rows} (like {table}, bench_position integer generated always as identity primary key)"
    insert = "insert into {table} ({columns}) select {columns} from {new_rows} where bench_position between %s and %s"
    with connection.transaction():
        connection.execute("set local session_replication_role = replica")
        connection.execute(sql.SQL(create).format(**parts))
        taken = connection.execute(sql.SQL((BENCH / "take_newest.sql").read_text()).format(**parts)).rowcount
    connection.execute(sql.SQL("analyze {table}, {new_rows}").format(**parts))
    return [(sql.SQL(insert).format(**parts), (first, first + BATCH - 1)) for first in range(1, taken + 1, BATCH)]


def _updates(connection: Connection, table: str, batches: int) -> list[tuple[Query, Params]]:
    """Return the statements that update rows from all over the table; none if the platform does not."""
    if table not in UPDATES:
        return []
    rows = _rows(connection, table, batches)
    statement = sql.SQL((BENCH / "rows_to_update.sql").read_text()).format(
        table=sql.Identifier(table),
        percent=sql.Literal(min(100.0, 200.0 * rows / _count(connection, table))),
        is_taken=TAKEN.get(table, EVERYTHING)[1],
        rows=sql.Literal(rows),
    )
    chosen = [row for (row,) in connection.execute(statement)]
    return [(UPDATES[table], {"rows": chosen[first : first + BATCH]}) for first in range(0, len(chosen), BATCH)]


def _rows(connection: Connection, table: str, batches: int) -> int:
    """Return how many rows to take: at most half of the table, and at least one."""
    return max(1, min(BATCH * batches, _count(connection, table) // 2))


def _count(connection: Connection, table: str) -> int:
    (count,) = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table))).fetchone() or (0,)
    return max(1, count)
