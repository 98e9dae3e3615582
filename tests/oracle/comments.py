"""Comments: c (first weekly comment) and cp (pinned comment)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.moment import Earned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.moment import Moment


def first_comments(moment: Moment) -> Iterator[Earned]:
    """c: the first undeleted, visible comment of a user in an ISO week."""
    seen = set()
    for comment in sorted(moment.rows("comments"), key=lambda row: (row["created_at"], row["comment_id"])):
        user_id, at = comment["user_id"], comment["created_at"]
        if not moment.passes(comment["is_delete"] is False, "c: deleted"):
            continue
        if not moment.passes(comment["is_visible"] is True, "c: invisible"):
            continue
        if not moment.passes(user_id >= 1, "c: id under 1"):
            continue
        year, week, _ = at.isocalendar()
        specifier = f"{user_id:x}:{year}{week:02}"
        if not moment.passes(specifier not in seen, "c: not the first of the week"):
            continue
        seen.add(specifier)
        if moment.is_recipient(user_id, "c") and moment.is_ours("c", specifier, at):
            yield Earned(specifier, user_id, at, moment.block(comment["blocknumber"]))


def pinned_comments(moment: Moment) -> Iterator[Earned]:
    """cp: a verified artist pins somebody else's undeleted comment on a current, undeleted track."""
    comments = {row["comment_id"]: row for row in moment.rows("comments")}
    for track in moment.current_tracks():
        comment = comments.get(track["pinned_comment_id"])
        if comment is None:
            continue
        user_id, track_id, at = comment["user_id"], track["track_id"], track["updated_at"]
        specifier = f"{user_id:x}:{track_id:x}"
        is_on_it = (comment["entity_type"], comment["entity_id"]) == ("Track", track_id)
        if (
            moment.passes(track["is_delete"] is False, "cp: track deleted")
            and moment.passes(comment["is_delete"] is False, "cp: comment deleted")
            and moment.passes(is_on_it, "cp: comment on something else")
            and moment.passes(moment.is_verified(track["owner_id"]), "cp: owner not verified")
            and moment.passes(user_id != track["owner_id"], "cp: own comment")
            and moment.passes(min(user_id, track_id) >= 1, "cp: id under 1")
            and moment.is_recipient(user_id, "cp")
            and moment.is_ours("cp", specifier, at)
        ):
            yield Earned(specifier, user_id, at, moment.block(track["blocknumber"]))
