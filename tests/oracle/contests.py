"""w: remix contest winner."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.oracle.moment import HEX, LARGEST, Earned, near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracle.moment import Moment, Row


def contest_winners(moment: Moment) -> Iterator[Earned]:
    """w: winners named by a verified host; five per contest, and five per host in rolling 7 days."""
    rewards = list(moment.minted("w", f"({HEX}):({HEX})"))
    per_contest = Counter(ids[0] for ids, _ in rewards)
    hosts = {event["event_id"]: event["user_id"] for event in moment.rows("events")}
    per_host = [(hosts[ids[0]], at) for ids, at in rewards if ids[0] in hosts]
    done = set()
    for at, event_id, _, winner, event in sorted(named(moment), key=lambda entry: entry[:3]):
        specifier = f"{event_id:x}:{winner:x}"
        if not moment.passes(specifier not in done, "w: named twice") or moment.is_minted("w", specifier):
            continue
        done.add(specifier)
        contest_has_room = moment.passes(per_contest[event_id] < 5, "w: cap of the contest")
        nearby = near(per_host, event["user_id"], at, timedelta(days=7))
        host_has_room = moment.passes(nearby < 5, "w: cap of the host")
        moment.seen["w: refused by the cap of the contest alone"] += host_has_room and not contest_has_room
        moment.seen["w: refused by the cap of the host alone"] += contest_has_room and not host_has_room
        if contest_has_room and host_has_room:
            per_contest[event_id] += 1
            per_host.append((event["user_id"], at))
            yield Earned(specifier, winner, at, moment.block(event["blocknumber"]))


def named(moment: Moment) -> Iterator[tuple[Any, ...]]:
    """w: time, event, position and user of each winner whom no gate refuses, and the event's row."""
    for event in moment.rows("events"):
        event_id, at = event["event_id"], event["updated_at"]
        if (
            moment.passes(event["event_type"] == "remix_contest", "w: event of another type")
            and moment.passes(event["is_deleted"] is False, "w: event deleted")
            and moment.passes(event_id >= 1, "w: id under 1")
            and moment.passes(moment.is_verified(event["user_id"]), "w: host not verified")
        ):
            for position, user_id in winners(moment, event):
                if moment.is_ours("w", f"{event_id:x}:{user_id:x}", at):
                    yield at, event_id, position, user_id, event


def winners(moment: Moment, event: Row) -> Iterator[tuple[int, int]]:
    """w: the positions and the users of the winners that an event names."""
    data = event["event_data"]
    names = data.get("winners") if isinstance(data, dict) else None
    if not moment.passes(isinstance(names, list), "w: winners are no array"):
        return
    for position, name in enumerate(names):
        track_id = winning_track(name)
        if not moment.passes(track_id, "w: no track id"):
            continue
        owners = [row["owner_id"] for row in moment.current_tracks(track_id) if row["is_delete"] is False]
        if (
            moment.passes(owners, "w: no current, undeleted track")
            and moment.passes(owners[0] >= 1, "w: id under 1")
            and moment.is_recipient(owners[0], "w")
        ):
            yield position, owners[0]


def winning_track(name: Any) -> int | None:
    """Return the track id that an element of the array of winners is: plain digits, as a number or as a string."""
    text = name if isinstance(name, str) else json.dumps(name)
    if re.fullmatch("[0-9]+", text) and 1 <= int(text) <= LARGEST:
        return int(text)
    return None
