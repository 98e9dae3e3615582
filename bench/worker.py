"""Runs loaders in a process of its own, so that its memory is theirs.

Each line of standard input names a kind of run; each line of standard output says, as JSON, what that took. The
connection is opened by the first run and kept for the next ones, as `challenges load --every` does.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from psycopg import sql
from psycopg.rows import dict_row

from loader.challenges import CHALLENGE_VIEWS, challenges
from loader.database import connect, views_schema
from loader.errors import ChallengesError
from loader.explain import Question, Unexplained, explain
from loader.load import load
from loader.outcome import LoadOptions
from sandbox.dbt_runner import failures, run_dbt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from loader.database import Connection

BENCH = Path(__file__).parent
FRIDAY = datetime(2026, 5, 22, 12, tzinfo=timezone.utc)  # the data ends two days before; a week is frozen
STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Run:
    """What one run took, in seconds, and of these in the database; what it wrote; its process's peak of MiB.

    The time in the database is the time that the process waits for it, if it uses the loader's connection. PostgreSQL
    itself waits `reading_seconds` for pages that are not in its shared buffers; its parallel workers wait at the same
    time. `written` counts rewards; of what only reads, the rows read. `by_challenge` has the seconds that a load
    reports of each.
    """

    seconds: float
    database_seconds: float
    reading_seconds: float
    written: int
    memory: float
    by_challenge: dict[str, float]


class DatabaseClock:
    """Adds up the seconds that a connection waits for the database."""

    def __init__(self, connection: Connection) -> None:
        self.seconds = 0.0
        self._wait = connection.wait
        connection.wait = self._timed_wait  # type: ignore[method-assign]

    def _timed_wait(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        started = perf_counter()
        try:
            return self._wait(*arguments, **options)
        finally:
            self.seconds += perf_counter() - started


def main() -> None:
    """Answer each line of standard input."""
    connection: Connection | None = None
    asking = connect()
    ids = [challenge.challenge_id for challenge in challenges(asking, views_schema())]
    for line in sys.stdin:
        reading = _reading_seconds(asking)
        started = perf_counter()
        if connection is None:
            connection = connect()
            clock = DatabaseClock(connection)
        before = clock.seconds
        written, by_challenge = _run(connection, line.strip(), ids)
        seconds, database_seconds = perf_counter() - started, clock.seconds - before
        connection.execute("select pg_stat_force_next_flush()")
        reading_seconds = _reading_seconds(asking) - reading
        run = Run(seconds, database_seconds, reading_seconds, written, peak_memory(), by_challenge)
        print(json.dumps(asdict(run)), flush=True)


def _reading_seconds(connection: Connection) -> float:
    """Return how long all processes of the database have waited for pages, since the statistics began."""
    statement = "select blk_read_time / 1000 from pg_stat_database where datname = current_database()"
    ((seconds,),) = connection.execute(statement).fetchall()
    return seconds


def _run(connection: Connection, kind: str, ids: Sequence[str]) -> tuple[int, dict[str, float]]:
    if kind in LOADS:
        return _load(connection, ids, *LOADS[kind])
    if kind.startswith("explain "):
        return _explain(connection, int(kind.split()[1])), {}
    return OTHERS[kind](connection), {}


def _load(connection: Connection, ids: Sequence[str], full: bool, quiet: bool) -> tuple[int, dict[str, float]]:
    options = LoadOptions(full=full, quiet=quiet, clock=FRIDAY, over_limit=ids)
    loads = list(load(connection, views_schema(), options))
    for outcome in loads:
        if outcome.error:
            raise ChallengesError(f"{outcome.challenge_id}: {outcome.error}")
    by_challenge = {f"{outcome.challenge_id} {outcome.name}": outcome.seconds for outcome in loads}
    return sum(outcome.new + outcome.updated for outcome in loads), by_challenge


def _explain(connection: Connection, user_id: int) -> int:
    decisions = list(explain(connection, views_schema(), Question(user_id=user_id, clock=FRIDAY)))
    for decision in decisions:
        if isinstance(decision, Unexplained):
            raise ChallengesError(f"{decision.challenge_id}: {decision.error}")
    return len(decisions)


def _count_each_source(connection: Connection) -> int:
    """Count the rows of each staging view that the challenges read: the floor of a load that reads everything."""
    schema = views_schema()
    statement = sql.SQL((BENCH / "staging_views.sql").read_text())
    names = connection.execute(
        statement.format(challenge_views=sql.Identifier(schema, CHALLENGE_VIEWS)), {"schema": schema}
    ).fetchall()
    count = sql.SQL("select count(*) from {}")
    counts = (connection.execute(count.format(sql.Identifier(schema, name))).fetchone() for (name,) in names)
    return sum(rows for (rows,) in counts)


def _merge_by_dbt(connection: Connection) -> int:
    """Let dbt write all rewards into a table of its own; dbt opens its own connections."""
    variables = json.dumps({"as_of": FRIDAY.isoformat()})
    results = run_dbt("run", "--vars", variables, project=BENCH / "dbt")
    if failed := failures(results):
        raise ChallengesError("dbt run failed: " + ", ".join(failed))
    return sum(result.adapter_response["rows_affected"] for result in results)


def _upsert_each_row(connection: Connection) -> int:
    """Load as earlier systems did: every row of every challenge, one statement each."""
    connection.execute("set session_replication_role = replica")
    connection.execute("set plan_cache_mode = auto")  # the statement is planned once, not for each row
    connection.execute("set cursor_tuple_fraction = 1")  # all rows of each cursor are read
    connection.execute("set challenges.reads_all = on")  # as a full load does
    connection.execute("select set_config('challenges.as_of', %s, false)", (str(FRIDAY),))
    upsert = (BENCH / "upsert.sql").read_text()
    eligible = sql.SQL((BENCH / "eligible.sql").read_text())
    written = 0
    for challenge in challenges(connection, views_schema()):
        view = sql.Identifier(views_schema(), challenge.view_name)
        with connection.transaction(), connection.cursor("eligible", row_factory=dict_row) as rows:
            rows.itersize = 10_000  # at a time, for there are millions
            for row in rows.execute(eligible.format(view=view)):
                connection.execute(upsert, row, prepare=True)
                written += 1
    return written


def _insert_prepared_rewards(connection: Connection, *, quiet: bool) -> int:
    with connection.transaction():
        if quiet:
            connection.execute("set local session_replication_role = replica")
        connection.execute("set local synchronize_seqscans = off")  # in the order in which they were prepared
        return connection.execute((BENCH / "insert_rewards.sql").read_text()).rowcount


# Whether a load is full, and whether it is quiet.
LOADS = {"incremental": (False, False), "full": (True, False), "quiet full": (True, True)}
OTHERS: dict[str, Callable[[Connection], int]] = {
    "row at a time": _upsert_each_row,
    "floor": partial(_insert_prepared_rewards, quiet=False),
    "quiet floor": partial(_insert_prepared_rewards, quiet=True),
    "count each source": _count_each_source,
    "merge": _merge_by_dbt,
}


def peak_memory() -> float:
    """Return the most MiB that this process has used; getrusage would count those of the parent's, before exec, too."""
    if STATUS.exists():
        (peak,) = (line.split()[1] for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(peak) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
