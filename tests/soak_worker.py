"""A process that loads on one connection for as long as it is asked to, and prints the cost of each load.

    python -m tests.soak_worker

reads lines `TIME changes` or `TIME everything`, loads with that clock on the schedule of `challenges load --every`, and
answers each with a line of JSON.
"""

from __future__ import annotations

import contextlib
import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

import psutil

from bench.worker import peak_memory
from loader.database import views_schema
from loader.load import load
from loader.outcome import LoadOptions
from loader.schedule import Terminated, run_every

if TYPE_CHECKING:
    from loader.database import Connection

COSTS = (
    "select pg_backend_pid(), (select count(*) from pg_prepared_statements),"
    # Used, not total: a context takes blocks that double in size.
    " (select sum(used_bytes)::bigint from pg_backend_memory_contexts)"
)


def main() -> None:
    """Load until the input ends."""
    with contextlib.suppress(Terminated):
        run_every(0.001, answer_the_next, lambda said: say({"warning": said}))


def answer_the_next(connection: Connection) -> None:
    """Load as the next line says, and answer.

    Raises:
        Terminated: there is no line any more.

    """
    line = sys.stdin.readline()
    if not line:
        raise Terminated
    clock, mode = line.split()
    options = LoadOptions(clock=datetime.fromisoformat(clock), full=mode == "everything")
    loads = load(connection, views_schema(), options)
    results = [
        {
            "challenge_id": result.challenge_id,
            "outcome": result.outcome,
            "error": result.error,
            "minted": result.new + result.updated,
            "has_written": result.has_written,
            "scopes": result.scopes,
        }
        for result in loads
    ]
    pid, prepared, server_bytes = connection.execute(COSTS).fetchone() or (None, None, None)
    say(
        {
            "results": results,
            "pid": pid,
            "prepared": prepared,
            "server_bytes": server_bytes,
            "bytes": psutil.Process().memory_info().rss,
            "peak_bytes": round(peak_memory() * 2**20),
        }
    )


def say(answer: dict[str, Any]) -> None:
    """Write a line of JSON."""
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
