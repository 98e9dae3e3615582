"""The platform's tables at the moment of a load, and what several rules ask of them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import timedelta

Row = dict[str, Any]
Tables = dict[str, list[Row]]

LARGEST = 2147483647  # what an integer column holds
LATEST = datetime.max
HEX = "[1-9a-f][0-9a-f]*"


@dataclass(frozen=True)
class Earned:
    """A reward, or the progress towards it, as the rules see it at this moment.

    The amount is `units` times the catalog's, or `amount`. `at` and `block` are those of what completed it, None for
    progress. `has_own_time` is False if only the clock says when it qualified.
    """

    specifier: str
    user_id: int
    at: datetime | None
    block: int | None
    units: int = 1
    amount: int | None = None
    steps: int = 1
    is_complete: bool = True
    has_own_time: bool = True


@dataclass(frozen=True)
class AlsoWritten:
    """A row of a second table, written before the rewards. It takes the place of the row with its key."""

    table: str
    key: tuple[str, ...]
    row: Row


@dataclass(frozen=True)
class Line:
    """An adoption: when this system took over, and the head block of that moment."""

    since: datetime
    head_block: int


@dataclass
class Notes:
    """What the system knows from one load to the next, beside the platform's tables. Challenges by their ids.

    `recorded` holds what was due at an adoption, (challenge_id, specifier), with the time it had of its own.
    `left` holds what was in progress at an adoption.
    `found_inactive` holds the clock of the last load that found a challenge inactive.
    """

    lines: dict[str, Line] = field(default_factory=dict)
    recorded: dict[tuple[str, str], datetime | None] = field(default_factory=dict)
    left: set[tuple[str, str]] = field(default_factory=set)
    found_inactive: dict[str, datetime] = field(default_factory=dict)


@dataclass
class Moment:
    """The tables, the clock and the notes. `seen` counts what was minted, and what each gate and cap refused."""

    tables: Tables
    clock: datetime
    notes: Notes = field(default_factory=Notes)
    seen: Counter[str] = field(default_factory=Counter)

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a table."""
        return self.tables.get(table, [])

    def passes(self, condition: object, reason: str) -> bool:
        """Return whether a condition holds, and count the refusal if it does not."""
        if not condition:
            self.seen[reason] += 1
        return bool(condition)

    def now(self) -> datetime:
        """Return the clock as the platform's tables write times."""
        return self.clock.astimezone(timezone.utc).replace(tzinfo=None)

    def head_block(self) -> int:
        """Return the highest block number, 1 if there is none."""
        return max((row["number"] for row in self.rows("blocks") if row["number"] is not None), default=1)

    def block(self, number: int | None) -> int:
        """Return the block of a source row, the head block if it has none."""
        if self.passes(number is not None, "block: null in the source"):
            return number
        return self.head_block()

    def challenge(self, challenge_id: str) -> Row | None:
        """Return the row of `challenges`."""
        return next((row for row in self.rows("challenges") if row["id"] == challenge_id), None)

    # Users and tracks

    def user_rows(self, user_id: int) -> list[Row]:
        """Return the current rows of a user; one of them meeting a gate is enough."""
        return [row for row in self.rows("users") if row["user_id"] == user_id and row["is_current"] is True]

    def is_recipient(self, user_id: int, challenge_id: str) -> bool:
        """Return whether the user can be paid: has a current row that is not deactivated."""
        return self.passes(self.user_rows(user_id), f"{challenge_id}: recipient has no current row") and self.passes(
            self.is_active(user_id), f"{challenge_id}: recipient is deactivated"
        )

    def is_active(self, user_id: int) -> bool:
        """Return whether the user has a current row that is not deactivated."""
        return any(row["is_deactivated"] is False for row in self.user_rows(user_id))

    def is_verified(self, user_id: int) -> bool:
        """Return whether the user has a current, verified row."""
        return any(row["is_verified"] is True for row in self.user_rows(user_id))

    def current_tracks(self, track_id: int | None = None) -> list[Row]:
        """Return the current tracks, or the current rows of one."""
        return [
            row
            for row in self.rows("tracks")
            if row["is_current"] is True and (track_id is None or row["track_id"] == track_id)
        ]

    def owner(self, track_id: int) -> int | None:
        """Return the owner of the current track, deleted or not."""
        return next((track["owner_id"] for track in self.current_tracks(track_id)), None)

    def standing(self, table: str) -> list[Row]:
        """Return the current, undeleted rows of saves, reposts or follows."""
        return [
            row
            for row in self.rows(table)
            if self.passes(row["is_current"] is True, f"{table}: not current")
            and self.passes(row["is_delete"] is False, f"{table}: deleted")
        ]

    def actions(self, table: str, item: str) -> list[Row]:
        """Return the current, undeleted saves or reposts of tracks, with the track as `track_id`."""
        return [
            row | {"track_id": row[f"{item}_item_id"]} for row in self.standing(table) if row[f"{item}_type"] == "track"
        ]

    # Rewards that are there already

    def reward(self, challenge_id: str, specifier: str) -> Row | None:
        """Return the row of a reward, complete or not."""
        return next(
            (
                row
                for row in self.rows("user_challenges")
                if (row["challenge_id"], row["specifier"]) == (challenge_id, specifier)
            ),
            None,
        )

    def complete_rewards(self, *challenge_ids: str) -> list[Row]:
        """Return the complete rewards of some challenges: only complete ones count in a cap."""
        return [
            row for row in self.rows("user_challenges") if row["challenge_id"] in challenge_ids and row["is_complete"]
        ]

    def is_minted(self, challenge_id: str, specifier: str) -> bool:
        """Return whether the reward is there and complete."""
        row = self.reward(challenge_id, specifier)
        return not self.passes(not (row and row["is_complete"]), f"{challenge_id}: minted already")

    def minted(self, challenge_id: str, pattern: str) -> Iterator[tuple[list[int], datetime]]:
        """Yield the ids in the specifier, and the time, of each complete reward whose specifier has the format."""
        for row in self.complete_rewards(challenge_id):
            match = re.fullmatch(pattern, row["specifier"])
            if self.passes(match, f"{challenge_id}: specifier of another format"):
                yield [int(group, 16) for group in match.groups()], minted_at(row)

    # The line of an adoption

    def is_ours(self, challenge_id: str, specifier: str, at: datetime | None) -> bool:
        """Return whether no adoption forbids to mint it: by its time, None for progress, and by what was recorded."""
        line = self.line(challenge_id, specifier)
        return line is None or (
            self.passes((challenge_id, specifier) not in self.notes.recorded, f"{challenge_id}: due at the adoption")
            and self.passes(at is None or at >= line.since, f"{challenge_id}: before the adoption")
        )

    def is_ours_by_block(self, challenge_id: str, specifier: str, block: int | None) -> bool:
        """Return the same for what has no time of its own: by its block, and by the clock as everything else."""
        line = self.line(challenge_id, specifier)
        if line is None:
            return True
        is_above = block is not None and block > line.head_block
        return self.passes(is_above, f"{challenge_id}: block before the adoption") and self.passes(
            self.now() >= line.since, f"{challenge_id}: before the adoption"
        )

    def line(self, challenge_id: str, specifier: str) -> Line | None:
        """Return the line that a candidate must pass: none if its row is in progress since before the adoption."""
        line, row = self.notes.lines.get(challenge_id), self.reward(challenge_id, specifier)
        is_left = (challenge_id, specifier) in self.notes.left
        if line and row and not row["is_complete"] and self.passes(is_left, f"{challenge_id}: own progress"):
            self.seen[f"{challenge_id}: in progress at the adoption"] += 1
            return None
        return line


def minted_at(reward: Row) -> datetime:
    """Return the time of a minted reward, in UTC: when it was completed, or created if that is null."""
    return reward["completed_at"] or reward["created_at"].astimezone(timezone.utc).replace(tzinfo=None)


def near(counted: Iterable[tuple[int, datetime]], scope: int, at: datetime, window: timedelta) -> int:
    """Count what lies in the scope and at most the window away, before or after, both ends included."""
    return sum(other == scope and at - window <= time <= at + window for other, time in counted)
