"""What the loader did, in tables of its own: the loads, what they did to each challenge, and its status since."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import cache
from importlib.metadata import version

import psycopg
from psycopg import sql

from loader.challenges import CHALLENGE_VIEWS, require_ready
from loader.database import Connection, rows, takes_commands, value
from loader.errors import ChallengesError, sentence
from loader.locks import LOCK_SPACE
from loader.outcome import ChallengeLoad, LoadOptions
from loader.queries import query

WORST_FIRST = ("ended_early", "failed", "over_limit", "ok")
DIED = (
    "its process was killed or lost its connection before it ended; unfinished work was rolled back. Run"
    " `challenges load`: it finds what is missing."
)


class Ledger:
    """The record of one load.

    A challenge that wrote something is recorded in the transaction that wrote it, one that failed at once, and those
    that did nothing in one statement at the end: there is one such load every few seconds.
    """

    def __init__(self, connection: Connection, load_id: int, challenge_ids: Sequence[str]) -> None:
        self.connection = connection
        self.load_id = load_id
        self.started_at = datetime.now(timezone.utc)
        self.missing = list(challenge_ids)
        self.idle: list[ChallengeLoad] = []
        self.outcomes = {"ok"}

    def record(self, *results: ChallengeLoad) -> None:
        """Write what was done to challenges."""
        documents = [vars(result) | {"unpayable": sum(one.rows for one in result.unpayable)} for result in results]
        parameters = {"load_id": self.load_id, "results": json.dumps(documents, default=datetime.isoformat)}
        self.connection.execute(query("ledger.record"), parameters)

    def add(self, *results: ChallengeLoad) -> None:
        """Note what was done to challenges, after their transactions have ended."""
        for result in results:
            self.missing.remove(result.challenge_id)
            self.outcomes.add(result.outcome)
            if result.error:
                self.record(result)
            elif not result.has_written:
                self.idle.append(result)

    def finish(self, error: str | None = None) -> None:
        """Write what did nothing, and how the load ended."""
        if error:
            self.outcomes.add("ended_early")
            early = {"started_at": self.started_at, "outcome": "ended_early", "error": error}
            self.idle += [ChallengeLoad(challenge_id=challenge_id, **early) for challenge_id in self.missing]
        if self.idle:
            self.record(*self.idle)
        outcome = min(self.outcomes, key=WORST_FIRST.index)
        self.connection.execute(query("ledger.finish"), {"load_id": self.load_id, "outcome": outcome, "error": error})


@contextmanager
def recorded(connection: Connection, options: LoadOptions, challenge_ids: Sequence[str]) -> Iterator[Ledger]:
    """Record a load for the length of the block, and how it ended, as long as there is a connection to do so."""
    parameters = vars(options) | {"version": package_version(), "challenge_ids": list(challenge_ids)}
    ledger = Ledger(connection, value(connection, query("ledger.start"), parameters), challenge_ids)
    try:
        yield ledger
    except BaseException as error:
        if takes_commands(connection):
            ledger.finish(_reason(error))
        raise
    ledger.finish()


@cache
def package_version() -> str:
    """Return the version of this package."""
    return version("challenges")


def _reason(error: BaseException) -> str:
    """Return why a load ended early, as a sentence."""
    if isinstance(error, psycopg.Error):
        return sentence(error)
    return str(error) if isinstance(error, ChallengesError) else "interrupted"


@dataclass(frozen=True)
class ChallengeStatus:
    """The last load of a challenge.

    `outcome` is ok, failed or over_limit; died or ended_early if the load did not come to the challenge (died: without
    a record of why); None if it was never loaded. `failing_since` is the first load since the last that was ok,
    `succeeded_at` that one. `blocks_behind` counts from its watermark to the head block; it is None without a
    watermark, and the next load reads everything. `loading_since` is when a load began that is at work on it, or None.
    """

    challenge_id: str
    load_id: int | None
    loaded_at: datetime | None
    outcome: str | None
    error: str | None
    succeeded_at: datetime | None
    failing_since: datetime | None
    blocks_behind: int | None
    loading_since: datetime | None


def status(connection: Connection, schema: str) -> list[ChallengeStatus]:
    """Return how the last load of each challenge went. Raises ChallengesError if the database is not ready."""
    require_ready(connection, schema)
    challenge_views = sql.Identifier(schema, CHALLENGE_VIEWS)
    statement = query("status.status", challenge_views=challenge_views, load_locks=query("locks.held"))
    return rows(connection, ChallengeStatus, statement, {"lock_space": LOCK_SPACE, "died": DIED})
