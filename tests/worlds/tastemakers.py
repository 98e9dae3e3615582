"""Worlds of t."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.world import NOON
from tests.worlds.drawing import (
    ANY_TIMES,
    USER_KINDS,
    Group,
    act,
    acts,
    always,
    catalog,
    catalog_changes,
    crowds,
    pairs,
    rewards,
    scores,
    some,
    tracks,
    user,
    world,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.worlds.history import Piece


def crowd(items: Sequence[str], track_id: int, first: int, count: int, seconds: int) -> list[Piece]:
    """Return users who saved or reposted a track one after the other; who does both does it in opposite order."""
    return [
        act(item, user_id, track_id, NOON + timedelta(seconds=step * user_id), 5, "plain", "track")
        for item, step in zip(items, (seconds, -seconds), strict=False)
        for user_id in range(first, first + count)
    ]


CHARTS = list(range(80, 93))
LIKED = [80, 81, 82, 92]
FANS = list(range(1, 26))
CHART_TRACKS = tracks([1, 2], *CHARTS, weight=25)
CHART_SCORES = scores(*CHARTS)
CROWD = st.builds(
    crowd,
    st.sampled_from([("save",), ("repost",), ("save", "repost"), ("repost", "save")]),
    st.sampled_from(LIKED[:2]),
    st.integers(1, 12),
    st.integers(1, 13),
    st.sampled_from([0, 1, -1]),
)
PAID_CROWD = crowds(
    "t",
    st.builds(
        lambda track_id, first, count: [f"{user_id:x}:t:{track_id:x}" for user_id in range(first, first + count)],
        st.sampled_from(LIKED[:2]),
        st.sampled_from([1, 8, 40, 40]),
        st.integers(14, 21),
    ),
    ANY_TIMES,
)
FAN_ACTS = acts(FANS[:14], LIKED, ANY_TIMES)
FAN_USERS = st.builds(user, st.sampled_from(FANS), st.sampled_from(list(USER_KINDS)))
TASTEMAKER_REWARDS = rewards(["t"], pairs(FANS, LIKED, ":t:"))
TASTEMAKERS = Group(
    challenges=("t",),
    world=world(
        st.just([user(user_id, "plain") for user_id in FANS]),
        *(*catalog("t"), *CHART_TRACKS, *CHART_SCORES),
        some(FAN_USERS, 0, 4),
        some(CROWD, 1, 4),
        some(PAID_CROWD, 0, 1),
        some(FAN_ACTS, 1, 8),
        some(TASTEMAKER_REWARDS, 0, 4),
    ),
    changes=st.one_of(
        *(FAN_ACTS, FAN_ACTS, FAN_USERS, CROWD, *CHART_TRACKS[:2], *CHART_SCORES[:2], *catalog_changes("t"))
    ),
    share=0.09,
    reaches=(
        *always("t"),
        "score: of another kind",
        "score: NaN",
        "score: track not public",
        "t: beyond the ten best",
        "t: beyond the first ten saves",
        "t: beyond the first ten reposts",
        "t: in both lists",
        "t: cap of the track",
        "t: specifier of another format",
        "saves: deleted",
        "reposts: not current",
    ),
)
