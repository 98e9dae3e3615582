"""Play milestones: p1, p2 and p3."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from tests.oracle.moment import LARGEST, Earned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.moment import Moment

NAMES = {"p1": 250, "p2": 1000, "p3": 10000}
BEFORE = {"p2": "p1", "p3": "p2"}
FIRST_MONTH = date(2025, 1, 1)


def milestones(moment: Moment, challenge_id: str) -> Iterator[Earned]:
    """p1, p2, p3: how often a verified artist's tracks were played, once the milestone before is reached."""
    step_count = moment.challenge(challenge_id)["step_count"]
    for artist, count in sorted(plays_by_artist(moment).items()):
        specifier = f"{artist:x}:{NAMES[challenge_id]}"
        is_complete = moment.passes(step_count is not None, f"{challenge_id}: no step count") and count >= step_count
        if not (
            moment.passes(count > 0, f"{challenge_id}: no plays")
            and moment.passes(artist >= 1, f"{challenge_id}: id under 1")
            and moment.passes(moment.is_verified(artist), f"{challenge_id}: not verified")
            and moment.passes(has_milestone_before(moment, challenge_id, count), f"{challenge_id}: milestone before")
            and moment.is_recipient(artist, challenge_id)
            and moment.is_ours(challenge_id, specifier, moment.now() if is_complete else None)
        ):
            continue
        moment.seen[f"{challenge_id}: more than an integer"] += count > LARGEST
        yield Earned(
            specifier,
            artist,
            at=moment.now() if is_complete else None,
            block=moment.head_block() if is_complete else None,
            steps=min(count, LARGEST if step_count is None else step_count),
            is_complete=is_complete,
            has_own_time=False,
        )


def plays_by_artist(moment: Moment) -> dict[int, int]:
    """p1, p2, p3: the plays since 2025 of each artist's current, undeleted tracks."""
    per_track: defaultdict[int, int] = defaultdict(int)
    for row in moment.rows("aggregate_monthly_plays"):
        if moment.passes(row["timestamp"] >= FIRST_MONTH, "plays: before 2025"):
            per_track[row["play_item_id"]] += row["count"]
    tracks = {
        (track["owner_id"], track["track_id"])
        for track in moment.current_tracks()
        if moment.passes(track["is_delete"] is False, "plays: track deleted")
    }
    per_artist: defaultdict[int, int] = defaultdict(int)
    for owner, track_id in tracks:
        per_artist[owner] += per_track[track_id]
    return per_artist


def has_milestone_before(moment: Moment, challenge_id: str, count: int) -> bool:
    """p2, p3: whether the count is at least the step_count of the milestone before; one without is never reached."""
    if challenge_id not in BEFORE:
        return True
    before = moment.challenge(BEFORE[challenge_id])
    return before is not None and before["step_count"] is not None and count >= before["step_count"]
