"""e: listening streak, and its state in challenge_listen_streak."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from tests.oracle.moment import AlsoWritten, Earned, minted_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.moment import Moment, Row

STATE = "challenge_listen_streak"
DAYS = 7  # of a streak, in one reward
SOONEST = timedelta(hours=16)
TOO_LATE = timedelta(hours=48)


@dataclass
class Walk:
    """Where the walk along a user's plays stands: the last counted play, the days, the row of the first seven."""

    last: datetime | None = None
    days: int = 0
    specifier: str | None = None  # None: the next counted play names it


def listeners(moment: Moment) -> Iterator[Earned | AlsoWritten]:
    """e: walk along the new plays of each user."""
    plays: dict[int, list[Row]] = {}
    for play in sorted(moment.rows("plays"), key=lambda row: (row["created_at"], row["id"])):
        if moment.passes(play["user_id"] is not None, "e: play of nobody") and moment.passes(
            play["user_id"] >= 1, "e: id under 1"
        ):
            plays.setdefault(play["user_id"], []).append(play)
    for user_id, mine in sorted(plays.items()):
        yield from walked(moment, user_id, mine)


def walked(moment: Moment, user_id: int, plays: list[Row]) -> Iterator[Earned | AlsoWritten]:
    """e: the state that the walk ends with, and the rewards on the way: of a row of seven days its last progress."""
    walk, after = begun(moment, user_id)
    start = walk.last
    rewards: dict[str, Earned] = {}
    for play in plays:
        if (
            moment.passes(after is None or play["created_at"] > after, "e: late play")
            and is_read(moment, play["created_at"])
            and is_counted(moment, walk, play["created_at"])
        ):
            earned = stepped(moment, walk, user_id, play)
            former = rewards.get(earned.specifier)
            # An earlier system can have named a row later than its plays, as a further day is named.
            if not (former and former.is_complete):
                rewards[earned.specifier] = earned
    if walk.last != start:
        state = {"user_id": user_id, "last_listen_date": walk.last, "listen_streak": walk.days}
        yield AlsoWritten(STATE, ("user_id",), state)
    for earned in rewards.values():
        # The state has gone on: what is refused here is lost.
        if moment.is_recipient(user_id, "e") and moment.is_ours("e", earned.specifier, earned.at):
            yield earned


def begun(moment: Moment, user_id: int) -> tuple[Walk, datetime | None]:
    """e: where the walk goes on, and the time after which plays are new; None: all are."""
    state = next((row for row in moment.rows(STATE) if row["user_id"] == user_id), None)
    if state and state["last_listen_date"] is not None:
        walk = Walk(state["last_listen_date"], state["listen_streak"])
        if walk.days < DAYS:
            walk.specifier = under_way(moment, user_id)
        return walk, walk.last
    times = [minted_at(row) for row in moment.complete_rewards("e") if row["user_id"] == user_id]
    moment.seen["e: state lost"] += bool(times)
    return Walk(), max(times, default=None)


def under_way(moment: Moment, user_id: int) -> str | None:
    """e: the user's newest incomplete reward, by created_at, then by the time in its specifier."""
    rows = [
        row
        for row in moment.rows("user_challenges")
        if (row["challenge_id"], row["user_id"]) == ("e", user_id) and not row["is_complete"]
    ]
    moment.seen["e: several in progress"] += len(rows) > 1
    moment.passes(rows, "e: none in progress")
    newest = max(rows, key=lambda row: (row["created_at"], named_at(row["specifier"], user_id)), default=None)
    return newest and newest["specifier"]


def named_at(specifier: str, user_id: int) -> datetime:
    """e: the time in a specifier of either form: `hex:YYYYMMDD`, or `hex` directly followed by `YYYYMMDDHH`."""
    digits = specifier.removeprefix(f"{user_id:x}")
    is_earlier = digits.startswith(":")
    return datetime.strptime(digits, ":%Y%m%d" if is_earlier else "%Y%m%d%H").replace(tzinfo=timezone.utc)


def is_read(moment: Moment, at: datetime) -> bool:
    """e: whether a play is from after the line of an adoption and the last load that found the challenge inactive."""
    line, inactive = moment.notes.lines.get("e"), moment.notes.found_inactive.get("e")
    return moment.passes(line is None or at >= line.since, "e: play before the adoption") and moment.passes(
        inactive is None or at >= inactive, "e: play before an inactive load"
    )


def is_counted(moment: Moment, walk: Walk, at: datetime) -> bool:
    """e: whether the play is far enough from the last counted one."""
    return moment.passes(walk.last is None or at - walk.last >= SOONEST, "e: too soon")


def stepped(moment: Moment, walk: Walk, user_id: int, play: Row) -> Earned:
    """e: count a play. Return its reward: of the first seven days in one, or of the further day."""
    at = play["created_at"]
    goes_on = walk.last is not None and at - walk.last < TOO_LATE
    moment.seen["e: new streak"] += walk.last is not None and not goes_on
    own = f"{user_id:x}{at:%Y%m%d%H}"
    walk.last, walk.days = at, walk.days + 1 if goes_on else 1
    if walk.days > DAYS:
        moment.seen["e: further day"] += 1
        return Earned(own, user_id, at, moment.block(play["slot"]))
    if walk.days == 1 or walk.specifier is None:
        walk.specifier = own
    is_complete = walk.days == DAYS
    moment.seen["e: seven days"] += is_complete
    return Earned(
        walk.specifier,
        user_id,
        at if is_complete else None,
        moment.block(play["slot"]) if is_complete else None,
        units=DAYS,
        steps=walk.days,
        is_complete=is_complete,
    )
