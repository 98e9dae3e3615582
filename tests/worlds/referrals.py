"""Worlds of m, r, rv and rd."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.world import NOON
from tests.worlds.drawing import (
    ARTISTS,
    LISTENERS,
    MICROSECOND,
    ODDITIES,
    Group,
    act,
    always,
    catalog,
    catalog_changes,
    minted,
    mostly,
    own_rewards,
    piece,
    some,
    users,
    world,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.worlds.history import Piece

REFERRERS = [71, 72]
REFERRED = [73, 74, 75, 76, 77, 78]
SOMEBODY = mostly(71, 71, 72, None, 73, 0, 999, 74, weight=8)

Said = tuple["int | None", bool, "int | None"]  # who referred the user, whether the app was used, the block


def events(user_id: int, former: Sequence[Said], defect: Said | None, newest: Said, is_current: bool) -> Piece:
    """Return the events of a user: what was said formerly, a second current row, and the newest row."""
    said = [(*words, False) for words in former]
    said += [(*defect, True)] if defect else []
    said += [(*newest, is_current)]
    rows = [
        {"referrer": referrer, "is_mobile_user": is_mobile, "blocknumber": number, "is_current": current}
        for referrer, is_mobile, number, current in said
    ]
    return piece("user_events", rows, user_id=user_id)


def said(numbers: Sequence[int | None]) -> st.SearchStrategy[Said]:
    """Draw what an event says, in one of the blocks."""
    return st.tuples(SOMEBODY, st.booleans(), st.sampled_from(numbers))


EVENTS = [
    st.builds(
        events,
        st.just(user_id),
        st.one_of(st.just([]), st.lists(said([3, 4, 5, 6, None]), max_size=2)),
        # In a block of its own: of two current rows the lowest counts.
        st.one_of(*[st.none()] * 6, said([1, 2, 8])),
        said([5, 5, 6, 6, 7, None]),
        mostly(True, False, weight=14),
    )
    for user_id in (*REFERRED, 71, 0)
]
# A re-sent event: the same words in a newer row.
RESENT = st.builds(
    lambda user_id, words, number: events(user_id, [(*words, number)], None, (*words, 6), True),
    st.sampled_from(REFERRED),
    st.tuples(SOMEBODY, st.just(True)),
    st.sampled_from([3, 5, 6, None]),
)


def repost(user_id: int, days: int, number: int | None, kind: str) -> Piece:
    """Return a repost: they say which block was the head at which time."""
    at = NOON - timedelta(days=days) + (MICROSECOND if user_id % 2 else -MICROSECOND)
    return act("repost", user_id, 579, at, number, kind, "track")


# Long before every adoption there was one.
EARLIEST = [act("repost", 79, 579, NOON - timedelta(days=90), 4, "plain", "track")]
REPOSTS = st.builds(
    repost,
    st.integers(71, 76),
    st.sampled_from([0, 0, 1, 7, 30, 60]),
    st.sampled_from([4, 5, 6, None]),
    mostly("plain", "deleted", "not current", weight=4),
)
# A referral, and the rewards of the referred user, that an earlier system left in progress
LEFT = st.builds(
    lambda challenge_id, referrer, referred, number: [
        events(referred, [], None, (referrer, True, number), True),
        minted(challenge_id, f"{referrer:x}:{referred:x}", "{}", "in progress", referrer, NOON, False, 1, 1),
        *(minted(own, f"{referred:x}", "{}", "in progress", referred, NOON, False, 1, 1) for own in ("m", "rd")),
    ],
    *(st.sampled_from(["r", "rv"]), st.sampled_from(REFERRERS), st.sampled_from(REFERRED)),
    st.sampled_from([5, 6, None]),
)
REFERRAL_REWARDS = st.builds(
    lambda challenge_id, referrer, referred, oddity, kind, amount: minted(
        challenge_id, f"{referrer:x}:{referred:x}", oddity, kind, referrer, NOON, False, 1, amount
    ),
    st.sampled_from(["r", "r", "rv"]),
    st.sampled_from(REFERRERS),
    st.sampled_from([*REFERRED, 500, 501]),
    ODDITIES,
    st.sampled_from(["plain", "no time", *["in progress"] * 5]),
    st.sampled_from([0, 1, 1, 2]),
)
CHANGED_USERS: list[st.SearchStrategy[Any]] = [*users(ARTISTS, 71), *users(LISTENERS, 72)]
REFERRED_USERS = users(mostly("plain", *("missing", "deactivated", "verified", "not current"), weight=20), *REFERRED)
REFERRALS = Group(
    challenges=("m", "r", "rd", "rv"),
    world=world(
        st.just(EARLIEST),
        *catalog("m", "r", "rd", "rv"),
        *(*CHANGED_USERS, *REFERRED_USERS, *users(LISTENERS, 0)),
        *EVENTS,
        some(RESENT, 0, 3),
        some(REPOSTS, 0, 3),
        some(LEFT, 0, 4),
        some(REFERRAL_REWARDS, 0, 8),
        some(own_rewards(["rd", "m"], REFERRED, mostly("{:x}", "{:x}:47", "{:x}:1", "{:x}:x", weight=4)), 0, 6),
    ),
    changes=st.one_of(
        *(*EVENTS, RESENT, RESENT, RESENT, REPOSTS, *CHANGED_USERS * 2, *REFERRED_USERS[:3]),
        *catalog_changes("m", "r", "rd", "rv"),
    ),
    share=0.1,
    reaches=(
        *always("m"),
        *(f"{challenge_id}: {reason}" for challenge_id in ("r", "rv", "rd") for reason in ("minted", "inactive")),
        *("m: not current", "m: said before", "m: id under 1"),
        *("referral: not current", "referral: id under 1", "referral: two current rows", "referral: said before"),
        *("referral: to oneself", "referral: referrer is not active", "referral: referred user is not active"),
        *("r: verification", "r: paid for that user", "r: cap of the referrer", "r: completed"),
        *("rv: verification", "rv: paid for that user", "rv: cap of the referrer", "rv: completed"),
        *("rd: minted already", "rd: paid in the earlier form", "rd: completed"),
        *(
            f"{challenge_id}: {reason} the adoption"
            for challenge_id in ("m", "r", "rv", "rd")
            for reason in ("block before", "in progress at")
        ),
    ),
)
