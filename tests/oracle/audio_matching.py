"""Audio matching: b (buyer) and s (seller)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from tests.oracle.moment import Earned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.moment import Moment, Row


def purchases(moment: Moment) -> Iterator[tuple[Row, str, int, int]]:
    """b, s: of the purchases that share a specifier the one that counts, with specifier, seller and dollars."""
    worthy = []
    for row in moment.rows("sol_purchases"):
        seller = seller_of(moment, row)
        if (
            moment.passes(row["is_valid"] is True, "b, s: not valid")
            and moment.passes(row["amount"] >= 1_000_000, "b, s: under one dollar")
            and moment.passes(seller is not None, "b, s: no seller")
            and moment.passes(min(row["buyer_user_id"], row["content_id"]) >= 1, "b, s: id under 1")
        ):
            worthy.append((f"{row['buyer_user_id']:x}:{row['content_id']:x}", row, seller))
    for specifier, group in groupby(sorted(worthy, key=lambda entry: entry[0]), key=lambda entry: entry[0]):
        ordered = sorted(group, key=lambda entry: purchase_order(entry[1]))
        moment.seen["b, s: not the first purchase"] += len(ordered) - 1
        _, row, seller = ordered[0]
        yield row, specifier, seller, row["amount"] // 1_000_000


def seller_of(moment: Moment, purchase: Row) -> int | None:
    """b, s: the present owner of the current track, playlist or album."""
    if purchase["content_type"] == "track":
        return moment.owner(purchase["content_id"])
    for playlist in moment.rows("playlists"):
        if playlist["playlist_id"] == purchase["content_id"] and playlist["is_current"] is True:
            return playlist["playlist_owner_id"]
    return None


def purchase_order(purchase: Row) -> tuple[Any, ...]:
    """b, s: which of several purchases is the first."""
    return purchase["slot"], purchase["signature"].encode(), purchase["content_type"], purchase["amount"]


def buyers(moment: Moment) -> Iterator[Earned]:
    """b: the buyer earns the catalog's amount for each whole dollar."""
    slots = [row["completed_blocknumber"] for row in moment.rows("user_challenges") if row["challenge_id"] == "b"]
    for purchase, specifier, _, dollars in purchases(moment):
        is_late = not moment.reward("b", specifier) and any(slot and slot > purchase["slot"] for slot in slots)
        moment.seen["b: behind a later slot"] += is_late
        yield from matched(moment, "b", purchase, specifier, purchase["buyer_user_id"], dollars)


def sellers(moment: Moment) -> Iterator[Earned]:
    """s: the verified seller earns the catalog's amount for each whole dollar."""
    for purchase, specifier, seller, dollars in purchases(moment):
        if moment.passes(moment.is_verified(seller), "s: seller not verified"):
            yield from matched(moment, "s", purchase, specifier, seller, dollars)


def matched(
    moment: Moment, challenge_id: str, purchase: Row, specifier: str, user_id: int, dollars: int
) -> Iterator[Earned]:
    """b, s: the reward of one of the two. Its time is the purchase's, or the clock if that is null."""
    has_time = moment.passes(purchase["created_at"] is not None, "b, s: no time")
    at = purchase["created_at"] if has_time else moment.now()
    if moment.is_recipient(user_id, challenge_id) and moment.is_ours(challenge_id, specifier, at):
        yield Earned(specifier, user_id, at, purchase["slot"], dollars, has_own_time=has_time)
