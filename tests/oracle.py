"""The rules once more, in plain Python, to check the system against: it shares no code and no SQL with it.

Rows are dicts by column name. Written for being read beside the rules, event by event, not for speed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

Row = dict[str, Any]
Tables = dict[str, list[Row]]

LARGEST = 2147483647  # what an integer column holds
LATEST = datetime.max
HEX = "[1-9a-f][0-9a-f]*"


@dataclass(frozen=True)
class Earned:
    """What a recipient has earned: `units` times the catalog's amount, or the amount itself if it is by rank."""

    specifier: str
    user_id: int
    at: datetime
    block: int
    units: int = 1
    amount: int | None = None


@dataclass
class Oracle:
    """Loads a platform: `tables` becomes what a load by this clock must leave.

    `adoption_dates` holds the adoption date of each challenge that was adopted, and `recorded` the keys of rewards that
    were due then; `seen` counts what was minted, and what each gate and cap refused.
    """

    tables: Tables
    clock: datetime
    adoption_dates: dict[str, datetime] = field(default_factory=dict)
    recorded: Collection[tuple[str, str]] = ()
    seen: Counter[str] = field(default_factory=Counter)

    def load(self, only: Iterable[str] = ()) -> None:
        """Load all challenges, or only some, in the order of their ids."""
        rules: dict[str, Callable[[], Iterator[Earned]]] = {
            "b": self.buyers,
            "c": self.first_comments,
            "cp": self.pinned_comments,
            "cs": self.cosigns,
            "s": self.sellers,
            "t": self.tastemakers,
            "tt": lambda: self.trending("tt", "TRACKS", self.public_tracks()),
            "tut": lambda: self.trending("tut", "UNDERGROUND_TRACKS", self.underground_tracks()),
            "w": self.contest_winners,
        }
        wanted = set(only) or set(rules)
        for challenge_id in sorted(wanted):
            challenge = next((row for row in self.rows("challenges") if row["id"] == challenge_id), None)
            if self.passes(challenge, f"{challenge_id}: not in challenges") and self.passes(
                challenge["active"], f"{challenge_id}: inactive"
            ):
                for earned in list(rules[challenge_id]()):
                    self.merge(challenge, earned)

    # The reward row

    def merge(self, challenge: Row, earned: Earned) -> None:
        """Mint or complete a reward; a complete row never changes again, and created_at never does."""
        amount = earned.amount
        if amount is None:
            catalog_amount = challenge["amount"]
            if not self.passes(re.fullmatch("[0-9]+", catalog_amount), "amount: no whole number"):
                return
            amount = int(catalog_amount) * earned.units
        if not self.passes(max(amount, earned.block) <= LARGEST, "amount or block: too large"):
            return
        row = self.reward(challenge["id"], earned.specifier)
        if row is None:
            created_at = earned.at.replace(tzinfo=timezone.utc)
            row = {"challenge_id": challenge["id"], "specifier": earned.specifier, "created_at": created_at}
            self.tables["user_challenges"].append(row)
        elif not self.passes(not row["is_complete"], f"{challenge['id']}: minted already"):
            return
        else:
            self.seen["in progress, completed"] += 1
        row |= {
            "user_id": earned.user_id,
            "amount": amount,
            "current_step_count": 1,
            "is_complete": True,
            "completed_at": earned.at,
            "completed_blocknumber": earned.block,
        }
        self.seen[f"{challenge['id']}: minted"] += 1

    def reward(self, challenge_id: str, specifier: str) -> Row | None:
        """Return the row of a reward, complete or not."""
        return next(
            (
                row
                for row in self.rows("user_challenges")
                if (row["challenge_id"], row["specifier"]) == (challenge_id, specifier)
            ),
            None,
        )

    def is_minted(self, challenge_id: str, specifier: str) -> bool:
        """Return whether the reward is there and complete: only complete ones count in a cap."""
        row = self.reward(challenge_id, specifier)
        return not self.passes(not (row and row["is_complete"]), f"{challenge_id}: minted already")

    def minted(self, challenge_id: str, pattern: str) -> Iterator[tuple[list[int], datetime]]:
        """Yield the ids in the specifier, and the time, of each complete reward whose specifier has the format."""
        for row in self.rows("user_challenges"):
            if row["challenge_id"] == challenge_id and row["is_complete"]:
                match = re.fullmatch(pattern, row["specifier"])
                if self.passes(match, f"{challenge_id}: specifier of another format"):
                    at = row["completed_at"] or row["created_at"].astimezone(timezone.utc).replace(tzinfo=None)
                    yield [int(group, 16) for group in match.groups()], at

    # What several challenges need

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a table."""
        return self.tables.get(table, [])

    def passes(self, condition: object, reason: str) -> bool:
        """Return whether a condition holds, and count the refusal if it does not."""
        if not condition:
            self.seen[reason] += 1
        return bool(condition)

    def now(self) -> datetime:
        """Return the clock as the platform's tables write times."""
        return self.clock.astimezone(timezone.utc).replace(tzinfo=None)

    def head_block(self) -> int:
        """Return the highest block number, 1 if there is none."""
        return max((row["number"] for row in self.rows("blocks") if row["number"] is not None), default=1)

    def block(self, row: Row) -> int:
        """Return the block of a source row, the head block if it has none."""
        if self.passes(row["blocknumber"] is not None, "block: null in the source"):
            return row["blocknumber"]
        return self.head_block()

    def user_rows(self, user_id: int) -> list[Row]:
        """Return the current rows of a user; one of them meeting a gate is enough."""
        return [row for row in self.rows("users") if row["user_id"] == user_id and row["is_current"] is True]

    def is_recipient(self, user_id: int, challenge_id: str) -> bool:
        """Return whether the user can be paid: has a current row that is not deactivated."""
        rows = self.user_rows(user_id)
        return self.passes(rows, f"{challenge_id}: recipient has no current row") and self.passes(
            any(row["is_deactivated"] is False for row in rows), f"{challenge_id}: recipient is deactivated"
        )

    def is_ours(self, challenge_id: str, specifier: str, at: datetime) -> bool:
        """Return whether this system pays it: it qualified later or was left in progress, and was not due then."""
        since = self.adoption_dates.get(challenge_id)
        if since is None:
            return True
        row = self.reward(challenge_id, specifier)
        is_in_progress = row is not None and not row["is_complete"]
        self.seen["adoption: in progress"] += is_in_progress and at < since
        return self.passes(at >= since or is_in_progress, f"{challenge_id}: before the adoption") and self.passes(
            (challenge_id, specifier) not in self.recorded, f"{challenge_id}: due at the adoption"
        )

    def is_verified(self, user_id: int, reason: str) -> bool:
        """Return whether the user has a current, verified row."""
        return self.passes(any(row["is_verified"] is True for row in self.user_rows(user_id)), reason)

    def current_tracks(self, track_id: int | None = None) -> list[Row]:
        """Return the current tracks, or the current rows of one."""
        return [
            row
            for row in self.rows("tracks")
            if row["is_current"] is True and (track_id is None or row["track_id"] == track_id)
        ]

    def owner(self, track_id: int) -> int | None:
        """Return the owner of the current track, deleted or not."""
        return next((track["owner_id"] for track in self.current_tracks(track_id)), None)

    def actions(self, table: str, item: str) -> list[Row]:
        """Return the current, undeleted saves or reposts of tracks, with the track as `track_id`."""
        return [
            row | {"track_id": row[f"{item}_item_id"]}
            for row in self.rows(table)
            if row[f"{item}_type"] == "track"
            and self.passes(row["is_current"] is True, f"{table}: not current")
            and self.passes(row["is_delete"] is False, f"{table}: deleted")
        ]

    # c

    def first_comments(self) -> Iterator[Earned]:
        """c: the first undeleted, visible comment of a user in an ISO week."""
        seen = set()
        for comment in sorted(self.rows("comments"), key=lambda row: (row["created_at"], row["comment_id"])):
            user_id = comment["user_id"]
            if not self.passes(comment["is_delete"] is False, "c: deleted"):
                continue
            if not self.passes(comment["is_visible"] is True, "c: invisible"):
                continue
            if not self.passes(user_id >= 1, "c: id under 1"):
                continue
            year, week, _ = comment["created_at"].isocalendar()
            specifier = f"{user_id:x}:{year}{week:02}"
            if not self.passes(specifier not in seen, "c: not the first of the week"):
                continue
            seen.add(specifier)
            if self.is_recipient(user_id, "c") and self.is_ours("c", specifier, comment["created_at"]):
                yield Earned(specifier, user_id, comment["created_at"], self.block(comment))

    # cp

    def pinned_comments(self) -> Iterator[Earned]:
        """cp: a verified artist pins somebody else's undeleted comment on a current, undeleted track."""
        for track in self.current_tracks():
            comment = next(
                (row for row in self.rows("comments") if row["comment_id"] == track["pinned_comment_id"]), None
            )
            if comment is None:
                continue
            user_id, track_id = comment["user_id"], track["track_id"]
            is_on_it = (comment["entity_type"], comment["entity_id"]) == ("Track", track_id)
            if (
                self.passes(track["is_delete"] is False, "cp: track deleted")
                and self.passes(comment["is_delete"] is False, "cp: comment deleted")
                and self.passes(is_on_it, "cp: comment on something else")
                and self.is_verified(track["owner_id"], "cp: owner not verified")
                and self.passes(user_id != track["owner_id"], "cp: own comment")
                and self.passes(min(user_id, track_id) >= 1, "cp: id under 1")
                and self.is_recipient(user_id, "cp")
                and self.is_ours("cp", f"{user_id:x}:{track_id:x}", track["updated_at"])
            ):
                yield Earned(f"{user_id:x}:{track_id:x}", user_id, track["updated_at"], self.block(track))

    # cs

    def cosigns(self) -> Iterator[Earned]:
        """cs: the verified owner of a track saves or reposts a remix of it; five per cosigner in rolling 30 days."""
        acts = self.actions("saves", "save") + self.actions("reposts", "repost")
        pairs = {
            (self.owner(row["parent_track_id"]), row["child_track_id"])
            for row in self.rows("remixes")
            if self.passes(self.owner(row["parent_track_id"]) is not None, "cs: no current parent")
        }
        candidates = []
        for cosigner, child in pairs:
            mine = [row for row in acts if row["user_id"] == cosigner and row["track_id"] == child]
            if not self.passes(mine, "cs: not cosigned"):
                continue
            # At one time the lower block counts, null last.
            self.seen["cs: save and repost"] += len(mine) > 1
            act = min(mine, key=lambda row: (row["created_at"], row["blocknumber"] is None, row["blocknumber"] or 0))
            remixer = self.owner(child)
            if (
                self.passes(remixer is not None, "cs: no current child")
                and self.passes(min(cosigner, child) >= 1, "cs: id under 1")
                and self.is_verified(cosigner, "cs: cosigner not verified")
                and self.is_recipient(remixer, "cs")
                and self.is_ours("cs", f"{cosigner:x}:{child:x}", act["created_at"])
                and not self.is_minted("cs", f"{cosigner:x}:{child:x}")
            ):
                candidates.append((act["created_at"], child, cosigner, remixer, act))
        counted = [(ids[0], at) for ids, at in self.minted("cs", f"({HEX}):({HEX})")]
        for at, child, cosigner, remixer, act in sorted(candidates, key=lambda candidate: candidate[:3]):
            if self.passes(near(counted, cosigner, at, timedelta(days=30)) < 5, "cs: cap of the cosigner"):
                counted.append((cosigner, at))
                yield Earned(f"{cosigner:x}:{child:x}", remixer, at, self.block(act))

    # t

    def public_tracks(self) -> list[Row]:
        """Return the scores of the public tracks, the best first, as t, tt and tut rank them."""
        scores = [
            row
            for row in self.rows("track_trending_scores")
            if self.passes(
                (row["type"], row["version"], row["time_range"]) == ("TRACKS", "pnagD", "week"),
                "score: of another kind",
            )
            and self.passes(row["score"] == row["score"], "score: NaN")
            and self.passes(self.is_public(row["track_id"]), "score: track not public")
        ]
        return sorted(scores, key=lambda row: (row["score"], row["track_id"]), reverse=True)

    def is_public(self, track_id: int) -> bool:
        """Return whether the track is current, undeleted, not unlisted and available."""
        return any(
            track["is_delete"] is False and track["is_unlisted"] is False and track["is_available"] is True
            for track in self.current_tracks(track_id)
        )

    def tastemakers(self) -> Iterator[Earned]:
        """t: among the first ten to repost or save one of the ten best tracks; twenty per track in all."""
        scores = self.public_tracks()
        self.seen["t: beyond the ten best"] += max(len(scores) - 10, 0)
        for score in scores[:10]:
            yield from self.tastemakers_of(score)

    def tastemakers_of(self, score: Row) -> Iterator[Earned]:
        """t: those of one track, in the order of their earliest action in the lists."""
        track_id = score["track_id"]
        earliest: dict[int, datetime] = {}
        for table, item in (("reposts", "repost"), ("saves", "save")):
            for user_id, at in self.first_ten(table, item, track_id):
                self.seen["t: in both lists"] += user_id in earliest
                earliest[user_id] = min(at, earliest.get(user_id, LATEST))
        count = sum(ids[1] == track_id for ids, _ in self.minted("t", f"({HEX}):t:({HEX})"))
        for user_id, _ in sorted(earliest.items(), key=lambda entry: (entry[1], entry[0])):
            specifier = f"{user_id:x}:t:{track_id:x}"
            if not self.is_recipient(user_id, "t") or not self.is_ours("t", specifier, score["created_at"]):
                continue
            if self.is_minted("t", specifier):
                continue
            if self.passes(count < 20, "t: cap of the track"):
                count += 1
                yield Earned(specifier, user_id, score["created_at"], self.head_block())

    def first_ten(self, table: str, item: str, track_id: int) -> list[tuple[int, datetime]]:
        """t: the ten people who reposted or saved first, with the times; ties by user_id."""
        first: dict[int, datetime] = {}
        for row in self.actions(table, item):
            if row["track_id"] == track_id:
                first[row["user_id"]] = min(row["created_at"], first.get(row["user_id"], LATEST))
        people = sorted(first.items(), key=lambda entry: (entry[1], entry[0]))
        self.seen[f"t: beyond the first ten {table}"] += max(len(people) - 10, 0)
        return people[:10]

    # w

    def contest_winners(self) -> Iterator[Earned]:
        """w: winners named by a verified host; five per contest, and five per host in rolling 7 days."""
        named = []
        for event in self.rows("events"):
            if (
                self.passes(event["event_type"] == "remix_contest", "w: event of another type")
                and self.passes(event["is_deleted"] is False, "w: event deleted")
                and self.passes(event["event_id"] >= 1, "w: id under 1")
                and self.is_verified(event["user_id"], "w: host not verified")
            ):
                named += [(event["updated_at"], event["event_id"], *winner, event) for winner in self.winners(event)]
        rewards = list(self.minted("w", f"({HEX}):({HEX})"))
        per_contest = Counter(ids[0] for ids, _ in rewards)
        hosts = {event["event_id"]: event["user_id"] for event in self.rows("events")}
        per_host = [(hosts[ids[0]], at) for ids, at in rewards if ids[0] in hosts]
        done = set()
        for at, event_id, _, winner, event in sorted(named, key=lambda entry: entry[:3]):
            specifier = f"{event_id:x}:{winner:x}"
            if not self.is_ours("w", specifier, at):
                continue
            if not self.passes(specifier not in done, "w: named twice") or self.is_minted("w", specifier):
                continue
            done.add(specifier)
            contest_has_room = self.passes(per_contest[event_id] < 5, "w: cap of the contest")
            nearby = near(per_host, event["user_id"], at, timedelta(days=7))
            host_has_room = self.passes(nearby < 5, "w: cap of the host")
            self.seen["w: refused by the cap of the contest alone"] += host_has_room and not contest_has_room
            self.seen["w: refused by the cap of the host alone"] += contest_has_room and not host_has_room
            if contest_has_room and host_has_room:
                per_contest[event_id] += 1
                per_host.append((event["user_id"], at))
                yield Earned(specifier, winner, at, self.block(event))

    def winners(self, event: Row) -> Iterator[tuple[int, int]]:
        """w: the positions and the users of the winners that an event names."""
        data = event["event_data"]
        names = data.get("winners") if isinstance(data, dict) else None
        if not self.passes(isinstance(names, list), "w: winners are no array"):
            return
        for position, name in enumerate(names):
            track_id = winning_track(name)
            if not self.passes(track_id, "w: no track id"):
                continue
            owners = [row["owner_id"] for row in self.current_tracks(track_id) if row["is_delete"] is False]
            if (
                self.passes(owners, "w: no current, undeleted track")
                and self.passes(owners[0] >= 1, "w: id under 1")
                and self.is_recipient(owners[0], "w")
            ):
                yield position, owners[0]

    # b and s

    def purchases(self) -> Iterator[tuple[Row, str, int, int]]:
        """b, s: of the purchases that share a specifier the one that counts, with specifier, seller and dollars."""
        worthy = []
        for row in self.rows("sol_purchases"):
            seller = self.seller(row)
            if (
                self.passes(row["is_valid"] is True, "b, s: not valid")
                and self.passes(row["amount"] >= 1_000_000, "b, s: under one dollar")
                and self.passes(seller is not None, "b, s: no seller")
                and self.passes(min(row["buyer_user_id"], row["content_id"]) >= 1, "b, s: id under 1")
            ):
                worthy.append((f"{row['buyer_user_id']:x}:{row['content_id']:x}", row, seller))
        for specifier, group in groupby(sorted(worthy, key=lambda entry: entry[0]), key=lambda entry: entry[0]):
            ordered = sorted(group, key=lambda entry: purchase_order(entry[1]))
            self.seen["b, s: not the first purchase"] += len(ordered) - 1
            _, row, seller = ordered[0]
            yield row, specifier, seller, row["amount"] // 1_000_000

    def seller(self, purchase: Row) -> int | None:
        """b, s: the present owner of the current track, playlist or album."""
        if purchase["content_type"] == "track":
            return self.owner(purchase["content_id"])
        for playlist in self.rows("playlists"):
            if playlist["playlist_id"] == purchase["content_id"] and playlist["is_current"] is True:
                return playlist["playlist_owner_id"]
        return None

    def buyers(self) -> Iterator[Earned]:
        """b: the buyer earns the catalog's amount for each whole dollar."""
        slots = [row["completed_blocknumber"] for row in self.rows("user_challenges") if row["challenge_id"] == "b"]
        for row, specifier, _, dollars in self.purchases():
            is_late = not self.reward("b", specifier) and any(slot and slot > row["slot"] for slot in slots)
            self.seen["b: behind a later slot"] += is_late
            if self.is_recipient(row["buyer_user_id"], "b") and self.is_ours("b", specifier, self.bought_at(row)):
                yield Earned(specifier, row["buyer_user_id"], self.bought_at(row), row["slot"], dollars)

    def sellers(self) -> Iterator[Earned]:
        """s: the verified seller earns the catalog's amount for each whole dollar."""
        for row, specifier, seller, dollars in self.purchases():
            if (
                self.is_verified(seller, "s: seller not verified")
                and self.is_recipient(seller, "s")
                and self.is_ours("s", specifier, self.bought_at(row))
            ):
                yield Earned(specifier, seller, self.bought_at(row), row["slot"], dollars)

    def bought_at(self, purchase: Row) -> datetime:
        """b, s: the purchase's time, the clock if that is null."""
        if self.passes(purchase["created_at"] is not None, "b, s: no time"):
            return purchase["created_at"]
        return self.now()

    # tt and tut

    def underground_tracks(self) -> list[Row]:
        """tut: the order without its first 20 tracks, and only those of owners that few people know."""
        scores = self.public_tracks()
        self.seen["tut: among the first 20"] += len(scores[:20])
        return [
            score
            for score in scores[20:]
            if self.passes(self.is_little_known(self.owner(score["track_id"])), "tut: owner well known")
        ]

    def is_little_known(self, user_id: int | None) -> bool:
        """tut: has under 1500 followers and follows under 1500; unknown counts are not eligible."""
        counts = next((row for row in self.rows("aggregate_user") if row["user_id"] == user_id), None)
        return bool(counts) and all(
            counts[column] is not None and counts[column] < 1500 for column in ("follower_count", "following_count")
        )

    def trending(self, challenge_id: str, kind: str, scores: list[Row]) -> Iterator[Earned]:
        """tt, tut: on a Friday, freeze the ten best of a week that is not closed, and pay their owners."""
        now = self.now()
        week = now.date()
        if not self.passes(week.isoweekday() == 5, f"{challenge_id}: not a Friday"):
            return
        since = self.adoption_dates.get(challenge_id)
        if not self.passes(since is None or now >= since, f"{challenge_id}: before the adoption"):
            return
        is_closed = any(
            (row["type"], row["version"], row["week"]) == (kind, "pnagD", week) for row in self.rows("trending_results")
        )
        if not self.passes(not is_closed, f"{challenge_id}: week is closed"):
            return
        self.seen[f"{challenge_id}: beyond the ten best"] += max(len(scores) - 10, 0)
        ranks = list(enumerate(scores[:10], start=1))
        is_adopted = any((challenge_id, f"{week}:{rank}") in self.recorded for rank, _ in ranks)
        for rank, score in ranks:
            owner = self.owner(score["track_id"])
            result = {"user_id": owner, "id": str(score["track_id"]), "rank": rank, "type": kind, "week": week}
            if not is_adopted:
                self.tables["trending_results"].append(result | {"version": "pnagD"})
            if self.is_recipient(owner, challenge_id) and self.is_ours(challenge_id, f"{week}:{rank}", now):
                amount = 1000 if rank <= 5 else 100
                yield Earned(f"{week}:{rank}", owner, now, self.head_block(), amount=amount)


def near(counted: Iterable[tuple[int, datetime]], scope: int, at: datetime, window: timedelta) -> int:
    """Count what lies in the scope and at most the window away, before or after, both ends included."""
    return sum(other == scope and at - window <= time <= at + window for other, time in counted)


def winning_track(name: Any) -> int | None:
    """Return the track id that an element of the array of winners is: plain digits, as a number or as a string."""
    text = name if isinstance(name, str) else json.dumps(name)
    if re.fullmatch("[0-9]+", text) and 1 <= int(text) <= LARGEST:
        return int(text)
    return None


def purchase_order(purchase: Row) -> tuple[Any, ...]:
    """b, s: which of several purchases is the first."""
    return purchase["slot"], purchase["signature"].encode(), purchase["content_type"], purchase["amount"]
