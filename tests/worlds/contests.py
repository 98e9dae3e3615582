"""Worlds of w."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.world import NOON
from tests.worlds.drawing import (
    ARTISTS,
    BLOCKS,
    LISTENERS,
    Group,
    always,
    around,
    catalog,
    catalog_changes,
    crowds,
    mostly,
    paid_crowd,
    pairs,
    piece,
    rewards,
    some,
    tracks,
    users,
    world,
)

if TYPE_CHECKING:
    from tests.worlds.history import Piece

CONTEST_TIMES = st.sampled_from([*around(0, 7, 7, 14), *around(0), NOON - timedelta(days=3)])


def contest(event_id: int, data: Any, **values: Any) -> Piece:
    """Return an event."""
    return piece("events", [values | {"event_data": data}], event_id=event_id)


EVENTS = [1, 2, 3, 10, 26, 160]  # with letters and zeros in hexadecimal
NAMED_TRACKS = list(range(60, 70))
GARBAGE = st.sampled_from(
    [
        *(103.0, 61.0, 61.5, -61, 0, "0", True, None, [61], {"id": 61}, [], "", " 61", "61 ", "61\n", "+61", "6_1"),
        *(
            "0x3d",
            "061",
            "0000000000061",
            "٦١",
            "many",
            2147483648,
            "2147483648",
            10**30,
            "9" * 40,
            99,
            "61:62",
            60,
            "60",
        ),
    ]
)


def winners(first: int, count: int, are_texts: bool, odd: Any, place: int) -> dict[str, Any]:
    """Return the data of an event that names some tracks one after the other, and one oddity in their midst."""
    names = [NAMED_TRACKS[(first + step) % len(NAMED_TRACKS)] for step in range(count)]
    named = [str(name) for name in names] if are_texts else names
    return {"winners": named[:place] + odd + named[place:]}


ODD_NAMES = st.one_of(st.just([]), st.builds(lambda name: [name], GARBAGE))
NAMES = st.builds(winners, st.integers(0, 9), st.integers(0, 10), st.booleans(), ODD_NAMES, st.integers(0, 4))
EVENT_DATA = st.one_of(
    *[NAMES] * 12,
    st.sampled_from([None, {}, [], [60], "winners", 60, {"winners": None}, {"winners": 60}, {"winners": {"0": 60}}]),
)
CONTEST = st.builds(
    contest,
    st.sampled_from([*EVENTS, *EVENTS, 0]),
    EVENT_DATA,
    event_type=mostly("remix_contest", "live_event", weight=20),
    user_id=st.sampled_from([1, 1, 1, 2]),
    is_deleted=mostly(False, True, None),
    updated_at=CONTEST_TIMES,
    blocknumber=BLOCKS,
)
CONTEST_TRACKS = [
    strategy for track_id in NAMED_TRACKS for strategy in tracks([*[track_id - 40] * 12, 21, 1, 0], track_id)
]
WINNING_USERS = list(range(20, 30))
HOSTS = [*users(ARTISTS, 1, 2), *users(LISTENERS, *WINNING_USERS, 0)]
CONTEST_REWARDS = rewards(["w"], pairs([1, 1, *EVENTS, 99], [*WINNING_USERS, 50, 51, 52, 53]), CONTEST_TIMES)
CONTEST_CROWD = crowds(
    "w",
    st.builds(
        lambda event_id, count: [f"{event_id:x}:a{winner}" for winner in range(count)],
        st.sampled_from([1, *EVENTS]),
        st.integers(3, 5),
    ),
    st.sampled_from([NOON, NOON, NOON + timedelta(microseconds=1), NOON - timedelta(days=7)]),
)
# A contest that had its winners so long ago that the host has room again, and names further ones
FULL = st.builds(
    lambda event_id, data, days: [
        contest(
            event_id,
            data,
            event_type="remix_contest",
            user_id=1,
            is_deleted=False,
            updated_at=NOON,
            blocknumber=5,
        ),
        *paid_crowd(
            *("w", [f"{event_id:x}:a{winner}" for winner in range(5)], "{}", "plain"),
            *(NOON - timedelta(days=days, microseconds=1), False),
        ),
    ],
    *(st.sampled_from(EVENTS), NAMES, st.sampled_from([7, 30])),
)
CONTESTS = Group(
    challenges=("w",),
    world=world(
        *catalog("w"),
        *HOSTS,
        *CONTEST_TRACKS,
        some(CONTEST, 2, 6),
        some(CONTEST_REWARDS, 0, 4),
        some(st.one_of(CONTEST_CROWD, CONTEST_CROWD, FULL), 0, 1),
    ),
    changes=st.one_of(CONTEST, CONTEST, CONTEST, *HOSTS[:4], *CONTEST_TRACKS[:4], *catalog_changes("w")),
    share=0.1,
    reaches=(
        *always("w"),
        "w: event of another type",
        "w: event deleted",
        "w: id under 1",
        "w: host not verified",
        "w: winners are no array",
        "w: no track id",
        "w: no current, undeleted track",
        "w: named twice",
        "w: cap of the contest",
        "w: cap of the host",
        "w: refused by the cap of the contest alone",
        "w: refused by the cap of the host alone",
        "w: specifier of another format",
    ),
)
