"""Worlds of c and cp."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.world import NOON
from tests.worlds.drawing import (
    ANY_TIMES,
    ARTISTS,
    BLOCKS,
    USER_KINDS,
    WEEK_TIMES,
    Group,
    always,
    catalog,
    catalog_changes,
    minted,
    mostly,
    pairs,
    piece,
    rewards,
    some,
    track,
    tracks,
    user,
    users,
    world,
)

if TYPE_CHECKING:
    from tests.worlds.history import Piece


def comment(comment_id: int, **values: Any) -> Piece:
    """Return a comment."""
    return piece("comments", [values], comment_id=comment_id)


COMMENTED_TRACKS = [10, 11, 12]
COMMENT_IDS = list(range(1, 10))
NOBODY = 9  # has no row


def mostly_on(comment_id: int) -> int:
    """Return the track that a comment is on if nothing is odd: each can pin three."""
    return COMMENTED_TRACKS[comment_id % 3]


COMMENT = st.builds(
    lambda comment_id, entity_id, **values: comment(
        comment_id, entity_id=mostly_on(comment_id) if entity_id is None else entity_id, **values
    ),
    st.sampled_from(COMMENT_IDS),
    user_id=mostly(2, 3, 3, 4, 4, 1, 1, 1, NOBODY, 0, weight=1),
    entity_type=mostly("Track", "FanClub", weight=5),
    entity_id=mostly(None, *COMMENTED_TRACKS, 0),
    created_at=WEEK_TIMES,
    is_delete=mostly(False, True, None),
    is_visible=mostly(True, False, None),
    blocknumber=BLOCKS,
)
PINNED_ON = [
    strategy
    for track_id in (*COMMENTED_TRACKS, 0)
    for strategy in tracks(
        [1, 1, 1, 2, 4],
        track_id,
        pinned_comment_id=mostly(*[one for one in COMMENT_IDS if mostly_on(one) == track_id], None, 1, weight=4),
        updated_at=ANY_TIMES,
        blocknumber=BLOCKS,
    )
]
COMMENTERS = [*users(ARTISTS, 1, 2), *users(mostly(*USER_KINDS, "deactivated", "missing", weight=8), 3, 4, 0)]
COMMENT_REWARDS = st.one_of(
    rewards(["cp"], pairs([2, 3, 4], COMMENTED_TRACKS)),
    rewards(["c"], st.builds("{:x}:{}".format, st.sampled_from([2, 3, 4]), st.sampled_from([202621, 202501]))),
)


def commented(comment_id: int, user_id: int) -> Piece:
    """Return a comment with nothing odd, on its track."""
    values = {"entity_type": "Track", "created_at": NOON, "is_delete": False, "is_visible": True, "blocknumber": 5}
    return comment(comment_id, user_id=user_id, entity_id=mostly_on(comment_id), **values)


# A comment whose reward an earlier system left in progress
LEFT = st.builds(
    lambda comment_id, user_id: [
        commented(comment_id, user_id),
        minted("c", f"{user_id:x}:202621", "{}", "in progress", user_id, NOON, False),
    ],
    *(st.sampled_from(COMMENT_IDS), st.sampled_from([2, 3, 4])),
)
# A verified artist pins a comment: an own one, of a user with an id under 1, or of somebody who may be gone.
PINNED = st.builds(
    lambda comment_id, user_id: [
        commented(comment_id, user_id),
        user(1, "verified"),
        track(mostly_on(comment_id), 1, pinned_comment_id=comment_id),
    ],
    *(st.sampled_from(COMMENT_IDS), st.sampled_from([1, 1, 0, 3, 3, 4, 4])),
)
COMMENTS = Group(
    challenges=("c", "cp"),
    world=world(
        *catalog("c", "cp"),
        *COMMENTERS,
        *PINNED_ON,
        some(COMMENT, 1, 12),
        some(COMMENT_REWARDS, 0, 6),
        some(LEFT, 0, 1),
        some(PINNED, 0, 2),
    ),
    changes=st.one_of(COMMENT, *COMMENTERS, *PINNED_ON, *catalog_changes("c", "cp")),
    share=0.08,
    reaches=(
        *always("c", "cp"),
        "c: deleted",
        "c: invisible",
        "c: id under 1",
        "c: not the first of the week",
        "cp: track deleted",
        "cp: comment deleted",
        "cp: comment on something else",
        "cp: owner not verified",
        "cp: own comment",
        "cp: id under 1",
        "in progress, completed",
        "block: null in the source",
        "amount: no whole number",
    ),
)
