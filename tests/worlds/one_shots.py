"""Worlds of o: lines of the seed that are added, changed and removed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.world import FRIDAY, NOON
from tests.worlds.drawing import (
    LISTENERS,
    MICROSECOND,
    USER_KINDS,
    Group,
    always,
    catalog,
    catalog_changes,
    challenge,
    minted,
    mostly,
    own_rewards,
    piece,
    some,
    users,
    world,
)

if TYPE_CHECKING:
    from tests.worlds.history import Piece

GRANTED = [81, 82, 83]
CAMPAIGNS = mostly(
    "launch",
    *("launch", "a", "abcdefghi", "make-good", "z9-", "abcdefghij", "", "1", "1a", "-a", "Launch", "a b", "a:b"),
    *("launch\n", " launch", None),
    weight=6,
)
GRANT_TIMES = st.sampled_from(
    [
        *[NOON - timedelta(days=400), NOON - timedelta(days=1), NOON, NOON, NOON + MICROSECOND],
        *[FRIDAY.replace(tzinfo=None), NOON + timedelta(days=30)],
    ]
)


def line(campaign: str | None, user_id: int | None, copies: int, odd: dict[str, Any], **values: Any) -> Piece:
    """Return so many equal lines of one user and campaign, and one that is not well formed."""
    rows = [values] * copies + ([values | odd] if odd else [])
    return piece("one_shots", rows, campaign=campaign, user_id=user_id)


LINE = st.builds(
    line,
    CAMPAIGNS,
    mostly(*(81, 82, 83, 89, 0, None), weight=4),
    mostly(*(1, 0, 2, 2, 2, 2), weight=3),
    mostly({}, {"amount": 0}, {"amount": -1}, {"amount": None}, {"granted_at": None}),
    amount=mostly(5, 1, 7, 2147483647, 0, -1, None, weight=6),
    granted_at=GRANT_TIMES,
    reason=mostly("They were charged twice.", "", None),
)
# A grant that an earlier system left in progress
LEFT = st.builds(
    lambda user_id, campaign, at: [
        line(campaign, user_id, 1, {}, amount=5, granted_at=at, reason=""),
        minted("o", f"{user_id:x}:{campaign}", "{}", "in progress", user_id, NOON, False, 1, 5),
    ],
    *(st.sampled_from(GRANTED), st.sampled_from(["launch", "a"]), GRANT_TIMES),
)
INACTIVE = mostly([], [challenge("o", active=False)], weight=5)
GRANTED_USERS = users(mostly("plain", "deactivated", *USER_KINDS, weight=9), *GRANTED)
ONE_SHOTS = Group(
    challenges=("o",),
    world=world(
        *(*catalog("o"), INACTIVE, *GRANTED_USERS, *users(LISTENERS, 0)),
        some(LINE, 1, 8),
        some(LEFT, 0, 2),
        some(own_rewards(["o"], GRANTED, mostly("{:x}:launch", "{:x}:1", "{:x}:a", weight=3)), 0, 4),
    ),
    changes=st.one_of(LINE, LINE, *GRANTED_USERS, *catalog_changes("o")),
    share=0.03,
    reaches=(*always("o"), "o: bad line", "o: in the future", "o: granted twice", "o: completed"),
)
