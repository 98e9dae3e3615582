"""Takes over from a previous system: rewards that qualified before the adoption date are not paid again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from loader.challenges import Challenge, challenges, require_ready
from loader.database import Connection, query, set_clock, value
from loader.errors import ChallengesError, printable
from loader.locks import load_locks
from loader.merge import Merge
from loader.watermarks import StartState, drop_watermark, save_watermarks, start_state

Ids = Sequence[str]  # of challenges


@dataclass(frozen=True)
class Due:
    """Rewards that a full load would mint, and their AUDIO."""

    rewards: int
    audio: int


@dataclass(frozen=True)
class Adoption:
    """What a full load would mint before the adoption date became `since` (UTC, None if removed), and now."""

    challenge_id: str
    since: datetime | None
    before: Due
    now: Due


def adopt(connection: Connection, schema: str, only: Ids = (), *, since: datetime | None = None) -> list[Adoption]:
    """Set the adoption date, by default to now, and the watermarks, in one transaction; return what that means.

    Raises BusyError if another load works on one of the challenges; ChallengesError if the database is not ready, or a
    challenge is unknown or missing in the table challenges.
    """
    return _change(connection, schema, only, "adopt.adopt", since)


def take_back(connection: Connection, schema: str, only: Ids = ()) -> list[Adoption]:
    """Remove the adoption date, so that the next load reads everything and mints history too. As `adopt` otherwise."""
    return _change(connection, schema, only, "adopt.take_back", None)


def _change(connection: Connection, schema: str, only: Ids, name: str, since: datetime | None) -> list[Adoption]:
    require_ready(connection, schema)
    chosen = challenges(connection, schema, only)

    def due(challenge: Challenge, start: StartState) -> Due:
        if not start.is_active:
            return Due(0, 0)
        merged = Merge(connection, schema, challenge).preview()
        return Due(merged.new + merged.updated, merged.audio)

    def change(challenge: Challenge) -> Adoption:
        try:
            start = start_state(connection, schema, challenge)
        except ChallengesError as error:
            reason = f"{printable(challenge.challenge_id)}: {error}. No adoption date was changed."
            raise ChallengesError(reason) from error
        before = due(challenge, start)
        date = value(connection, query(name), {"challenge_id": challenge.challenge_id, "adoption_date": since or clock})
        start = start_state(connection, schema, challenge)
        now = due(challenge, start)
        # What is still due leaves no watermark: the next load reads everything and mints it.
        if challenge.is_incremental and not now.rewards and not start.is_before_adoption:
            save_watermarks(connection, [start])
        else:
            drop_watermark(connection, challenge)
        return Adoption(challenge.challenge_id, date, before, now)

    with load_locks(connection, chosen), connection.transaction():
        clock = set_clock(connection, None)
        return [change(challenge) for challenge in chosen]
