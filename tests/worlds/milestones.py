"""Worlds of p1, p2 and p3. Monthly counts change with a play of the track, as on the platform."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.world import NOON
from tests.worlds.drawing import (
    ANY_TIMES,
    ARTISTS,
    NONCES,
    USER_KINDS,
    Group,
    always,
    catalog,
    catalog_changes,
    minted,
    mostly,
    own_rewards,
    piece,
    play,
    some,
    track,
    tracks,
    users,
    world,
)

if TYPE_CHECKING:
    from tests.worlds.history import Piece

PLAYED_ARTISTS = [61, 62, 63]
PLAYED = list(range(560, 565))
MONTHS = [date(2024, 12, 1), date(2025, 1, 1), date(2025, 1, 1), date(2025, 6, 1), date(2026, 5, 1)]
# The milestones exactly, and one short of them, alone or of two months
PLAYS = st.sampled_from(
    [
        *[250, 250, 1, 100, 249, 249, 0, 251, 749, 750, 999, 999, 1000, 1000, 1001],
        *[300, 900, 5000, 8999, 9000, 9999, 9999, 10000, 10000, 12000, 2147483647, 2147483647],
    ]
)


def month(track_id: int, at: date, country: str, plays: int, is_there: bool) -> Piece:
    """Return how often a track was played in a month, in a country."""
    rows = [{"count": plays}] if is_there else []
    return piece("aggregate_monthly_plays", rows, play_item_id=track_id, timestamp=at, country=country)


MONTH = st.builds(
    month,
    mostly(560, 561, 562, 563, 564, 569, weight=2),
    st.sampled_from(MONTHS),
    st.sampled_from(["", "", "AT"]),
    PLAYS,
    mostly(True, False),
)
PLAYED_MONTH = st.builds(
    lambda played, nonce, at: [played, play(nonce, None, played.key[0], at, 50)], MONTH, NONCES, ANY_TIMES
)
# The first track of each artist; in one month there are all of its plays, mostly.
FIRST_MONTHS = [
    st.builds(month, st.just(560 + place), st.just(MONTHS[1]), st.just(""), PLAYS, mostly(True, False, weight=4))
    for place in range(3)
]
# More plays than an integer holds
BEYOND = st.builds(
    lambda track_id: [month(track_id, at, "", 2147483647, True) for at in (date(2025, 1, 1), date(2025, 6, 1))],
    st.sampled_from([560, 561, 562]),
)
PLAYED_FIRST_MONTH = st.builds(
    lambda played, nonce, at: [played, play(nonce, None, played.key[0], at, 50)],
    *(st.one_of(*FIRST_MONTHS), NONCES, ANY_TIMES),
)
PLAYED_TRACKS = [
    strategy
    for track_id in PLAYED
    for strategy in tracks([*[61 + (track_id - 560) % 3] * 8, 61, 62, 63, 0], track_id, weight=40)
]
PLAYED_USERS = users(mostly("verified", "verified, deactivated", *USER_KINDS, weight=20), *PLAYED_ARTISTS)
MILESTONE_REWARDS = st.one_of(
    *(
        own_rewards(
            [challenge_id],
            PLAYED_ARTISTS,
            mostly(f"{{:x}}:{name}", "{:x}", weight=9),
            amounts=st.just(25),
            steps=st.sampled_from([0, 1, None, name // 2, name - 1, name]),
        )
        for challenge_id, name in (("p1", 250), ("p2", 1000), ("p3", 10000))
    )
)
# A milestone that an earlier system left in progress, above or below the plays of today
LEFT = st.builds(
    lambda challenge, artist, plays, steps: [
        track(499 + artist, artist),
        month(499 + artist, MONTHS[1], "", plays * challenge[1] // 100, True),
        minted(
            *(challenge[0], f"{artist:x}:{challenge[1]}", "{}", "in progress", artist, NOON, False),
            *(steps * challenge[1] // 100, 25),
        ),
    ],
    st.sampled_from([("p1", 250), ("p1", 250), ("p2", 1000), ("p3", 10000)]),
    st.sampled_from(PLAYED_ARTISTS),
    st.sampled_from([60, 60, 100]),
    st.sampled_from([50, 50, 60, 70, 90]),
)
MILESTONES = Group(
    challenges=("p1", "p2", "p3"),
    world=world(
        *catalog("p1", "p2", "p3"),
        *(*PLAYED_USERS, *users(ARTISTS, 0), *PLAYED_TRACKS),
        *FIRST_MONTHS,
        some(MONTH, 0, 3),
        some(BEYOND, 0, 1),
        some(MILESTONE_REWARDS, 0, 6),
        some(LEFT, 0, 4),
    ),
    changes=st.one_of(
        *([PLAYED_MONTH] * 4),
        *([PLAYED_FIRST_MONTH] * 8),
        *PLAYED_TRACKS[:2],
        *PLAYED_USERS,
        *catalog_changes("p1", "p2", "p3"),
    ),
    share=0.09,
    adopted=0.25,
    reaches=(
        *always("p1", is_user_known=True),
        *(
            f"{challenge_id}: {reason}"
            for challenge_id in ("p1", "p2", "p3")
            for reason in (
                *("minted", "minted already", "inactive", "in progress", "completed", "no step count", "not verified"),
                *("progress went up", "progress went down", "in progress as before", "more than an integer"),
                *("due at the adoption", "in progress at the adoption"),
            )
        ),
        *("p1: no plays", "p1: id under 1", "p2: milestone before", "p3: milestone before"),
        *("plays: before 2025", "plays: track deleted"),
    ),
)
