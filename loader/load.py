"""Load challenges, one transaction each, reading only what changed; those with nothing to do are passed together."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from time import sleep

import psycopg
from psycopg import errors, sql

from loader import watermarks
from loader.challenges import Challenge, challenges, lock_views, require_ready
from loader.database import Connection, errors_of_lost, query, rows, set_clock, value
from loader.errors import (
    LOAD_AGAIN,
    MEETINGS,
    ChallengesError,
    ConnectionLostError,
    OverLimitError,
    UnknownChallengeError,
    printable,
    reason_of_view,
)
from loader.idle import pass_unchanged, pass_without_due
from loader.ledger import Ledger, recorded
from loader.locks import load_locks, writer_lock
from loader.merge import Merge
from loader.outcome import ChallengeLoad, LoadOptions, Merged, SourceDefect, seconds_since

PAUSES = (0.1, 0.2, 0.4)  # seconds before a challenge that met another writer is tried again


def load(
    connection: Connection, schema: str, options: LoadOptions, begin: Callable[[str], None] = lambda _: None
) -> Iterator[ChallengeLoad]:
    """Merge the views of challenges, and yield what was done to each; one that fails is rolled back alone.

    `begin` is called with what the load begins to work on.
    Raises BusyError if another load works on one of the challenges, and nothing was loaded; ChallengesError if the
    database is not ready, a challenge is unknown, or the right to be quiet is missing; ConnectionLostError.
    """
    require_ready(connection, schema)
    if options.quiet:
        require_quiet(connection)
    chosen = challenges(connection, schema, options.only)
    ids = [challenge.challenge_id for challenge in chosen]
    names = {challenge.challenge_id: challenge.view_name for challenge in chosen}
    if unknown := [printable(name) for name in sorted(set(options.over_limit) - set(ids))]:
        raise UnknownChallengeError(f"{unknown[0]} may exceed its limit, but is not among those that are loaded.")
    if options.dry_run:
        for result in map(Loader(connection, schema, options, begin=begin).load, chosen):
            yield replace(result, name=names[result.challenge_id])
        return
    with load_locks(connection, chosen), recorded(connection, options, ids) as ledger:
        for result in Loader(connection, schema, options, ledger, begin).load_all(chosen):
            yield replace(result, load_id=ledger.load_id, name=names[result.challenge_id])
        watermarks.forget_changes(connection, schema)


def require_quiet(connection: Connection) -> None:
    """Raise a ChallengesError that names the right to grant, unless the role may switch triggers off."""
    if role := value(connection, query("load.role_that_cannot_be_quiet")):
        raise ChallengesError(
            "To be quiet, the loader must switch triggers off, and it does not have the right. As a superuser, run"
            f' `grant set on parameter session_replication_role to "{printable(role)}"`, and retry.'
        )


def source_defects(connection: Connection, schema: str) -> list[SourceDefect]:
    """Return the kinds of defects in the platform's tables, with how many rows have each."""
    statement = query("load.source_defects", source_defects=sql.Identifier(schema, "source_defects"))
    return rows(connection, SourceDefect, statement)


@dataclass(frozen=True)
class Loader:
    """Loads challenges on one connection, and records them in the ledger, if any. Raises ConnectionLostError."""

    connection: Connection
    schema: str
    options: LoadOptions
    ledger: Ledger | None = None
    begin: Callable[[str], None] = lambda _: None

    def load_all(self, chosen: Sequence[Challenge]) -> Iterator[ChallengeLoad]:
        """Load challenges in their order, those with work in one transaction each; yield what was done to each."""
        passed: dict[str, ChallengeLoad] = {}
        if not self.options.full:
            self.begin("looking for changes")
            for pass_idle in (pass_unchanged, pass_without_due):
                found = pass_idle(self.connection, self.schema, chosen, self.options.clock)
                passed |= {result.challenge_id: result for result in found}
        self.ledger.add(*passed.values())
        for challenge in chosen:
            result = passed.get(challenge.challenge_id)
            if result is None:
                result = self.load(challenge)
                self.ledger.add(result)
            yield result

    def load(self, challenge: Challenge) -> ChallengeLoad:
        """Load a challenge and return what was done, or why it failed."""
        started_at = datetime.now(timezone.utc)
        self.begin(f"{challenge.challenge_id} {challenge.view_name}")
        try:
            with errors_of_lost(self.connection, LOAD_AGAIN, f" while {printable(challenge.challenge_id)} was loading"):
                return self._load_persistently(challenge)
        except ConnectionLostError:
            raise
        except (psycopg.Error, ChallengesError) as error:
            outcome = "over_limit" if isinstance(error, OverLimitError) else "failed"
            what = {"challenge_id": challenge.challenge_id, "outcome": outcome, "error": reason_of_view(error)}
            return ChallengeLoad(started_at=started_at, seconds=seconds_since(started_at), **what)

    def _load_persistently(self, challenge: Challenge) -> ChallengeLoad:
        # Again, after pauses that grow, if another writer came in between or held a lock.
        for pause in PAUSES:
            try:
                return self._load_challenge(challenge)
            except MEETINGS:
                sleep(pause)
            except errors.FeatureNotSupported:
                pass  # at once: a view was replaced, and the rollback has let go of the plan that was kept of it
        return self._load_challenge(challenge)

    def _load_challenge(self, challenge: Challenge) -> ChallengeLoad:
        # In one transaction with one snapshot: changes, rewards, the new watermark, the record.
        connection, schema, options = self.connection, self.schema, self.options
        started_at = datetime.now(timezone.utc)
        with nullcontext() if options.dry_run else writer_lock(connection, challenge), connection.transaction():
            # First, before there is a snapshot.
            lock_views(connection, schema, *challenge.views)
            if options.dry_run:
                connection.execute("set transaction read only")
            if options.quiet:
                connection.execute("set local session_replication_role = replica")
            set_clock(connection, options.clock)
            watermarks.look_up_by_index(connection)
            start = watermarks.start_state(connection, schema, challenge)
            scopes, merged = None, Merged()
            may_exceed_limit = challenge.challenge_id in options.over_limit
            if challenge.is_incremental and not start.needs_full_read and not options.full:
                scopes = watermarks.changed_scopes(connection, schema, challenge, start)
            else:
                watermarks.plan_as_usual(connection)
                if not (challenge.is_incremental or options.full):
                    watermarks.leave_out_complete(connection, challenge)
            is_to_read = scopes is None or scopes > 0
            # An inactive challenge writes nothing. Once it is active, everything is read.
            if is_to_read and start.is_active:
                merge = Merge(connection, schema, challenge, scopes, is_limited=not may_exceed_limit)
                merged = merge.preview() if options.dry_run else merge.write()
            is_to_advance = challenge.is_incremental and (is_to_read or start.is_ahead) and not start.is_before_adoption
            if is_to_advance and not options.dry_run:
                is_read_in_full = scopes is None and start.is_active and not start.is_from_lake
                watermarks.save_watermarks(connection, [start], is_read_in_full=is_read_in_full)
            result = ChallengeLoad(
                challenge_id=challenge.challenge_id,
                started_at=started_at,
                seconds=seconds_since(started_at),
                is_active=start.is_active,
                may_exceed_limit=may_exceed_limit,
                scopes=scopes,
                full_read_reason=None if options.full else start.full_read_reason,
                also_writes_table=challenge.also_writes_table,
                **vars(merged),
            )
            if self.ledger and result.has_written:
                self.ledger.record(result)
        return replace(result, seconds=seconds_since(started_at))
