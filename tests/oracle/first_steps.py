"""The first steps, one reward per user: u (upload), fp (playlist), v (verified), m (mobile install), ft (tip)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.oracle.moment import Earned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.moment import Moment, Row


def is_since_start(moment: Moment, challenge_id: str, row: Row) -> bool:
    """u, fp: whether the row's block is at or above the catalog's starting_block; an unknown one is not."""
    start, block = moment.challenge(challenge_id)["starting_block"], row["blocknumber"]
    return moment.passes(
        start is not None and block is not None and block >= start, f"{challenge_id}: before the starting block"
    )


def parsed(text: str | None) -> Any:
    """Return the value of a JSON column; a null of JSON is as good as none."""
    return None if text is None else json.loads(text)


# u


def uploads(moment: Moment) -> Iterator[Earned]:
    """u: the catalog's number of listed tracks that are no stems; the track that reaches it completes the reward."""
    step_count = moment.challenge("u")["step_count"]
    for user_id, steps in sorted(upload_steps(moment).items()):
        ordered = sorted(steps.values(), key=lambda track: (track["updated_at"], track["track_id"]))
        is_complete = moment.passes(step_count is not None, "u: no step count") and step_count <= len(ordered)
        # Nothing is complete without the step that made it so, and there is no progress towards that.
        if is_complete and not moment.passes(step_count >= 1, "u: no step completes it"):
            continue
        last = ordered[step_count - 1] if is_complete else None
        moment.seen["u: more than the steps"] += is_complete and len(ordered) > step_count
        yield from first_step(
            moment,
            "u",
            user_id,
            last,
            steps=len(ordered) if step_count is None else min(len(ordered), step_count),
            is_complete=is_complete,
        )


def upload_steps(moment: Moment) -> dict[int, dict[int, Row]]:
    """u: the tracks that are steps, by their owners and ids."""
    steps: dict[int, dict[int, Row]] = {}
    for track in moment.current_tracks():
        if (
            moment.passes(track["is_delete"] is False, "u: deleted")
            and moment.passes(track["track_id"] >= 1, "u: id under 1")
            and moment.passes(track["is_unlisted"] is False, "u: unlisted")
            and moment.passes(parsed(track["stem_of"]) is None, "u: stem")
            and is_since_start(moment, "u", track)
        ):
            steps.setdefault(track["owner_id"], {})[track["track_id"]] = track
    return steps


def first_step(
    moment: Moment, challenge_id: str, user_id: int, source: Row | None, **progress: Any
) -> Iterator[Earned]:
    """u, fp, v: the user's reward, with the time and the block of the row that completed it; None: not yet."""
    specifier = f"{user_id:x}"
    at = source and source["updated_at"]
    if (
        moment.passes(user_id >= 1, f"{challenge_id}: id under 1")
        and moment.is_recipient(user_id, challenge_id)
        and moment.is_ours(challenge_id, specifier, at)
    ):
        yield Earned(specifier, user_id, at, source and moment.block(source["blocknumber"]), **progress)


# fp


def first_playlists(moment: Moment) -> Iterator[Earned]:
    """fp: the first current, undeleted playlist or album with a track in it, private or not."""
    first: dict[int, Row] = {}
    for playlist in sorted(moment.rows("playlists"), key=lambda row: (row["updated_at"], row["playlist_id"])):
        if (
            moment.passes(playlist["is_current"] is True, "fp: not current")
            and moment.passes(playlist["playlist_id"] >= 1, "fp: id under 1")
            and moment.passes(playlist["is_delete"] is False, "fp: deleted")
            and moment.passes(has_track(playlist), "fp: no track in it")
            and is_since_start(moment, "fp", playlist)
        ):
            is_first = first.setdefault(playlist["playlist_owner_id"], playlist) is playlist
            moment.passes(is_first, "fp: not the first")
    for user_id, playlist in sorted(first.items()):
        yield from first_step(moment, "fp", user_id, playlist)


def has_track(playlist: Row) -> bool:
    """fp: whether the contents have an array of track ids with an element of any kind."""
    contents = parsed(playlist["playlist_contents"])
    track_ids = contents.get("track_ids") if isinstance(contents, dict) else None
    return isinstance(track_ids, list) and len(track_ids) >= 1


# v


def verified_profiles(moment: Moment) -> Iterator[Earned]:
    """v: a current user row that is verified."""
    verified: dict[int, Row] = {}
    for row in moment.rows("users"):
        if row["is_current"] is True and moment.passes(row["is_verified"] is True, "v: not verified"):
            verified.setdefault(row["user_id"], row)
    for user_id, row in sorted(verified.items()):
        yield from first_step(moment, "v", user_id, row)


# m


def mobile_installs(moment: Moment) -> Iterator[Earned]:
    """m: a current event says that the user is one of the app. The block is the lowest of all that said so."""
    events = [row for row in moment.rows("user_events") if row["is_mobile_user"] is True]
    for user_id in sorted({row["user_id"] for row in events}):
        mine = [row for row in events if row["user_id"] == user_id]
        block = lowest_block(mine)
        specifier = f"{user_id:x}"
        moment.seen["m: said before"] += len(mine) > 1
        if (
            moment.passes(any(row["is_current"] is True for row in mine), "m: not current")
            and moment.passes(user_id >= 1, "m: id under 1")
            and moment.is_recipient(user_id, "m")
            and moment.is_ours_by_block("m", specifier, block)
        ):
            yield Earned(specifier, user_id, moment.now(), moment.block(block), has_own_time=False)


def lowest_block(rows: list[Row]) -> int | None:
    """m, r, rv, rd: the lowest block of some rows, None if none has one."""
    return min((row["blocknumber"] for row in rows if row["blocknumber"] is not None), default=None)


# ft


def first_tips(moment: Moment) -> Iterator[Earned]:
    """ft: the sender's first tip by slot, then signature (byte order)."""
    first: dict[int, Row] = {}
    for tip in sorted(moment.rows("user_tips"), key=lambda row: (row["slot"], row["signature"].encode())):
        moment.passes(first.setdefault(tip["sender_user_id"], tip) is tip, "ft: not the first")
    for user_id, tip in sorted(first.items()):
        specifier = f"{user_id:x}"
        if (
            moment.passes(user_id >= 1, "ft: id under 1")
            and moment.is_recipient(user_id, "ft")
            and moment.is_ours("ft", specifier, tip["created_at"])
        ):
            yield Earned(specifier, user_id, tip["created_at"], tip["slot"])
