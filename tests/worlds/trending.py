"""Worlds of tt and tut."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.world import FRIDAY, NOON
from tests.worlds.drawing import (
    LISTENERS,
    TRACK_KINDS,
    Group,
    always,
    catalog,
    catalog_changes,
    mostly,
    piece,
    rewards,
    score,
    scores,
    some,
    track,
    users,
    world,
)

if TYPE_CHECKING:
    from tests.worlds.history import Piece


def chart(count: int, owners: int, step: int) -> list[Piece]:
    """Return so many tracks with scores that fall, rise or are equal, each of the next owner."""
    pieces = []
    for place, track_id in enumerate(range(400, 400 + count)):
        pieces += [track(track_id, 1 + place % owners), score(track_id, 100.0 + step * place, NOON)]
    return pieces


def counts(user_id: int, followers: int | None, following: int | None, is_known: bool) -> Piece:
    """Return how many users follow a user, and how many the user follows."""
    row = {"follower_count": followers, "following_count": following}
    return piece("aggregate_user", [row] if is_known else [], user_id=user_id)


OWNERS = list(range(1, 8))
COUNTS = [
    st.builds(
        *(counts, st.just(user_id), mostly(1499, 0, 1500, None), mostly(1499, 0, 1500, None), mostly(True, False)),
    )
    for user_id in OWNERS
]
TOP = list(range(400, 440))
TOP_TRACKS = st.builds(track, st.sampled_from(TOP), st.sampled_from(OWNERS), st.sampled_from([*TRACK_KINDS]))
TOP_SCORES = st.one_of(*scores(*TOP))
OWNER_USERS = users(LISTENERS, *OWNERS)
EARLIER_RESULTS = st.builds(
    lambda **values: piece("trending_results", [{"user_id": 1, "id": "400"}], **values),
    rank=st.sampled_from([1, 2, 99]),
    type=st.sampled_from(["TRACKS", "UNDERGROUND_TRACKS", "PLAYLISTS"]),
    version=mostly("pnagD", "old", weight=2),
    week=st.sampled_from([FRIDAY.date() + timedelta(days=days) for days in (-7, 0, 7, 7)]),
)
TRENDING_SPECIFIERS = st.builds(
    "{}:{}".format, st.sampled_from([FRIDAY.date(), FRIDAY.date() + timedelta(days=7)]), st.integers(1, 11)
)
TRENDING = Group(
    challenges=("tt", "tut"),
    world=world(
        *(*catalog("tt", "tut"), *OWNER_USERS, *COUNTS),
        st.builds(chart, st.sampled_from([0, 4, 12, 36, 36, 40]), st.integers(3, 7), st.sampled_from([-1, 0, 1])),
        some(TOP_TRACKS, 0, 4),
        some(TOP_SCORES, 0, 4),
        some(EARLIER_RESULTS, 0, 1),
        some(rewards(["tt", "tut", "tut"], TRENDING_SPECIFIERS), 0, 5),
    ),
    changes=st.one_of(TOP_TRACKS, TOP_SCORES, *OWNER_USERS, *COUNTS, *catalog_changes("tt", "tut")),
    share=0.07,
    friday=0.85,
    reaches=(
        *always("tt", "tut"),
        "tt: not a Friday",
        "tt: week is closed",
        "tt: beyond the ten best",
        "tut: week is closed",
        "tut: beyond the ten best",
        "tut: among the first 20",
        "tut: owner well known",
        "score: NaN",
    ),
)
