"""Takes over from a previous system: what qualified before the adoption date, or was due then, is not paid again."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timezone

import psycopg
from psycopg import sql

from loader.challenges import Challenge, challenges, lock_views, require_ready
from loader.database import Connection, query, set_clock, value
from loader.errors import ChallengesError, FutureDateError, reason_of_view, utc
from loader.locks import load_locks
from loader.merge import Merge
from loader.outcome import Merged
from loader.watermarks import StartState, drop_watermark, save_watermarks, start_state

REPOST_BLOCKS = "stg_repost_blocks"
Ids = Sequence[str]  # of challenges


@dataclass(frozen=True)
class Due:
    """Rewards that a full load would mint, and their AUDIO."""

    rewards: int = 0
    audio: int = 0


@dataclass(frozen=True)
class Adoption:
    """What a full load would mint before the adoption date became `since` (UTC, None if removed), and now.

    `recorded` rewards are never minted, because they were due when the challenge was adopted. With an `error` nothing
    of this challenge was changed.
    """

    challenge_id: str
    since: datetime | None = None
    before: Due = Due()
    recorded: int = 0
    now: Due = Due()
    error: str | None = None
    name: str | None = None


def adopt(
    connection: Connection,
    schema: str,
    only: Ids = (),
    *,
    since: datetime | None = None,
    clock: datetime | None = None,
    dry_run: bool = False,
) -> list[Adoption]:
    """Set the adoption date, by default to now, record what is due, and return what that means, by challenge.

    Each challenge is adopted in a transaction of its own, all with one date. `clock` is the time of adopting, by
    default now. Raises FutureDateError if the date is after it; BusyError if another load works on one of the
    challenges; ChallengesError if the database is not ready, or a challenge is unknown; psycopg.Error if the connection
    is lost.
    """
    now = set_clock(connection, clock)
    if since and since > now:
        raise FutureDateError(
            f"The adoption date {utc(since)} is in the future, and until then nothing would be paid. Adopt when the"
            " earlier system has stopped, or name an earlier date."
        )
    date = (since or now).astimezone(timezone.utc).replace(tzinfo=None)

    def set_date(challenge: Challenge, start: StartState) -> datetime:
        if start.lake_time and start.lake_time < (since or now):
            raise ChallengesError(
                f"its facts are of {utc(start.lake_time)}, the lake's time: what was due at the adoption date is not"
                " known. Bring the lake up to date, publish and adopt again, or name an earlier date with --since"
            )
        parts = {"challenge_id": sql.Literal(challenge.challenge_id), "adoption_date": sql.Literal(date)}
        connection.execute(query("adopt.release", **parts))
        connection.execute(query("adopt.record_progress", **parts))
        # Of what adopts by block, the block alone says what is new.
        if start.is_active and challenge.adopts_by == "time":
            compared = Merge(connection, schema, challenge).compared
            connection.execute(query("adopt.record", compared=compared, **parts))
        repost_blocks = sql.Identifier(schema, REPOST_BLOCKS)
        connection.execute(query("adopt.adopt", repost_blocks=repost_blocks, **parts))
        return date

    return _change(connection, schema, only, set_date, clock=now, dry_run=dry_run)


def take_back(connection: Connection, schema: str, only: Ids = (), *, dry_run: bool = False) -> list[Adoption]:
    """Remove the adoption date and what was recorded: the next load mints all that is due. As `adopt` otherwise."""

    def remove_date(challenge: Challenge, _start: StartState) -> None:
        connection.execute(query("adopt.take_back", challenge_id=sql.Literal(challenge.challenge_id)))

    return _change(connection, schema, only, remove_date, clock=None, dry_run=dry_run)


def _change(
    connection: Connection,
    schema: str,
    only: Ids,
    change: Callable[[Challenge, StartState], datetime | None],
    *,
    clock: datetime | None,
    dry_run: bool,
) -> list[Adoption]:
    require_ready(connection, schema)
    chosen = challenges(connection, schema, only)

    def due(challenge: Challenge, start: StartState) -> Merged:
        # Nothing is due of an inactive challenge, and its view may read very much.
        return Merge(connection, schema, challenge).preview() if start.is_active else Merged()

    def changed(challenge: Challenge) -> Adoption:
        lock_views(connection, schema, *challenge.views)
        set_clock(connection, clock)
        start = start_state(connection, schema, challenge)
        before = due(challenge, start)
        date = change(challenge, start)
        start = start_state(connection, schema, challenge)
        after = due(challenge, start)
        challenge_id = sql.Literal(challenge.challenge_id)
        recorded = value(connection, query("adopt.count_recorded", challenge_id=challenge_id))
        if not dry_run:
            _set_watermark(connection, challenge, start, is_due=bool(after.new or after.updated))
        return Adoption(challenge.challenge_id, date, _due(before), recorded, _due(after), name=challenge.view_name)

    def changed_alone(challenge: Challenge) -> Adoption:
        try:
            with connection.transaction(force_rollback=dry_run):
                return changed(challenge)
        except (ChallengesError, psycopg.Error) as error:
            if connection.closed:
                raise
            return Adoption(challenge.challenge_id, error=reason_of_view(error), name=challenge.view_name)

    with nullcontext() if dry_run else load_locks(connection, chosen):
        return [changed_alone(challenge) for challenge in chosen]


def _set_watermark(connection: Connection, challenge: Challenge, start: StartState, *, is_due: bool) -> None:
    # What is still due leaves no watermark: the next load reads everything and mints it. Nor does a second table: its
    # rows were not compared.
    is_due = is_due or (start.is_active and challenge.also_writes_table is not None)
    if challenge.is_incremental and not is_due and not start.is_before_adoption:
        save_watermarks(connection, [start])
    else:
        drop_watermark(connection, challenge)


def _due(merged: Merged) -> Due:
    return Due(merged.minted, merged.audio)
