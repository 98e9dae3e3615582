"""p: profile completion, and its state in challenge_profile_completion."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.oracle.moment import AlsoWritten, Earned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tests.oracle.moment import Moment, Row

STATE = "challenge_profile_completion"
# Each step of the user row, and the columns of which one must say something.
OF_THE_USER_ROW = {
    "profile_description": ("bio",),
    "profile_name": ("name",),
    "profile_picture": ("profile_picture", "profile_picture_sizes"),
    "profile_cover_photo": ("cover_photo", "cover_photo_sizes"),
}
FOLLOWEES = 5


class Source(NamedTuple):
    """Time and block of the row that a step rests on. The latest is the greatest: at one time the higher block."""

    at: datetime
    block: int  # -1: the row has none


def source(row: Row, column: str) -> Source:
    """Return the time and the block of a row."""
    return Source(row[column], -1 if row["blocknumber"] is None else row["blocknumber"])


def profiles(moment: Moment) -> Iterator[Earned | AlsoWritten]:
    """p: the state and the progress of each user who has a handle."""
    step_count = moment.challenge("p")["step_count"]
    states = {row["user_id"] for row in moment.rows(STATE)}
    for user_id, rows in sorted(with_handles(moment).items()):
        if not moment.passes(user_id >= 1, "p: id under 1"):
            continue
        steps = steps_of(moment, user_id, rows)
        sources = [step for step in steps.values() if step]
        if sources or user_id in states:
            moment.seen["p: last step gone"] += not sources
            state = {"user_id": user_id} | {name: step is not None for name, step in steps.items()}
            yield AlsoWritten(STATE, ("user_id",), state)
        if not moment.passes(sources, "p: no step"):
            continue
        latest, specifier = max(sources), f"{user_id:x}"
        is_complete = moment.passes(step_count is not None, "p: no step count") and len(sources) >= step_count
        at = latest.at if is_complete else None
        if moment.is_recipient(user_id, "p") and moment.is_ours("p", specifier, at):
            moment.seen["p: equal times"] += is_complete and len([one for one in sources if one.at == at]) > 1
            block = moment.block(None if latest.block == -1 else latest.block) if is_complete else None
            yield Earned(specifier, user_id, at, block, steps=len(sources), is_complete=is_complete)


def with_handles(moment: Moment) -> dict[int, list[Row]]:
    """p: the current rows with a handle, by user."""
    rows: dict[int, list[Row]] = {}
    for row in moment.rows("users"):
        if row["is_current"] is True and moment.passes(row["handle_lc"] is not None, "p: no handle"):
            rows.setdefault(row["user_id"], []).append(row)
    return rows


def steps_of(moment: Moment, user_id: int, user_rows: list[Row]) -> dict[str, Source | None]:
    """p: the seven steps by name, each with what it rests on; None: not taken."""
    steps: dict[str, Source | None] = {}
    for name, columns in OF_THE_USER_ROW.items():
        taken = [source(row, "updated_at") for row in user_rows if any(row[column] is not None for column in columns)]
        steps[name] = min(taken, default=None)
    followees: dict[int, Source] = {}
    for follow in acts_of(moment, "follows", "follower_user_id", user_id):
        followees.setdefault(follow["followee_user_id"], source(follow, "created_at"))
    ordered = sorted(followees.values())
    moment.seen["p: more than five followees"] += len(ordered) > FOLLOWEES
    steps["follows"] = ordered[FOLLOWEES - 1] if len(ordered) >= FOLLOWEES else None
    moment.passes(steps["follows"] or not ordered, "p: too few followees")
    for name, table in (("favorites", "saves"), ("reposts", "reposts")):
        steps[name] = next((source(row, "created_at") for row in acts_of(moment, table, "user_id", user_id)), None)
    return steps


def acts_of(moment: Moment, table: str, column: str, user_id: int) -> list[Row]:
    """p: the current, undeleted follows, reposts or saves of a user, the earliest first."""
    mine = [row for row in moment.standing(table) if row[column] == user_id]
    return sorted(mine, key=lambda row: source(row, "created_at"))
