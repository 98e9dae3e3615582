"""A load: each challenge in a transaction of its own, as far as anything changed, and what was done to it."""

from __future__ import annotations

import time
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from loader.challenges import SOURCE_DEFECTS, Challenge, challenges, require_ready
from loader.database import Connection, set_clock, statement
from loader.errors import (
    ChallengesError,
    ConnectionLostError,
    OverLimitError,
    UnknownChallengeError,
    missing_right,
    printable,
    sentence,
)
from loader.ledger import recorded
from loader.marks import changed_scopes, forget_changes, save_mark, situation
from loader.merge import Merged, Refusal, merge, preview
from loader.turns import only_writer, turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loader.ledger import Ledger

PAUSES = (0.1, 0.2, 0.4)  # seconds before a challenge that met another writer is tried again
MEETINGS = (
    psycopg.errors.SerializationFailure,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.LockNotAvailable,
)
# What a view lacks, or has of another type, where it is not as dbt builds it.
NOT_AS_BUILT = (
    psycopg.errors.UndefinedTable,
    psycopg.errors.UndefinedColumn,
    psycopg.errors.UndefinedFunction,
)


@dataclass(frozen=True)
class ChallengeLoad:
    """What one load did to one challenge.

    `audio` is in whole AUDIO, of rewards that became complete; `fed` counts the rows written into `feed_table`.
    `scopes` counts those that were read, None where everything was; `why_everything` then is the reason, if it is news.
    `error` says why nothing was done; `is_stopped` that it was for the limit of what one load may mint. `load_id` is
    that of the ledger, None of a dry run.
    """

    challenge_id: str
    started_at: datetime = field(default_factory=lambda: datetime.now(timezone.utc))
    is_active: bool = True
    new: int = 0
    updated: int = 0
    already_right: int = 0
    audio: int = 0
    seconds: float = 0.0
    fed: int = 0
    feed_table: str | None = None
    scopes: int | None = None
    why_everything: str | None = None
    refusals: tuple[Refusal, ...] = ()
    error: str | None = None
    is_stopped: bool = False
    load_id: int | None = None

    @property
    def has_written(self) -> bool:
        """Whether a row was written, of rewards or of what the challenge feeds."""
        return bool(self.new or self.updated or self.fed)

    @property
    def outcome(self) -> str:
        """In a word, as the ledger has it: ok, failed, or stopped by a limit."""
        if self.is_stopped:
            return "stopped"
        return "failed" if self.error else "ok"


@dataclass(frozen=True)
class SourceDefect:
    """Rows of a platform table that no rule can use, and an example of them."""

    table_name: str
    defect: str
    rows: int
    example: str


@dataclass(frozen=True)
class Mode:
    """How to load: see `load`."""

    full: bool = False
    dry_run: bool = False
    quiet: bool = False
    clock: datetime | None = None
    over_limit: frozenset[str] = frozenset()


def load(
    connection: Connection,
    schema: str,
    only: Sequence[str] = (),
    *,
    full: bool = False,
    dry_run: bool = False,
    quiet: bool = False,
    clock: datetime | None = None,
    over_limit: Sequence[str] = (),
    wait: bool = False,
) -> Iterator[ChallengeLoad]:
    """Merge the views of all challenges, or only of some, and yield what was done to each.

    Reads what changed since the last load of each challenge; with `full`, everything. A failing challenge is rolled
    back alone; its error stands in what is yielded. With `dry_run` nothing is written. With `quiet` no trigger fires:
    nobody is notified. `clock` is the time of loading, with its zone; without it, now. A challenge that would mint more
    than its limit mints nothing, unless `over_limit` names it. With `wait`, waits while somebody else loads one of
    them; a dry run never does.

    Raises:
        BusyError: somebody else loads one of the challenges; nothing was loaded.
        ChallengesError: the database is not ready, a challenge is unknown, or the right to be quiet is missing.
        ConnectionLostError: the connection is lost.

    """
    require_ready(connection, schema)
    if quiet:
        require_quiet(connection)
    mode = Mode(full, dry_run, quiet, clock, frozenset(over_limit))
    chosen = challenges(connection, schema, only)
    ids = [challenge.challenge_id for challenge in chosen]
    if strangers := sorted(mode.over_limit - set(ids)):
        raise UnknownChallengeError(
            f"The challenge {printable(strangers[0])} may exceed its limit, but is not among those that are loaded."
        )
    if dry_run:
        yield from (_load_one(connection, schema, challenge, mode) for challenge in chosen)
        return
    with turns(connection, chosen, wait=wait), recorded(connection, mode, ids) as ledger:
        for challenge in chosen:
            result = _load_one(connection, schema, challenge, mode, ledger)
            ledger.add(result)
            yield replace(result, load_id=ledger.load_id)
        forget_changes(connection, schema)


