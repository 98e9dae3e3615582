"""The rules once more, in plain Python, to check the system against: it shares no code and no SQL with it.

Rows are dicts by column name. Written for being read beside the rules, event by event, not for speed. A module for each
family of challenges; `moment.py` has what they share, this one how a load writes and what an adoption notes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import partial
from typing import TYPE_CHECKING

from tests.oracle.audio_matching import buyers, sellers
from tests.oracle.comments import first_comments, pinned_comments
from tests.oracle.contests import contest_winners
from tests.oracle.cosigns import cosigns
from tests.oracle.first_steps import first_playlists, first_tips, mobile_installs, uploads, verified_profiles
from tests.oracle.listen_streak import listeners
from tests.oracle.milestones import milestones
from tests.oracle.moment import LARGEST, AlsoWritten, Earned, Line, Moment, Notes, Row, Tables
from tests.oracle.one_shots import one_shots
from tests.oracle.profile import profiles
from tests.oracle.referrals import referred_users, referrers
from tests.oracle.trending import tastemakers, trending_tracks, underground_tracks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["RULES", "Earned", "Notes", "Oracle", "Row", "Tables"]

RULES: dict[str, Callable[[Moment], Iterator[Earned | AlsoWritten]]] = {
    "b": buyers,
    "c": first_comments,
    "cp": pinned_comments,
    "cs": cosigns,
    "e": listeners,
    "fp": first_playlists,
    "ft": first_tips,
    "m": mobile_installs,
    "o": one_shots,
    "p": profiles,
    "p1": partial(milestones, challenge_id="p1"),
    "p2": partial(milestones, challenge_id="p2"),
    "p3": partial(milestones, challenge_id="p3"),
    "r": partial(referrers, challenge_id="r"),
    "rd": referred_users,
    "rv": partial(referrers, challenge_id="rv"),
    "s": sellers,
    "t": tastemakers,
    "tt": trending_tracks,
    "tut": underground_tracks,
    "u": uploads,
    "v": verified_profiles,
    "w": contest_winners,
}
BY_BLOCK = {"m", "r", "rv", "rd"}  # their blocks alone say what is from before an adoption
WITHOUT_LINE = {"o"}


@dataclass
class Oracle:
    """Loads a platform: `tables` becomes what a load by this clock must leave, `notes` what is kept for the next one.

    `seen` counts what was minted and written, and what each gate and cap refused.
    """

    tables: Tables
    clock: datetime
    notes: Notes = field(default_factory=Notes)
    seen: Counter[str] = field(default_factory=Counter)

    def load(self, only: Iterable[str] = ()) -> None:
        """Load all challenges, or only some, in the order of their ids."""
        moment = self.moment()
        for challenge_id in sorted(set(only) or set(RULES)):
            challenge = moment.challenge(challenge_id)
            if not moment.passes(challenge, f"{challenge_id}: not in challenges"):
                continue
            if not moment.passes(challenge["active"], f"{challenge_id}: inactive"):
                found = self.notes.found_inactive
                found[challenge_id] = max(moment.now(), found.get(challenge_id, moment.now()))
                continue
            # All is decided before anything is written.
            for result in list(RULES[challenge_id](moment)):
                if isinstance(result, AlsoWritten):
                    self.write_also(challenge_id, result)
                else:
                    self.merge(challenge, result)

    def moment(self) -> Moment:
        """Return what the rules see now."""
        return Moment(self.tables, self.clock, self.notes, self.seen)

    def merge(self, challenge: Row, earned: Earned) -> None:
        """Write a reward, or the progress towards it. A complete row never changes again, and created_at never does."""
        challenge_id, moment = challenge["id"], self.moment()
        amount = amount_of(moment, challenge, earned)
        if amount is None:
            return
        values = {
            "user_id": earned.user_id,
            "amount": amount,
            "current_step_count": earned.steps,
            "is_complete": earned.is_complete,
            "completed_at": earned.at,
            "completed_blocknumber": earned.block,
        }
        row = moment.reward(challenge_id, earned.specifier)
        if row is None:
            created_at = (earned.at or moment.now()).replace(tzinfo=timezone.utc)
            row = {"challenge_id": challenge_id, "specifier": earned.specifier, "created_at": created_at}
            self.tables["user_challenges"].append(row)
        elif not moment.passes(not row["is_complete"], f"{challenge_id}: minted already"):
            return
        elif row == row | values:
            self.seen[f"{challenge_id}: in progress as before"] += 1
            return
        elif earned.is_complete:
            self.seen["in progress, completed"] += 1
            self.seen[f"{challenge_id}: completed"] += 1
        else:
            is_up = (row["current_step_count"] or 0) < earned.steps
            self.seen[f"{challenge_id}: progress went {'up' if is_up else 'down'}"] += 1
        row |= values
        self.seen[f"{challenge_id}: {'minted' if earned.is_complete else 'in progress'}"] += 1
        self.seen[f"{challenge_id}: written"] += 1

    def write_also(self, challenge_id: str, also: AlsoWritten) -> None:
        """Write a row of a second table, if it would change."""
        rows = self.tables[also.table]
        former = next((row for row in rows if all(row[column] == also.row[column] for column in also.key)), None)
        if former == also.row:
            return
        self.seen[f"{challenge_id}: state {'written' if former is None else 'changed'}"] += 1
        self.seen[f"{challenge_id}: also written"] += 1
        if former is not None:
            rows.remove(former)
        rows.append(dict(also.row))

    # Adoption

    def adopt(self, challenge_ids: Iterable[str], since: datetime) -> None:
        """Draw a line for these challenges, now by the clock or in the past. What is due now is recorded.

        With a line in the past, what has a time of its own at or after it is not: it stays payable. So a line that
        moves back forgets what it no longer holds. A time that is the clock's cannot be told from the clock.
        """
        now, head_block = self.moment().now(), self.head_block_at(since)
        due = {id_: list(self.due(id_)) for id_ in challenge_ids}
        for challenge_id in set(challenge_ids) - WITHOUT_LINE:
            former = self.notes.lines.get(challenge_id)
            if former and since < former.since:
                self.forget(challenge_id, since)
            if not former:
                rows = [row for row in self.tables["user_challenges"] if row["challenge_id"] == challenge_id]
                self.notes.left |= {(challenge_id, row["specifier"]) for row in rows if not row["is_complete"]}
            for earned in due.get(challenge_id, ()):
                own_time = earned.at if earned.has_own_time and earned.at != now else None
                if own_time is None or own_time < since or since == now:
                    self.notes.recorded.setdefault((challenge_id, earned.specifier), own_time)
            self.notes.lines[challenge_id] = Line(since, head_block)

    def head_block_at(self, since: datetime) -> int:
        """Return the head block of a line: of one in the past the highest block that reposts had reached, or 1."""
        if since == self.moment().now():
            return self.moment().head_block()
        blocks = [row["blocknumber"] for row in self.tables["reposts"] if row["created_at"] <= since]
        return max((block for block in blocks if block is not None), default=1)

    def due(self, challenge_id: str) -> Iterator[Earned]:
        """Yield what a load would mint now, rows in progress apart: they go on."""
        moment = Moment(self.tables, self.clock, self.notes)
        challenge = moment.challenge(challenge_id)
        if challenge_id in BY_BLOCK | WITHOUT_LINE or not challenge or not challenge["active"]:
            return
        for result in RULES[challenge_id](moment):
            is_due = isinstance(result, Earned) and result.is_complete
            if (
                is_due
                and amount_of(moment, challenge, result) is not None
                and not moment.reward(challenge_id, result.specifier)
            ):
                yield result

    def forget(self, challenge_id: str, since: datetime | None = None) -> None:
        """Forget what was recorded of a challenge, all or what had a time of its own at or after `since`."""
        for recorded, at in list(self.notes.recorded.items()):
            if recorded[0] == challenge_id and (since is None or (at is not None and at >= since)):
                del self.notes.recorded[recorded]

    def take_back(self, challenge_ids: Iterable[str]) -> None:
        """Remove the lines of these challenges, and what was recorded."""
        for challenge_id in challenge_ids:
            self.notes.lines.pop(challenge_id, None)
            self.notes.left = {recorded for recorded in self.notes.left if recorded[0] != challenge_id}
            self.forget(challenge_id)


def amount_of(moment: Moment, challenge: Row, earned: Earned) -> int | None:
    """Return the AUDIO of a reward. None: it does not fit the columns, or is no whole number, and earns nothing."""
    amount = earned.amount
    if amount is None:
        if not moment.passes(re.fullmatch("[0-9]+", challenge["amount"]), "amount: no whole number"):
            return None
        amount = int(challenge["amount"]) * earned.units
    fits = moment.passes(max(amount, earned.block or 0) <= LARGEST, "amount or block: too large")
    return amount if fits else None
