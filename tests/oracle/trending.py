"""What trends: t (tastemaker), tt and tut (weekly trending winners)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.moment import HEX, LATEST, AlsoWritten, Earned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tests.oracle.moment import Moment, Row

RESULT_KEY = ("rank", "type", "version", "week")


def public_tracks(moment: Moment) -> list[Row]:
    """Return the scores of the public tracks, the best first, as t, tt and tut rank them."""
    scores = [
        row
        for row in moment.rows("track_trending_scores")
        if moment.passes(
            (row["type"], row["version"], row["time_range"]) == ("TRACKS", "pnagD", "week"),
            "score: of another kind",
        )
        and moment.passes(row["score"] == row["score"], "score: NaN")
        and moment.passes(is_public(moment, row["track_id"]), "score: track not public")
    ]
    return sorted(scores, key=lambda row: (row["score"], row["track_id"]), reverse=True)


def is_public(moment: Moment, track_id: int) -> bool:
    """Return whether the track is current, undeleted, not unlisted and available."""
    return any(
        track["is_delete"] is False and track["is_unlisted"] is False and track["is_available"] is True
        for track in moment.current_tracks(track_id)
    )


def tastemakers(moment: Moment) -> Iterator[Earned]:
    """t: among the first ten to repost or save one of the ten best tracks; twenty per track in all."""
    scores = public_tracks(moment)
    moment.seen["t: beyond the ten best"] += max(len(scores) - 10, 0)
    for score in scores[:10]:
        yield from tastemakers_of(moment, score)


def tastemakers_of(moment: Moment, score: Row) -> Iterator[Earned]:
    """t: those of one track, in the order of their earliest action in the lists."""
    track_id, at = score["track_id"], score["created_at"]
    earliest: dict[int, datetime] = {}
    for table, item in (("reposts", "repost"), ("saves", "save")):
        for user_id, acted_at in first_ten(moment, table, item, track_id):
            moment.seen["t: in both lists"] += user_id in earliest
            earliest[user_id] = min(acted_at, earliest.get(user_id, LATEST))
    count = sum(ids[1] == track_id for ids, _ in moment.minted("t", f"({HEX}):t:({HEX})"))
    for user_id, _ in sorted(earliest.items(), key=lambda entry: (entry[1], entry[0])):
        specifier = f"{user_id:x}:t:{track_id:x}"
        if not moment.is_recipient(user_id, "t") or not moment.is_ours("t", specifier, at):
            continue
        if moment.is_minted("t", specifier):
            continue
        if moment.passes(count < 20, "t: cap of the track"):
            count += 1
            yield Earned(specifier, user_id, at, moment.head_block())


def first_ten(moment: Moment, table: str, item: str, track_id: int) -> list[tuple[int, datetime]]:
    """t: the ten people who reposted or saved first, with the times; ties by user_id."""
    first: dict[int, datetime] = {}
    for row in moment.actions(table, item):
        if row["track_id"] == track_id:
            first[row["user_id"]] = min(row["created_at"], first.get(row["user_id"], LATEST))
    people = sorted(first.items(), key=lambda entry: (entry[1], entry[0]))
    moment.seen[f"t: beyond the first ten {table}"] += max(len(people) - 10, 0)
    return people[:10]


def trending_tracks(moment: Moment) -> Iterator[Earned | AlsoWritten]:
    """tt: the ten best public tracks."""
    return weekly_winners(moment, "tt", "TRACKS", public_tracks(moment))


def underground_tracks(moment: Moment) -> Iterator[Earned | AlsoWritten]:
    """tut: the order without its first 20 tracks, and only those of owners that few people know."""
    scores = public_tracks(moment)
    moment.seen["tut: among the first 20"] += len(scores[:20])
    little_known = [
        score
        for score in scores[20:]
        if moment.passes(is_little_known(moment, moment.owner(score["track_id"])), "tut: owner well known")
    ]
    return weekly_winners(moment, "tut", "UNDERGROUND_TRACKS", little_known)


def is_little_known(moment: Moment, user_id: int | None) -> bool:
    """tut: has under 1500 followers and follows under 1500; unknown counts are not eligible."""
    counts = next((row for row in moment.rows("aggregate_user") if row["user_id"] == user_id), None)
    return bool(counts) and all(
        counts[column] is not None and counts[column] < 1500 for column in ("follower_count", "following_count")
    )


def weekly_winners(moment: Moment, challenge_id: str, kind: str, scores: list[Row]) -> Iterator[Earned | AlsoWritten]:
    """tt, tut: on a Friday, freeze the ten best of a week that is not closed, and pay their owners."""
    now = moment.now()
    week = now.date()
    if not moment.passes(week.isoweekday() == 5, f"{challenge_id}: not a Friday"):
        return
    is_closed = any(
        (row["type"], row["version"], row["week"]) == (kind, "pnagD", week) for row in moment.rows("trending_results")
    )
    if not moment.passes(not is_closed, f"{challenge_id}: week is closed"):
        return
    moment.seen[f"{challenge_id}: beyond the ten best"] += max(len(scores) - 10, 0)
    ranks = list(enumerate(scores[:10], start=1))
    # A week of which an adoption leaves something to the earlier system is frozen by that.
    is_left = any(not moment.is_ours(challenge_id, f"{week}:{rank}", now) for rank, _ in ranks)
    for rank, score in ranks:
        owner, specifier = moment.owner(score["track_id"]), f"{week}:{rank}"
        result = {
            "user_id": owner,
            "id": str(score["track_id"]),
            "rank": rank,
            "type": kind,
            "version": "pnagD",
            "week": week,
        }
        if moment.passes(not is_left, f"{challenge_id}: week of the earlier system"):
            yield AlsoWritten("trending_results", RESULT_KEY, result)
        if moment.is_recipient(owner, challenge_id) and moment.is_ours(challenge_id, specifier, now):
            amount = 1000 if rank <= 5 else 100
            yield Earned(specifier, owner, now, moment.head_block(), amount=amount, has_own_time=False)
