"""cs: cosign."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.oracle.moment import HEX, Earned, near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.moment import Moment


def cosigns(moment: Moment) -> Iterator[Earned]:
    """cs: the verified owner of a track saves or reposts a remix of it; five per cosigner in rolling 30 days."""
    acts = moment.actions("saves", "save") + moment.actions("reposts", "repost")
    pairs = {
        (moment.owner(row["parent_track_id"]), row["child_track_id"])
        for row in moment.rows("remixes")
        if moment.passes(moment.owner(row["parent_track_id"]) is not None, "cs: no current parent")
    }
    candidates = []
    for cosigner, child in pairs:
        mine = [row for row in acts if row["user_id"] == cosigner and row["track_id"] == child]
        if not moment.passes(mine, "cs: not cosigned"):
            continue
        # At one time the lower block counts, null last.
        moment.seen["cs: save and repost"] += len(mine) > 1
        act = min(mine, key=lambda row: (row["created_at"], row["blocknumber"] is None, row["blocknumber"] or 0))
        remixer = moment.owner(child)
        if (
            moment.passes(remixer is not None, "cs: no current child")
            and moment.passes(min(cosigner, child) >= 1, "cs: id under 1")
            and moment.passes(moment.is_verified(cosigner), "cs: cosigner not verified")
            and moment.is_recipient(remixer, "cs")
            and moment.is_ours("cs", f"{cosigner:x}:{child:x}", act["created_at"])
            and not moment.is_minted("cs", f"{cosigner:x}:{child:x}")
        ):
            candidates.append((act["created_at"], child, cosigner, remixer, act))
    counted = [(ids[0], at) for ids, at in moment.minted("cs", f"({HEX}):({HEX})")]
    for at, child, cosigner, remixer, act in sorted(candidates, key=lambda candidate: candidate[:3]):
        if moment.passes(near(counted, cosigner, at, timedelta(days=30)) < 5, "cs: cap of the cosigner"):
            counted.append((cosigner, at))
            yield Earned(f"{cosigner:x}:{child:x}", remixer, at, moment.block(act["blocknumber"]))
