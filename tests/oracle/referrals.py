"""Referrals: r (a referrer), rv (a verified one) and rd (who was referred)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.oracle.first_steps import lowest_block
from tests.oracle.moment import HEX, Earned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.moment import Moment, Row


@dataclass(frozen=True)
class Referral:
    """Who referred a user, and the block where that was said first."""

    referrer: int
    referred: int
    block: int | None

    def order(self) -> tuple[bool, int, int]:
        """Return the order under a cap: by block, null last, then the referred id."""
        return self.block is None, self.block or 0, self.referred


def referrals(moment: Moment) -> Iterator[Referral]:
    """r, rv, rd: of each user the current row that names a referrer; of several the one with the lowest block."""
    events = [row for row in moment.rows("user_events") if row["referrer"] is not None]
    current: dict[int, list[Row]] = {}
    for row in events:
        if moment.passes(row["is_current"] is True, "referral: not current") and moment.passes(
            min(row["user_id"], row["referrer"]) >= 1, "referral: id under 1"
        ):
            current.setdefault(row["user_id"], []).append(row)
    for user_id, rows in sorted(current.items()):
        moment.seen["referral: two current rows"] += len({row["referrer"] for row in rows}) > 1
        row = min(rows, key=lambda row: (row["blocknumber"] is None, row["blocknumber"] or 0))
        named = [one for one in events if (one["user_id"], one["referrer"]) == (user_id, row["referrer"])]
        block = lowest_block(named)
        moment.seen["referral: said before"] += block != row["blocknumber"]
        if (
            moment.passes(row["referrer"] != user_id, "referral: to oneself")
            and moment.passes(moment.is_active(row["referrer"]), "referral: referrer is not active")
            and moment.passes(moment.is_active(user_id), "referral: referred user is not active")
        ):
            yield Referral(row["referrer"], user_id, block)


def referrers(moment: Moment, challenge_id: str) -> Iterator[Earned]:
    """r, rv: the referrer earns once for each user, up to the catalog's step_count in AUDIO for ever."""
    challenge = moment.challenge(challenge_id)
    cap, amount = challenge["step_count"], challenge["amount"]
    audio = int(amount) if re.fullmatch("[0-9]+", amount) else 0
    paid: dict[int, int] = {}
    for reward in moment.complete_rewards(challenge_id):
        paid[reward["user_id"]] = paid.get(reward["user_id"], 0) + reward["amount"]
    for referral in sorted(referrals(moment), key=Referral.order):
        specifier = f"{referral.referrer:x}:{referral.referred:x}"
        is_verified = moment.is_verified(referral.referrer)
        if not (
            moment.passes(is_verified == (challenge_id == "rv"), f"{challenge_id}: verification")
            and moment.passes(not is_paid_for(moment, referral.referred), f"{challenge_id}: paid for that user")
            and moment.is_ours_by_block(challenge_id, specifier, referral.block)
        ):
            continue
        total = paid.get(referral.referrer, 0)
        if moment.passes(cap is not None and total < cap, f"{challenge_id}: cap of the referrer"):
            paid[referral.referrer] = total + audio
            block = moment.block(referral.block)
            yield Earned(specifier, referral.referrer, moment.now(), block, has_own_time=False)


def is_paid_for(moment: Moment, user_id: int) -> bool:
    """r, rv: whether somebody was paid for referring the user, by either challenge."""
    return any(row["specifier"].endswith(f":{user_id:x}") for row in moment.complete_rewards("r", "rv"))


def referred_users(moment: Moment) -> Iterator[Earned]:
    """rd: the referred user earns once; a reward in the Go system's form counts."""
    for referral in referrals(moment):
        specifier = f"{referral.referred:x}"
        earlier = f"{specifier}:{HEX}"
        is_paid = any(re.fullmatch(earlier, row["specifier"]) for row in moment.complete_rewards("rd"))
        if moment.passes(not is_paid, "rd: paid in the earlier form") and moment.is_ours_by_block(
            "rd", specifier, referral.block
        ):
            block = moment.block(referral.block)
            yield Earned(specifier, referral.referred, moment.now(), block, has_own_time=False)