def require_quiet(connection: Connection) -> None:
    """Check that the role may switch triggers off.

    Raises:
        ChallengesError: it may not; the message says what to grant.

    """
    row = connection.execute(
        "select has_parameter_privilege('session_replication_role', 'set'), current_user"
    ).fetchone()
    if row and not row[0]:
        raise ChallengesError(
            "To be quiet, the loader must switch triggers off, and it has not the right: as a superuser, run"
            f' `grant set on parameter session_replication_role to "{printable(row[1])}"`, and try again.'
        )


def source_defects(connection: Connection, schema: str) -> list[SourceDefect]:
    """Return the kinds of defects in the platform's tables, with how many rows have each."""
    query = statement("source_defects.sql", source_defects=sql.Identifier(schema, SOURCE_DEFECTS))
    return [SourceDefect(*row) for row in connection.execute(query).fetchall()]


def _load_one(
    connection: Connection, schema: str, challenge: Challenge, mode: Mode, ledger: Ledger | None = None
) -> ChallengeLoad:
    """Load a challenge and return what was done, or why it failed.

    Raises:
        ConnectionLostError: the connection is lost.

    """
    started_at = datetime.now(timezone.utc)
    started = time.perf_counter()
    is_stopped = False
    try:
        return _load_persistently(connection, schema, challenge, mode, ledger)
    except psycopg.Error as error:
        if connection.closed:
            raise ConnectionLostError(
                f"The connection was lost while {printable(challenge.challenge_id)} was loading:"
                f" {sentence(error)}. Run `challenges load` again: it finds what is missing."
            ) from error
        said = sentence(error) + ("; run `dbt build`" if isinstance(error, NOT_AS_BUILT) else missing_right(error))
    except ChallengesError as error:
        said = str(error)
        is_stopped = isinstance(error, OverLimitError)
    seconds = time.perf_counter() - started
    return ChallengeLoad(challenge.challenge_id, started_at, seconds=seconds, error=said, is_stopped=is_stopped)


def _load_persistently(
    connection: Connection, schema: str, challenge: Challenge, mode: Mode, ledger: Ledger | None
) -> ChallengeLoad:
    """Load a challenge; again, after pauses that grow, where another writer came in between or held a lock.

    And at once where a plan is kept that does not fit any more: views may be replaced while the connection stays.
    """
    for pause in PAUSES:
        try:
            return _load_challenge(connection, schema, challenge, mode, ledger)
        except MEETINGS:
            time.sleep(pause)
        except psycopg.errors.FeatureNotSupported:
            pass  # "cached plan must not change result type": the rollback has let go of the plan
    return _load_challenge(connection, schema, challenge, mode, ledger)


def _load_challenge(
    connection: Connection, schema: str, challenge: Challenge, mode: Mode, ledger: Ledger | None
) -> ChallengeLoad:
    """Load a challenge in one transaction with one snapshot: what changed, what is earned, the new mark, the record."""
    started_at = datetime.now(timezone.utc)
    started = time.perf_counter()
    with nullcontext() if mode.dry_run else only_writer(connection, challenge), connection.transaction():
        if mode.dry_run:
            connection.execute("set transaction read only")
        if mode.quiet:
            connection.execute("set local session_replication_role = replica")
        set_clock(connection, mode.clock)
        start = situation(connection, schema, challenge)
        scopes = None
        if challenge.changes_view and start.is_marked and not start.why_everything and not mode.full:
            scopes = changed_scopes(connection, schema, challenge.changes_view, is_plan_kept=start.is_recent)
        is_to_read = scopes is None or scopes.count > 0
        limit = None if challenge.challenge_id in mode.over_limit else challenge.limit
        look_or_merge = preview if mode.dry_run else merge
        merged = look_or_merge(connection, schema, challenge, scopes, limit) if is_to_read else Merged()
        if challenge.changes_view and (is_to_read or start.is_ahead) and not start.is_before_line and not mode.dry_run:
            save_mark(connection, challenge, start.mark)
        result = ChallengeLoad(
            challenge.challenge_id,
            started_at,
            start.is_active,
            seconds=time.perf_counter() - started,
            feed_table=challenge.feed.table if challenge.feed else None,
            scopes=None if scopes is None else scopes.count,
            why_everything=None if mode.full else start.why_everything,
            **vars(merged),
        )
        if ledger and result.has_written:
            ledger.record(result)
    return replace(result, seconds=time.perf_counter() - started)
