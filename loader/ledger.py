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

from loader.challenges import CATALOG, CHALLENGE_VIEWS, LAKE_FACTS, require_ready
from loader.database import Connection, query, rows, takes_commands, value
from loader.errors import ChallengesError, reason
from loader.limits import limits_used
from loader.locks import LOCK_SPACE
from loader.outcome import ChallengeLoad, LoadOptions

WORST_FIRST = ("ended_early", "failed", "over_limit", "ok")
DIED = (
    "its process was killed or lost its connection before it ended; unfinished work was rolled back. Run"
    " `challenges load`: it finds what is missing."
)


class Ledger:
    """The record of one load. What did nothing is recorded at the end at once: such a load comes every few seconds."""

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
        """Note what was done to challenges, after their transactions; what wrote something was recorded in these."""
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
            is_known = isinstance(error, (psycopg.Error, ChallengesError))
            ledger.finish(reason(error) if is_known else "interrupted")
        raise
    ledger.finish()


@cache
def package_version() -> str:
    """Return the version of this package."""
    return version("challenges")


@dataclass(frozen=True)
class ChallengeStatus:
    """The last load of a challenge.

    `outcome` is ok, failed, over_limit, ended_early, died (without a record of why), or None if it was never loaded.
    `failing_since` is the first load since the last ok one. `blocks_behind` is None without a watermark.
    `used_rewards` and `used_audio` count against the limits: minted in the last 24 hours, and not let through.
    `is_from_lake`: the facts were published at `published_at`, as of `lake_time`; both are None if they never were.
    """

    challenge_id: str
    name: str | None
    load_id: int | None
    loaded_at: datetime | None
    outcome: str | None
    error: str | None
    succeeded_at: datetime | None
    seconds_since_success: float | None
    failing_since: datetime | None
    blocks_behind: int | None
    loading_since: datetime | None
    used_rewards: int
    limit_rewards: int | None
    used_audio: int
    limit_audio: int | None
    is_from_lake: bool
    lake_time: datetime | None
    published_at: datetime | None
    lake_age_seconds: float | None


def status(connection: Connection, schema: str) -> list[ChallengeStatus]:
    """Return how the last load of each challenge went. Raises ChallengesError if the database is not ready."""
    require_ready(connection, schema)
    statement = query(
        "status.status",
        challenge_views=sql.Identifier(schema, CHALLENGE_VIEWS),
        catalog=sql.Identifier(schema, CATALOG),
        lake_facts=sql.Identifier(schema, LAKE_FACTS),
        load_locks=query("locks.held"),
        limits_used=limits_used(sql.Identifier("recorded", "challenge_id")),
    )
    return rows(connection, ChallengeStatus, statement, {"lock_space": LOCK_SPACE, "died": DIED, "schema": schema})
