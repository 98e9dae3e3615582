"""What the loader did, in tables of its own: each load, each challenge in it, and which load a reward is from."""

from __future__ import annotations

import json
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import psycopg

from loader.database import statement, takes_commands
from loader.errors import ChallengesError, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loader.database import Connection
    from loader.load import ChallengeLoad, Mode


class Ledger:
    """The record of one load.

    What wrote something is recorded in the transaction that wrote it, what failed at once, and what did nothing in one
    statement at the end: there is one such load every few seconds.
    """

    def __init__(self, connection: Connection, load_id: int) -> None:
        self.connection = connection
        self.load_id = load_id
        self.idle: list[ChallengeLoad] = []
        self.outcomes: set[str] = set()
        self.replaced: list[int] = []

    def record(self, *results: ChallengeLoad) -> None:
        """Write what was done to challenges."""
        parameters = {"load_id": self.load_id, "results": json.dumps([_row(result) for result in results])}
        rows = self.connection.execute(statement("record_challenges.sql"), parameters).fetchall()
        self.replaced.extend(load_id for (load_id,) in rows)

    def add(self, result: ChallengeLoad) -> None:
        """Take down what was done to a challenge, after its transaction has ended."""
        self.outcomes.add(result.outcome)
        if result.error:
            self.record(result)
        elif not result.has_written:
            self.idle.append(result)

    def finish(self, error: str | None = None) -> None:
        """Write what did nothing, and how the load came out."""
        if self.idle:
            self.record(*self.idle)
        worst = next((outcome for outcome in ("failed", "stopped") if outcome in self.outcomes), "ok")
        parameters = {
            "load_id": self.load_id,
            "outcome": "ended early" if error else worst,
            "error": error,
            "replaced": self.replaced,
        }
        self.connection.execute(statement("finish_load.sql"), parameters)


@contextmanager
def recorded(connection: Connection, mode: Mode, challenge_ids: Sequence[str]) -> Iterator[Ledger]:
    """Record a load for the length of the block, and how it ended, as long as there is a connection to do so."""
    parameters = {
        "version": package_version(),
        "is_full": mode.full,
        "is_quiet": mode.quiet,
        "as_of": mode.clock,
        "challenge_ids": list(challenge_ids),
    }
    row = connection.execute(statement("start_load.sql"), parameters).fetchone()
    ledger = Ledger(connection, row[0] if row else 0)
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


def _row(result: ChallengeLoad) -> dict[str, Any]:
    """Return a result as record_challenges.sql reads it."""
    return {
        "challenge_id": result.challenge_id,
        "started_at": result.started_at.isoformat(),
        "seconds": result.seconds,
        "scopes": result.scopes,
        "new": result.new,
        "updated": result.updated,
        "already_right": result.already_right,
        "fed": result.fed,
        "refused": sum(refusal.rows for refusal in result.refusals),
        "audio": result.audio,
        "outcome": result.outcome,
        "error": result.error,
        "has_written": result.has_written,
    }


def _reason(error: BaseException) -> str:
    """Return why a load ended early, as a sentence."""
    if isinstance(error, psycopg.Error):
        return sentence(error)
    return str(error) if isinstance(error, ChallengesError) else "interrupted"
