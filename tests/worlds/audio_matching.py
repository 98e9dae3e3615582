"""Worlds of b and s."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.world import NOON
from tests.worlds.drawing import (
    LISTENERS,
    USER_KINDS,
    Group,
    always,
    catalog,
    catalog_changes,
    minted,
    mostly,
    pairs,
    piece,
    playlist,
    rewards,
    some,
    tracks,
    users,
    world,
)

if TYPE_CHECKING:
    from tests.worlds.history import Piece


# The slot and the time of each transaction
BOUGHT = {
    "a": (70, NOON),
    "B": (70, NOON + timedelta(microseconds=1)),
    "ä": (70, NOON),
    "Z": (69, NOON - timedelta(days=40)),
    "z": (71, None),
}
DOLLARS = mostly(*(10_990_000, 999_999, 1_000_000, 2_000_000, 2_147_483_647_000_000, 2_147_483_648_000_000), weight=2)


def purchase(signature: str, index: int, odd_slot: int | None, **values: Any) -> Piece:
    """Return a purchase."""
    slot, at = BOUGHT[signature]
    row = values | {"slot": odd_slot or slot, "created_at": at}
    return piece("sol_purchases", [row], signature=signature, instruction_index=index)


GOODS = [100, 101, 0]
PURCHASE = st.builds(
    purchase,
    st.sampled_from([*BOUGHT]),
    st.sampled_from([0, 1, 2]),
    mostly(None, 2147483647, 2147483648, weight=16),
    amount=DOLLARS,
    content_type=st.sampled_from(["track", "track", "playlist", "album"]),
    content_id=mostly(*(100, *GOODS, 109), weight=6),
    buyer_user_id=mostly(*(5, 4, 3, 1, 0), weight=6),
    is_valid=mostly(True, None, False, weight=4),
)


def bought(signature: str, buyer: int, content_id: int) -> Piece:
    """Return a valid purchase of a track."""
    values = {"content_type": "track", "content_id": content_id, "buyer_user_id": buyer, "is_valid": True}
    return purchase(signature, 0, None, amount=10_990_000, **values)


# A purchase whose reward an earlier system left in progress
LEFT = st.builds(
    lambda challenge_id, buyer, content_id: [
        bought("a", buyer, content_id),
        minted(challenge_id, f"{buyer:x}:{content_id:x}", "{}", "in progress", buyer, NOON, False),
    ],
    *(st.sampled_from(["b", "s"]), st.sampled_from([5, 4]), st.sampled_from([100, 101])),
)
# A purchase that becomes valid long after later ones
LATE = st.builds(bought, st.just("Z"), st.sampled_from([5, 4, 3]), st.sampled_from([100, 101]))
GOODS_TRACKS = tracks([1, 1, 1, 2, 3, 5], *GOODS)
GOODS_PLAYLISTS = [
    st.builds(playlist, st.just(content_id), st.sampled_from([1, 2, 5]), mostly("plain", "not current", "missing"))
    for content_id in GOODS
]
TRADERS = [
    *users(mostly("verified", "verified, deactivated", *USER_KINDS, weight=12), 1, 2),
    *users(LISTENERS, 3, 4, 5, 0),
]
PURCHASES = Group(
    challenges=("b", "s"),
    world=world(
        *(*catalog("b", "s"), *TRADERS, *GOODS_TRACKS, *GOODS_PLAYLISTS),
        some(PURCHASE, 1, 10),
        some(LEFT, 0, 1),
        some(rewards(["b", "s"], pairs([5, 5, 4, 3], [100, 100, 101])), 0, 7),
    ),
    changes=st.one_of(
        *(
            PURCHASE,
            PURCHASE,
            PURCHASE,
            LATE,
            LATE,
            *TRADERS,
            *GOODS_TRACKS,
            *GOODS_PLAYLISTS,
            *catalog_changes("b", "s"),
        )
    ),
    share=0.08,
    reaches=(
        *always("b"),
        *(f"s: {reason}" for reason in ("minted", "minted already", "inactive", "recipient is deactivated")),
        "b, s: not valid",
        "b: behind a later slot",
        "b, s: under one dollar",
        "b, s: no seller",
        "b, s: id under 1",
        "b, s: not the first purchase",
        "b, s: no time",
        "s: seller not verified",
        "amount or block: too large",
        "in progress, completed",
    ),
)
