"""Takes a platform over that paid its history by another system: what qualified before the line is not paid again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loader.challenges import challenges, require_ready
from loader.database import set_clock, statement
from loader.errors import ChallengesError, printable
from loader.marks import drop_mark, save_mark, situation
from loader.merge import preview
from loader.turns import turns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from loader.challenges import Challenge
    from loader.database import Connection


@dataclass(frozen=True)
class Due:
    """Rewards that a full load would mint, and their AUDIO."""

    rewards: int
    audio: int


@dataclass(frozen=True)
class Adoption:
    """What a full load of a challenge would have minted before the line was drawn or taken back, and what it would now.

    `since` is in UTC, None where the line was taken back.
    """

    challenge_id: str
    since: datetime | None
    before: Due
    now: Due


def adopt(
    connection: Connection, schema: str, only: Sequence[str] = (), *, since: datetime | None = None
) -> list[Adoption]:
    """Record from when on this system pays, by default now, and set the marks; return what that means, per challenge.

    All of it is one transaction. A challenge of which something is due all the same gets no mark: its next load reads
    everything and mints it.

    Raises:
        BusyError: somebody loads one of the challenges.
        ChallengesError: the database is not ready, or a challenge is unknown or missing in the table challenges.

    """
    return _draw(connection, schema, only, "adopt.sql", since)


def take_back(connection: Connection, schema: str, only: Sequence[str] = ()) -> list[Adoption]:
    """Remove the line, so that the next load reads everything and mints history too; return what that means.

    Raises:
        ChallengesError: as for `adopt`.

    """
    return _draw(connection, schema, only, "take_back.sql", None)


def _draw(
    connection: Connection, schema: str, only: Sequence[str], file_name: str, since: datetime | None
) -> list[Adoption]:
    require_ready(connection, schema)
    chosen = challenges(connection, schema, only)
    with turns(connection, chosen), connection.transaction():
        clock = set_clock(connection, None)
        return [_draw_one(connection, schema, challenge, file_name, since or clock) for challenge in chosen]


def _draw_one(connection: Connection, schema: str, challenge: Challenge, file_name: str, since: datetime) -> Adoption:
    try:
        situation(connection, schema, challenge)
    except ChallengesError as error:
        raise ChallengesError(f"{printable(challenge.challenge_id)}: {error}. No line was drawn or removed.") from error
    before = _due(connection, schema, challenge)
    parameters = {"challenge_id": challenge.challenge_id, "since": since}
    row = connection.execute(statement(file_name), parameters).fetchone()
    now = _due(connection, schema, challenge)
    start = situation(connection, schema, challenge)
    if challenge.changes_view and not now.rewards and not start.is_before_line:
        save_mark(connection, challenge, start.mark)
    else:
        drop_mark(connection, challenge)
    return Adoption(challenge.challenge_id, row[0] if row else None, before, now)


def _due(connection: Connection, schema: str, challenge: Challenge) -> Due:
    due = preview(connection, schema, challenge)
    return Due(due.new + due.updated, due.audio)
