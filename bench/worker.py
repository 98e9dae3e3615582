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
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from psycopg import sql
from psycopg.rows import dict_row

from loader.challenges import challenges
from loader.database import connect, views_schema
from loader.errors import ChallengesError
from loader.load import load
from loader.outcome import LoadOptions

if TYPE_CHECKING:
    from loader.database import Connection

BENCH = Path(__file__).parent
FRIDAY = datetime(2026, 5, 22, 12, tzinfo=timezone.utc)  # the data ends two days before; a week is frozen
STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Run:
    """What one run took: seconds, those of them in challenges, the rewards it wrote, and its process's peak of MiB."""

    seconds: float
    challenge_seconds: float
    written: int
    memory: float


def main() -> None:
    """Answer each line of standard input."""
    connection: Connection | None = None
    for line in sys.stdin:
        started = perf_counter()
        connection = connection or connect()
        written, challenge_seconds = _run(connection, line.strip())
        run = Run(perf_counter() - started, challenge_seconds, written, peak_memory())
        print(json.dumps(asdict(run)), flush=True)


def _run(connection: Connection, kind: str) -> tuple[int, float]:
    if kind == "row at a time":
        return _upsert_each_row(connection), 0.0
    if kind in {"floor", "quiet floor"}:
        return _insert_prepared_rewards(connection, quiet=kind == "quiet floor"), 0.0
    full, quiet = {"incremental": (False, False), "full": (True, False), "quiet full": (True, True)}[kind]
    ids = [challenge.challenge_id for challenge in challenges(connection, views_schema())]
    options = LoadOptions(full=full, quiet=quiet, clock=FRIDAY, over_limit=ids)
    loads = list(load(connection, views_schema(), options))
    for outcome in loads:
        if outcome.error:
            raise ChallengesError(f"{outcome.challenge_id}: {outcome.error}")
    return sum(outcome.new + outcome.updated for outcome in loads), sum(outcome.seconds for outcome in loads)


def _upsert_each_row(connection: Connection) -> int:
    """Load as earlier systems did: every row of every challenge, one statement each."""
    connection.execute("set session_replication_role = replica")
    connection.execute("set plan_cache_mode = auto")  # the statement is planned once, not for each row
    connection.execute("set cursor_tuple_fraction = 1")  # all rows of each cursor are read
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


def peak_memory() -> float:
    """Return the most MiB that this process has used; getrusage would count those of the parent's, before exec, too."""
    if STATUS.exists():
        (peak,) = (line.split()[1] for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(peak) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
