"""Worlds of cs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.world import NOON
from tests.worlds.drawing import (
    ARTISTS,
    BLOCKS,
    LISTENERS,
    Group,
    act,
    acts,
    always,
    around,
    catalog,
    catalog_changes,
    crowds,
    mostly,
    pairs,
    piece,
    rewards,
    some,
    tracks,
    users,
    world,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tests.worlds.history import Piece

COSIGN_TIMES = st.sampled_from([*around(0, 30, 60), *around(0), NOON - timedelta(days=15), NOON - timedelta(days=45)])

OF_TWO = st.sampled_from([1, 1, 2])


def remix(parent: int, child: int, is_there: bool = True) -> Piece:
    """Return a remix of a track."""
    return piece("remixes", [{}] if is_there else [], parent_track_id=parent, child_track_id=child)


def spree(items: Sequence[str], cosigner: int, times: Sequence[datetime], number: int | None) -> list[Piece]:
    """Return remixes of a cosigner's track, each saved, reposted or both at one of the times."""
    pieces = []
    for child, at in zip(CHILDREN, times, strict=False):
        pieces.append(remix(COSIGNED[cosigner], child))
        for item, block in zip(items, (number, 6), strict=False):
            pieces.append(act(item, cosigner, child, at, block, "plain", "track"))
    return pieces


COSIGNED = {1: 20, 2: 22}
PARENTS, CHILDREN = [20, 21, 22], [*range(30, 37), 0, *range(37, 40)]
REMIXES = st.builds(remix, st.sampled_from(PARENTS), st.sampled_from([30, *CHILDREN]), mostly(True, False))
COSIGN_ACTS = acts([1, 1, 1, 2, 3], [30, 31, *CHILDREN], COSIGN_TIMES)
COSIGN_TRACKS = [
    *(strategy for owner, parent in ((1, 20), (1, 21), (2, 22)) for strategy in tracks([owner] * 6 + [3], parent)),
    *tracks([3, 3, 4, 1], *CHILDREN, weight=40),
]
SPREE = st.builds(
    spree,
    st.sampled_from([("save",), ("repost",), ("save", "repost"), ("repost", "save")]),
    st.sampled_from([1, 1, 2]),
    st.lists(COSIGN_TIMES, min_size=2, max_size=len(CHILDREN)),
    BLOCKS,
)
COSIGN_CROWD = crowds(
    "cs",
    st.builds(lambda cosigner, count: [f"{cosigner:x}:a{child}" for child in range(count)], OF_TWO, st.integers(3, 5)),
    COSIGN_TIMES,
)
COSIGN_REWARDS = rewards(["cs"], pairs([1, 1, 2], [*CHILDREN, 50, 51, 52, 53]), COSIGN_TIMES)
COSIGNERS = [*users(ARTISTS, 1, 2), *users(LISTENERS, 3, 4)]
COSIGNS = Group(
    challenges=("cs",),
    world=world(
        *catalog("cs"),
        *COSIGNERS,
        *COSIGN_TRACKS,
        some(SPREE, 1, 2),
        some(REMIXES, 0, 4),
        some(COSIGN_ACTS, 0, 6),
        some(COSIGN_REWARDS, 0, 4),
        some(COSIGN_CROWD, 0, 1),
    ),
    changes=st.one_of(REMIXES, COSIGN_ACTS, COSIGN_ACTS, *COSIGNERS, *COSIGN_TRACKS, *catalog_changes("cs")),
    share=0.1,
    reaches=(
        *always("cs"),
        "cs: no current parent",
        "cs: no current child",
        "cs: not cosigned",
        "cs: save and repost",
        "cs: cosigner not verified",
        "cs: id under 1",
        "cs: cap of the cosigner",
        "cs: specifier of another format",
        "saves: deleted",
        "saves: not current",
        "reposts: deleted",
        "reposts: not current",
    ),
)
