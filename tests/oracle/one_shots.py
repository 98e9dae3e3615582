"""o: rewards that a person grants, line by line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.oracle.moment import Earned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.moment import Moment, Row

CAMPAIGN = "[a-z][a-z0-9-]{0,8}"


def one_shots(moment: Moment) -> Iterator[Earned]:
    """o: the granted amount, once per user and campaign. A grant in the future waits, and no adoption matters."""
    done = set()
    for line in moment.rows("one_shots"):
        user_id, at = line["user_id"], line["granted_at"]
        if (
            moment.passes(is_well_formed(line), "o: bad line")
            and moment.is_recipient(user_id, "o")
            and moment.passes(at <= moment.now(), "o: in the future")
        ):
            specifier = f"{user_id:x}:{line['campaign']}"
            if moment.passes(specifier not in done, "o: granted twice"):
                done.add(specifier)
                yield Earned(specifier, user_id, at, moment.head_block(), amount=line["amount"])


def is_well_formed(line: Row) -> bool:
    """o: whether a line has a campaign, a user, an amount that can be stored, and a time; the reason is for people."""
    campaign, user_id, amount = line["campaign"], line["user_id"], line["amount"]
    return (
        campaign is not None
        and re.fullmatch(CAMPAIGN, campaign) is not None
        and user_id is not None
        and user_id >= 1
        and amount is not None
        and 0 < amount <= 2147483647
        and line["granted_at"] is not None
    )
