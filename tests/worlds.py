"""Small worlds full of collisions, drawn by Hypothesis: few ids, times that touch, and everything that can go wrong.

A world is made of pieces: the rows of one entity of one table, under its key. A history is a world, and then steps:
pieces that replace what has their key, and a load. Sources are as the platform writes them: an owner's tracks change
hands, flags flip, people withdraw.

What the rules leave open is not drawn: current rows of one track or playlist with different owners or times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from tabulate import tabulate

from tests.world import FRIDAY, NOON, WEDNESDAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tests.oracle import Row, Tables

    Draw = Callable[[st.SearchStrategy[Any]], Any]

KEYS = {
    "aggregate_user": ("user_id",),
    "blocks": ("number",),
    "challenges": ("id",),
    "comments": ("comment_id",),
    "events": ("event_id",),
    "playlists": ("playlist_id",),
    "remixes": ("parent_track_id", "child_track_id"),
    "reposts": ("user_id", "repost_item_id", "repost_type"),
    "saves": ("user_id", "save_item_id", "save_type"),
    "sol_purchases": ("signature", "instruction_index"),
    "track_trending_scores": ("track_id", "type", "version", "time_range"),
    "tracks": ("track_id",),
    "trending_results": ("rank", "type", "version", "week"),
    "user_challenges": ("challenge_id", "specifier"),
    "users": ("user_id",),
}
WRITTEN = ("user_challenges", "trending_results")
# The platform moves the block of a row with every change.
MARKED = {"comments", "events", "playlists", "reposts", "saves", "tracks", "users"}


@dataclass(frozen=True)
class Piece:
    """The rows of one entity: none, one, or several if former rows and defects are among them."""

    table: str
    key: tuple[Any, ...]
    rows: tuple[Row, ...]

    def put_into(self, tables: Tables) -> None:
        """Replace the rows of this entity."""
        columns = KEYS[self.table]
        others = [row for row in tables[self.table] if tuple(row[column] for column in columns) != self.key]
        tables[self.table] = others + [dict(row) for row in self.rows]

    def changed_in(self, block: int) -> Piece:
        """Return the piece as a block wrote it; a row without a block stays without."""
        if self.table not in MARKED:
            return self
        rows = tuple(row | {"blocknumber": row["blocknumber"] and block} for row in self.rows)
        return Piece(self.table, self.key, rows)

    @property
    def is_rollback(self) -> bool:
        """Return whether rows vanish of which the platform keeps all: then the chain was rolled back."""
        return self.table in MARKED and not self.rows


@dataclass(frozen=True)
class Step:
    """Changes, and then a load at a time.

    `mode` is how it loads: "changes", "everything", or "crash" if a load is rolled back before one of changes.
    `in_the_head` says that the changes are more of the head block. With `since`, this system takes over before the
    load, from that time on, or by ADOPTED_NOW from the clock on; with `is_taken_back`, it takes back that it did.
    """

    changes: list[Piece]
    clock: datetime
    mode: str = "changes"
    in_the_head: bool = False
    since: datetime | None = None
    is_taken_back: bool = False

    def __str__(self) -> str:
        takeover = f"adopted since {self.since}, " if self.since else "taken back, " if self.is_taken_back else ""
        return f"{takeover}load of {self.mode}{' in the head block' if self.in_the_head else ''} at {self.clock}"


@dataclass(repr=False)
class History:
    """The pieces of a world and what happens to it; only these challenges are loaded, or all."""

    pieces: list[Piece]
    steps: list[Step]
    challenges: tuple[str, ...]

    def __repr__(self) -> str:
        parts = [f"loads of {', '.join(self.challenges) or 'all challenges'}", shown(assembled(self.pieces))]
        for number, step in enumerate(self.steps, start=1):
            changes = [
                f"change: {shown({piece.table: list(piece.rows)}) or f'{piece.table} {piece.key} goes'}"
                for piece in step.changes
            ]
            parts += [*changes, f"{number}: {step}"]
        return "\n" + "\n\n".join(parts)

    def _repr_pretty_(self, printer: Any, is_cycle: bool) -> None:
        """Let Hypothesis print the rows, not the calls that drew them."""
        printer.text(repr(self))


def newest(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces without those that a later one replaces."""
    return list({(piece.table, piece.key): piece for piece in pieces}.values())


def assembled(pieces: Iterable[Piece]) -> Tables:
    """Return the tables of a world; rewards of challenges that are not in its catalog cannot be."""
    tables: Tables = {table: [] for table in KEYS}
    for piece in pieces:
        tables[piece.table] += [dict(row) for row in piece.rows]
    known = {row["id"] for row in tables["challenges"]}
    tables["user_challenges"] = [row for row in tables["user_challenges"] if row["challenge_id"] in known]
    return tables


def add_blocks(tables: Tables) -> None:
    """Add the blocks that source rows name: the platform's foreign keys see to that."""
    numbers = {row["number"] for row in tables["blocks"]}
    named = {row.get("blocknumber") for table, rows in tables.items() if table != "blocks" for row in rows}
    tables["blocks"] += [{"number": number} for number in sorted(named - numbers - {None})]


def shown(tables: Tables) -> str:
    """Return the tables that have rows, as text."""
    return "\n\n".join(
        f"{table}\n{tabulate(rows, headers='keys', missingval='null')}" for table, rows in tables.items() if rows
    )


# Values: the first is the plain one, and by far the most frequent


def mostly(plain: Any, *others: Any, weight: int = 10) -> st.SearchStrategy[Any]:
    """Draw the plain value, or seldom another."""
    return st.sampled_from([plain] * weight + list(others))


def around(*days: float) -> list[datetime]:
    """Return the times so many days ago, exactly, and a microsecond before and after."""
    return [NOON - timedelta(days=ago, microseconds=offset) for ago in days for offset in (0, 1, -1)]


BLOCKS = mostly(5, 6, 7, None, weight=9)
ANY_TIMES = st.sampled_from([NOON, NOON, NOON + timedelta(microseconds=1), NOON - timedelta(days=1)])
COSIGN_TIMES = st.sampled_from([*around(0, 30, 60), *around(0), NOON - timedelta(days=15), NOON - timedelta(days=45)])
CONTEST_TIMES = st.sampled_from([*around(0, 7, 7, 14), *around(0), NOON - timedelta(days=3)])
WEEK_TIMES = st.sampled_from(
    [
        NOON,
        NOON + timedelta(microseconds=1),
        datetime(2026, 5, 17, 23, 59, 59, 999999),
        datetime(2026, 5, 18),
        datetime(2026, 5, 24, 23, 59, 59, 999999),
        datetime(2026, 5, 25),
        datetime(2024, 12, 29, 23, 59, 59),
        datetime(2024, 12, 30),
        datetime(2026, 12, 31),
        datetime(2027, 1, 1, 3),
        datetime(2027, 1, 3, 23, 59, 59),
        datetime(2027, 1, 4),
    ]
)
FRIDAYS = [
    FRIDAY,
    FRIDAY.replace(hour=0),
    FRIDAY.replace(hour=23, minute=59, second=59, microsecond=999999),
    FRIDAY + timedelta(days=7),
    # It is Friday in UTC while it is Saturday here, and still Thursday there.
    FRIDAY.replace(hour=23).astimezone(timezone(timedelta(hours=14))),
    FRIDAY.replace(hour=1).astimezone(timezone(timedelta(hours=-11))),
]
OTHER_DAYS = [
    WEDNESDAY,
    WEDNESDAY + timedelta(microseconds=1),
    FRIDAY.replace(hour=0) - timedelta(microseconds=1),
    FRIDAY.replace(hour=0) + timedelta(days=1),
    FRIDAY.replace(hour=23, minute=30, tzinfo=timezone(timedelta(hours=-5))),
]


# Pieces


def piece(table: str, rows: Sequence[Row], **key: Any) -> Piece:
    """Return the piece with this key; each row is given the key's columns."""
    return Piece(table, tuple(key.values()), tuple(key | row for row in rows))


# A head block beyond the blocks that rows name, so that a load of changes leaves them alone; rarely none.
HEADS = mostly([piece("blocks", [{}], number=900)], [], weight=4)


USER_KINDS: dict[str, list[Row]] = {
    "plain": [{}],
    "verified": [{"is_verified": True}],
    "deactivated": [{"is_deactivated": True}],
    "verified, deactivated": [{"is_verified": True, "is_deactivated": True}],
    "verified formerly": [{}, {"is_current": False, "is_verified": True}],
    "not current": [{"is_current": False}],
    "missing": [],
    "deactivated once of two": [{"is_deactivated": True}, {}],
    "verified once of two": [{}, {"is_verified": True}],
}
ARTISTS = mostly(*("verified", *USER_KINDS), weight=20)
LISTENERS = mostly(*USER_KINDS, weight=12)


def user(user_id: int, kind: str) -> Piece:
    """Return a user of a kind."""
    plain = {"is_current": True, "is_verified": False, "is_deactivated": False, "blocknumber": 5}
    return piece("users", [plain | row for row in USER_KINDS[kind]], user_id=user_id)


def users(kinds: st.SearchStrategy[str], *user_ids: int) -> list[st.SearchStrategy[Piece]]:
    """Draw a user for each of the ids."""
    return [st.builds(user, st.just(user_id), kinds) for user_id in user_ids]


TRACK_KINDS: dict[str, list[Row]] = {
    "plain": [{}],
    "deleted": [{"is_delete": True}],
    "unlisted": [{"is_unlisted": True}],
    "unavailable": [{"is_available": False}],
    "not current": [{"is_current": False}],
    "missing": [],
    "of another formerly": [{"is_current": False, "owner_id": 2}, {}],
    "deleted once of two": [{"is_delete": True}, {}],
    "unlisted once of two": [{}, {"is_unlisted": True}],
    "twice": [{}, {}],
}


def track(track_id: int, owner_id: int, kind: str = "plain", **values: Any) -> Piece:
    """Return a track of a kind."""
    plain = {
        "owner_id": owner_id,
        "is_current": True,
        "is_delete": False,
        "is_unlisted": False,
        "is_available": True,
        "pinned_comment_id": None,
        "updated_at": NOON,
        "blocknumber": 5,
    }
    return piece("tracks", [plain | values | row for row in TRACK_KINDS[kind]], track_id=track_id)


def tracks(
    owners: Sequence[int], *track_ids: int, weight: int = 20, **values: st.SearchStrategy[Any]
) -> list[st.SearchStrategy[Piece]]:
    """Draw a track for each of the ids."""
    kinds = mostly(*TRACK_KINDS, weight=weight)
    return [st.builds(track, st.just(track_id), st.sampled_from(owners), kinds, **values) for track_id in track_ids]


ACT_KINDS: dict[str, list[Row]] = {
    "plain": [{}],
    "deleted": [{"is_delete": True}],
    "not current": [{"is_current": False}],
    "missing": [],
    "restored": [{"is_current": False, "is_delete": True}, {}],
    "twice": [{}, {"created_at": NOON - timedelta(days=30), "blocknumber": 6}],
}


def act(item: str, user_id: int, track_id: int, at: datetime, number: int | None, kind: str, on: str) -> Piece:
    """Return a save or a repost of a kind."""
    plain = {"is_current": True, "is_delete": False, "created_at": at, "blocknumber": number}
    key = {"user_id": user_id, f"{item}_item_id": track_id, f"{item}_type": on}
    return piece(f"{item}s", [plain | row for row in ACT_KINDS[kind]], **key)


def acts(
    user_ids: Sequence[int], track_ids: Sequence[int], times: st.SearchStrategy[datetime]
) -> st.SearchStrategy[Piece]:
    """Draw a save or a repost."""
    return st.builds(
        act,
        st.sampled_from(["save", "repost"]),
        st.sampled_from(user_ids),
        st.sampled_from(track_ids),
        times,
        BLOCKS,
        mostly(*ACT_KINDS, weight=8),
        mostly("track", "album", weight=12),
    )


CATALOG = {
    "b": ("aggregate", "1", 7),
    "c": ("aggregate", "1", 7),
    "cp": ("aggregate", "10", 7),
    "cs": ("aggregate", "1000", 7),
    "s": ("aggregate", "5", 7),
    "t": ("aggregate", "100", 7),
    "tt": ("trending", "1000", None),
    "tut": ("trending", "1000", None),
    "w": ("aggregate", "1000", 7),
}


def challenge(challenge_id: str, active: bool, amount: str | None, is_known: bool = True) -> Piece:
    """Return a row of the catalog's table; without an amount it is the catalog's."""
    kind, catalog_amount, cooldown_days = CATALOG[challenge_id]
    row = {"type": kind, "amount": amount or catalog_amount, "active": active, "cooldown_days": cooldown_days}
    return piece("challenges", [row] if is_known else [], id=challenge_id)


ACTIVITIES = mostly(True, False, weight=10)
AMOUNTS = mostly(None, "3", "0", "007", "2147483647", "2147483648", "1.5", "-1", "", "many", weight=60)


def catalog(*challenge_ids: str) -> list[st.SearchStrategy[Piece]]:
    """Draw the rows of these challenges, seldom inactive, with another amount or missing."""
    return [
        st.builds(challenge, st.just(challenge_id), ACTIVITIES, AMOUNTS, mostly(True, False, weight=40))
        for challenge_id in challenge_ids
    ]


def catalog_changes(*challenge_ids: str) -> list[st.SearchStrategy[Piece]]:
    """Draw other values for rows that are there: they cannot be deleted once rewards refer to them."""
    return [st.builds(challenge, st.just(challenge_id), ACTIVITIES, AMOUNTS) for challenge_id in challenge_ids]


ODDITIES = mostly(
    "{}", "0{}", " {}", "{}\n", "{}:1", "+{}", "{}:", ":{}", "0x{}", "g{}", "{}g", "0:{}", "{}:0", "", weight=24
)


def minted(
    challenge_id: str, specifier: str, oddity: str, kind: str, user_id: int, at: datetime, is_upper: bool
) -> Piece:
    """Return a reward that an earlier system wrote: not always as this one would."""
    specifier = oddity.format(specifier.upper() if is_upper else specifier)
    is_complete = kind != "in progress"
    row = {
        "user_id": user_id,
        "is_complete": is_complete,
        "current_step_count": 1 if is_complete else None,
        "completed_blocknumber": 5 if is_complete and kind != "no block" else None,
        "amount": 7,
        "created_at": (at - timedelta(days=2) if kind == "plain" else at).replace(tzinfo=timezone.utc),
        "completed_at": at if kind in ("plain", "no block") else None,
    }
    return piece("user_challenges", [row], challenge_id=challenge_id, specifier=specifier)


def rewards(
    challenge_ids: Sequence[str],
    specifiers: st.SearchStrategy[str],
    times: st.SearchStrategy[datetime] = ANY_TIMES,
) -> st.SearchStrategy[Piece]:
    """Draw a reward that was minted before."""
    return st.builds(
        minted,
        st.sampled_from(challenge_ids),
        specifiers,
        ODDITIES,
        mostly("plain", "no time", "in progress", "in progress", "no block", weight=4),
        st.sampled_from([1, 2, 3]),
        times,
        mostly(False, True, weight=20),
    )


def pairs(lefts: Sequence[int], rights: Sequence[int], middle: str = ":") -> st.SearchStrategy[str]:
    """Draw a specifier of two ids."""
    return st.builds(lambda left, right: f"{left:x}{middle}{right:x}", st.sampled_from(lefts), st.sampled_from(rights))


def paid_crowd(
    challenge_id: str, specifiers: Sequence[str], oddity: str, kind: str, at: datetime, is_upper: bool
) -> list[Piece]:
    """Return several rewards of one kind and time that an earlier system wrote: a cap is full with them, or nearly."""
    return [minted(challenge_id, specifier, oddity, kind, 1, at, is_upper) for specifier in specifiers]


def crowds(
    challenge_id: str, specifiers: st.SearchStrategy[Sequence[str]], times: st.SearchStrategy[datetime]
) -> st.SearchStrategy[list[Piece]]:
    """Draw such rewards."""
    kinds = mostly("plain", "no time", "in progress", weight=4)
    return st.builds(
        paid_crowd, st.just(challenge_id), specifiers, ODDITIES, kinds, times, mostly(False, True, weight=6)
    )


# Worlds of a few challenges each


@dataclass(frozen=True)
class Group:
    """Challenges that are drawn together: their world, and what may change in it.

    `share` is its part of all worlds, `friday` the part of them that is loaded on Fridays; `reaches` is what the
    oracle must have seen at least once over all of them, so that the worlds are known to get there.
    """

    challenges: tuple[str, ...]
    world: st.SearchStrategy[list[Piece]]
    changes: st.SearchStrategy[Any]
    share: float
    reaches: tuple[str, ...]
    friday: float = 0.1


def flat(drawn: Iterable[Piece | list[Piece]]) -> list[Piece]:
    """Return the pieces of a world's parts."""
    return [piece for part in drawn for piece in (part if isinstance(part, list) else [part])]


def world(*parts: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Piece]]:
    """Draw each part; if two have a piece of one key, the later one counts."""
    return st.tuples(HEADS, *parts).map(flat)


def some(strategy: st.SearchStrategy[Any], least: int, most: int) -> st.SearchStrategy[list[Piece]]:
    """Draw a part several times."""
    return st.lists(strategy, min_size=least, max_size=most).map(flat)


ADOPTED_NOW = datetime.max
ADOPTED_SINCE = mostly(
    None,
    *(NOON - timedelta(days=days) for days in (0, 0, 1, 7, 30)),
    NOON + timedelta(microseconds=1),
    *[ADOPTED_NOW] * 4,
    weight=85,
)


@st.composite
def histories(draw: Draw, group: Group) -> History:
    """Draw a world and one to four loads of it, with changes before all but the first."""
    pieces = newest(draw(group.world))
    clocks = st.sampled_from(FRIDAYS if draw(st.integers(1, 100)) > 100 * (1 - group.friday) else OTHER_DAYS)
    steps = [draw(st.builds(Step, st.just([]), clocks, since=ADOPTED_SINCE))]
    later = st.builds(
        Step,
        some(group.changes, 0, 4).map(newest),
        clocks,
        mode=mostly("changes", "everything", "crash", weight=8),
        in_the_head=mostly(False, True, weight=4),
        since=ADOPTED_SINCE,
        is_taken_back=mostly(False, True, weight=20),
    )
    for _ in range(draw(st.sampled_from([0, 1, 2, 2, 3]))):
        steps.append(draw(later))
    return History(pieces, steps, group.challenges)


def always(*challenge_ids: str) -> tuple[str, ...]:
    """Return what every challenge must reach: it mints, is inactive, and pays nobody who is gone."""
    reasons = ("minted", "minted already", "inactive", "recipient has no current row", "recipient is deactivated")
    return tuple(f"{challenge_id}: {reason}" for challenge_id in challenge_ids for reason in reasons)


# c, cp


def comment(comment_id: int, **values: Any) -> Piece:
    """Return a comment."""
    return piece("comments", [values], comment_id=comment_id)


COMMENTED_TRACKS = [10, 11, 12]
COMMENT_IDS = list(range(1, 10))


def mostly_on(comment_id: int) -> int:
    """Return the track that a comment is on if nothing is odd: each can pin three."""
    return COMMENTED_TRACKS[comment_id % 3]


COMMENT = st.builds(
    lambda comment_id, entity_id, **values: comment(
        comment_id, entity_id=mostly_on(comment_id) if entity_id is None else entity_id, **values
    ),
    st.sampled_from(COMMENT_IDS),
    user_id=mostly(2, 3, 3, 4, 4, 1, 0, weight=3),
    entity_type=mostly("Track", "FanClub", weight=5),
    entity_id=mostly(None, *COMMENTED_TRACKS, 0),
    created_at=WEEK_TIMES,
    is_delete=mostly(False, True, None),
    is_visible=mostly(True, False, None),
    blocknumber=BLOCKS,
)
PINNED_ON = [
    strategy
    for track_id in (*COMMENTED_TRACKS, 0)
    for strategy in tracks(
        [1, 1, 1, 2, 4],
        track_id,
        pinned_comment_id=mostly(*[one for one in COMMENT_IDS if mostly_on(one) == track_id], None, 1, weight=4),
        updated_at=ANY_TIMES,
        blocknumber=BLOCKS,
    )
]
COMMENTERS = [*users(ARTISTS, 1, 2), *users(LISTENERS, 3, 4, 0)]
COMMENT_REWARDS = st.one_of(
    rewards(["cp"], pairs([2, 3, 4], COMMENTED_TRACKS)),
    rewards(["c"], st.builds("{:x}:{}".format, st.sampled_from([2, 3, 4]), st.sampled_from([202621, 202501]))),
)
COMMENTS = Group(
    challenges=("c", "cp"),
    world=world(*catalog("c", "cp"), *COMMENTERS, *PINNED_ON, some(COMMENT, 1, 12), some(COMMENT_REWARDS, 0, 6)),
    changes=st.one_of(COMMENT, *COMMENTERS, *PINNED_ON, *catalog_changes("c", "cp")),
    share=0.15,
    reaches=(
        *always("c", "cp"),
        "c: deleted",
        "c: invisible",
        "c: id under 1",
        "c: not the first of the week",
        "cp: track deleted",
        "cp: comment deleted",
        "cp: comment on something else",
        "cp: owner not verified",
        "cp: own comment",
        "cp: id under 1",
        "in progress, completed",
        "block: null in the source",
        "amount: no whole number",
    ),
)


# cs


OF_TWO = st.sampled_from([1, 1, 2])


def remix(parent: int, child: int, is_there: bool = True) -> Piece:
    """Return a remix of a track."""
    return piece("remixes", [{}] if is_there else [], parent_track_id=parent, child_track_id=child)


def spree(items: Sequence[str], cosigner: int, times: Sequence[datetime], number: int | None) -> list[Piece]:
    """Return remixes of a cosigner's track, each saved, reposted or both at one of the times."""
    pieces = []
    for child, at in zip(CHILDREN, times, strict=False):
        pieces.append(remix(COSIGNED[cosigner], child))
        for item, block in zip(items, (number, 6), strict=False):
            pieces.append(act(item, cosigner, child, at, block, "plain", "track"))
    return pieces


COSIGNED = {1: 20, 2: 22}
PARENTS, CHILDREN = [20, 21, 22], [*range(30, 37), 0, *range(37, 40)]
REMIXES = st.builds(remix, st.sampled_from(PARENTS), st.sampled_from([30, *CHILDREN]), mostly(True, False))
COSIGN_ACTS = acts([1, 1, 1, 2, 3], [30, 31, *CHILDREN], COSIGN_TIMES)
COSIGN_TRACKS = [
    *(strategy for owner, parent in ((1, 20), (1, 21), (2, 22)) for strategy in tracks([owner] * 6 + [3], parent)),
    *tracks([3, 3, 4, 1], *CHILDREN, weight=40),
]
SPREE = st.builds(
    spree,
    st.sampled_from([("save",), ("repost",), ("save", "repost"), ("repost", "save")]),
    st.sampled_from([1, 1, 2]),
    st.lists(COSIGN_TIMES, min_size=2, max_size=len(CHILDREN)),
    BLOCKS,
)
COSIGN_CROWD = crowds(
    "cs",
    st.builds(lambda cosigner, count: [f"{cosigner:x}:a{child}" for child in range(count)], OF_TWO, st.integers(3, 5)),
    COSIGN_TIMES,
)
COSIGN_REWARDS = rewards(["cs"], pairs([1, 1, 2], [*CHILDREN, 50, 51, 52, 53]), COSIGN_TIMES)
COSIGNERS = [*users(ARTISTS, 1, 2), *users(LISTENERS, 3, 4)]
COSIGNS = Group(
    challenges=("cs",),
    world=world(
        *catalog("cs"),
        *COSIGNERS,
        *COSIGN_TRACKS,
        some(SPREE, 1, 2),
        some(REMIXES, 0, 4),
        some(COSIGN_ACTS, 0, 6),
        some(COSIGN_REWARDS, 0, 4),
        some(COSIGN_CROWD, 0, 1),
    ),
    changes=st.one_of(REMIXES, COSIGN_ACTS, COSIGN_ACTS, *COSIGNERS, *COSIGN_TRACKS, *catalog_changes("cs")),
    share=0.2,
    reaches=(
        *always("cs"),
        "cs: no current parent",
        "cs: no current child",
        "cs: not cosigned",
        "cs: save and repost",
        "cs: cosigner not verified",
        "cs: id under 1",
        "cs: cap of the cosigner",
        "cs: specifier of another format",
        "saves: deleted",
        "saves: not current",
        "reposts: deleted",
        "reposts: not current",
    ),
)


# w


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
CONTESTS = Group(
    challenges=("w",),
    world=world(
        *catalog("w"),
        *HOSTS,
        *CONTEST_TRACKS,
        some(CONTEST, 2, 6),
        some(CONTEST_REWARDS, 0, 4),
        some(CONTEST_CROWD, 0, 1),
    ),
    changes=st.one_of(CONTEST, CONTEST, CONTEST, *HOSTS[:4], *CONTEST_TRACKS[:4], *catalog_changes("w")),
    share=0.2,
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


# b, s

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


def playlist(playlist_id: int, owner_id: int, kind: str) -> Piece:
    """Return a playlist of a kind, of those that tracks have too."""
    plain = {"playlist_owner_id": owner_id, "blocknumber": 5}
    rows = [plain | {"is_current": row.get("is_current", True)} for row in TRACK_KINDS[kind]]
    return piece("playlists", rows, playlist_id=playlist_id)


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
GOODS_TRACKS = tracks([1, 1, 1, 2, 3, 5], *GOODS)
GOODS_PLAYLISTS = [
    st.builds(playlist, st.just(content_id), st.sampled_from([1, 2, 5]), mostly("plain", "not current", "missing"))
    for content_id in GOODS
]
TRADERS = [*users(ARTISTS, 1, 2), *users(LISTENERS, 3, 4, 5, 0)]
PURCHASES = Group(
    challenges=("b", "s"),
    world=world(
        *(*catalog("b", "s"), *TRADERS, *GOODS_TRACKS, *GOODS_PLAYLISTS),
        some(PURCHASE, 1, 10),
        some(rewards(["b", "s"], pairs([5, 5, 4, 3], [100, 100, 101])), 0, 4),
    ),
    changes=st.one_of(
        *(PURCHASE, PURCHASE, PURCHASE, *TRADERS, *GOODS_TRACKS, *GOODS_PLAYLISTS, *catalog_changes("b", "s"))
    ),
    share=0.15,
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


# t


def score(track_id: int, value: float, at: datetime, **key: str) -> Piece:
    """Return a track's score."""
    kind = {"type": "TRACKS", "version": "pnagD", "time_range": "week"} | key
    return piece("track_trending_scores", [{"score": value, "created_at": at}], track_id=track_id, **kind)


def crowd(items: Sequence[str], track_id: int, first: int, count: int, seconds: int) -> list[Piece]:
    """Return users who saved or reposted a track one after the other; who does both does it in opposite order."""
    return [
        act(item, user_id, track_id, NOON + timedelta(seconds=step * user_id), 5, "plain", "track")
        for item, step in zip(items, (seconds, -seconds), strict=False)
        for user_id in range(first, first + count)
    ]


CHARTS = list(range(80, 93))
LIKED = [80, 81, 82, 92]
SCORES = mostly(*(1.0, 2.0, 3.0, 0.0, -0.0, float("nan"), float("inf"), float("-inf")), weight=6)
SCORE_KINDS = mostly({}, {"type": "PLAYLISTS"}, {"version": "old"}, {"time_range": "month"}, weight=12)
SCORE_TIMES = st.sampled_from([NOON, NOON + timedelta(microseconds=1)])


def scores(*track_ids: int) -> list[st.SearchStrategy[Piece]]:
    """Draw a score for each of the tracks."""
    return [
        st.builds(
            lambda track_id, value, at, kind: score(track_id, value, at, **kind),
            *(st.just(track_id), SCORES, SCORE_TIMES, SCORE_KINDS),
        )
        for track_id in track_ids
    ]


FANS = list(range(1, 26))
CHART_TRACKS = tracks([1, 2], *CHARTS, weight=25)
CHART_SCORES = scores(*CHARTS)
CROWD = st.builds(
    crowd,
    st.sampled_from([("save",), ("repost",), ("save", "repost"), ("repost", "save")]),
    st.sampled_from(LIKED[:2]),
    st.integers(1, 12),
    st.integers(1, 13),
    st.sampled_from([0, 1, -1]),
)
PAID_CROWD = crowds(
    "t",
    st.builds(
        lambda track_id, first, count: [f"{user_id:x}:t:{track_id:x}" for user_id in range(first, first + count)],
        st.sampled_from(LIKED[:2]),
        st.sampled_from([1, 8, 40, 40]),
        st.integers(14, 21),
    ),
    ANY_TIMES,
)
FAN_ACTS = acts(FANS[:14], LIKED, ANY_TIMES)
FAN_USERS = st.builds(user, st.sampled_from(FANS), st.sampled_from(list(USER_KINDS)))
TASTEMAKER_REWARDS = rewards(["t"], pairs(FANS, LIKED, ":t:"))
TASTEMAKERS = Group(
    challenges=("t",),
    world=world(
        st.just([user(user_id, "plain") for user_id in FANS]),
        *(*catalog("t"), *CHART_TRACKS, *CHART_SCORES),
        some(FAN_USERS, 0, 4),
        some(CROWD, 1, 4),
        some(PAID_CROWD, 0, 1),
        some(FAN_ACTS, 1, 8),
        some(TASTEMAKER_REWARDS, 0, 4),
    ),
    changes=st.one_of(
        *(FAN_ACTS, FAN_ACTS, FAN_USERS, CROWD, *CHART_TRACKS[:2], *CHART_SCORES[:2], *catalog_changes("t"))
    ),
    share=0.15,
    reaches=(
        *always("t"),
        "score: of another kind",
        "score: NaN",
        "score: track not public",
        "t: beyond the ten best",
        "t: beyond the first ten saves",
        "t: beyond the first ten reposts",
        "t: in both lists",
        "t: cap of the track",
        "t: specifier of another format",
        "saves: deleted",
        "reposts: not current",
    ),
)


# tt, tut


def chart(count: int, owners: int, step: int) -> list[Piece]:
    """Return so many tracks with scores that fall, rise or are equal, each of the next owner."""
    pieces = []
    for place, track_id in enumerate(range(400, 400 + count)):
        pieces += [track(track_id, 1 + place % owners), score(track_id, 100.0 + step * place, NOON)]
    return pieces


def counts(user_id: int, followers: int | None, following: int | None, is_known: bool) -> Piece:
    """Return how many users follow a user, and how many the user follows."""
    row = {"follower_count": followers, "following_count": following}
    return piece("aggregate_user", [row] if is_known else [], user_id=user_id)


OWNERS = list(range(1, 8))
COUNTS = [
    st.builds(
        *(counts, st.just(user_id), mostly(1499, 0, 1500, None), mostly(1499, 0, 1500, None), mostly(True, False)),
    )
    for user_id in OWNERS
]
TOP = list(range(400, 440))
TOP_TRACKS = st.builds(track, st.sampled_from(TOP), st.sampled_from(OWNERS), st.sampled_from([*TRACK_KINDS]))
TOP_SCORES = st.one_of(*scores(*TOP))
OWNER_USERS = users(LISTENERS, *OWNERS)
EARLIER_RESULTS = st.builds(
    lambda **values: piece("trending_results", [{"user_id": 1, "id": "400"}], **values),
    rank=st.sampled_from([1, 2, 99]),
    type=st.sampled_from(["TRACKS", "UNDERGROUND_TRACKS", "PLAYLISTS"]),
    version=mostly("pnagD", "old", weight=2),
    week=st.sampled_from([FRIDAY.date() + timedelta(days=days) for days in (-7, 0, 7, 7)]),
)
TRENDING_SPECIFIERS = st.builds(
    "{}:{}".format, st.sampled_from([FRIDAY.date(), FRIDAY.date() + timedelta(days=7)]), st.integers(1, 11)
)
TRENDING = Group(
    challenges=("tt", "tut"),
    world=world(
        *(*catalog("tt", "tut"), *OWNER_USERS, *COUNTS),
        st.builds(chart, st.sampled_from([0, 4, 12, 36, 36, 40]), st.integers(3, 7), st.sampled_from([-1, 0, 1])),
        some(TOP_TRACKS, 0, 4),
        some(TOP_SCORES, 0, 4),
        some(EARLIER_RESULTS, 0, 1),
        some(rewards(["tt", "tut"], TRENDING_SPECIFIERS), 0, 2),
    ),
    changes=st.one_of(TOP_TRACKS, TOP_SCORES, *OWNER_USERS, *COUNTS, *catalog_changes("tt", "tut")),
    share=0.1,
    friday=0.85,
    reaches=(
        *always("tt", "tut"),
        "tt: not a Friday",
        "tt: week is closed",
        "tt: beyond the ten best",
        "tut: week is closed",
        "tut: beyond the ten best",
        "tut: among the first 20",
        "tut: owner well known",
        "score: NaN",
    ),
)


# All of them at once: one user comments, cosigns, hosts, buys and trends

PARTS = [COMMENTS, COSIGNS, CONTESTS, PURCHASES, TASTEMAKERS, TRENDING]
EVERYTHING = Group(
    challenges=(),
    world=world(*(group.world for group in reversed(PARTS))),  # the artists of the first stand
    changes=st.one_of(*(group.changes for group in PARTS)),
    share=0.05,
    friday=0.3,
    reaches=tuple(f"{challenge_id}: minted" for challenge_id in CATALOG),
)

GROUPS = {
    "comments": COMMENTS,
    "cosigns": COSIGNS,
    "contests": CONTESTS,
    "purchases": PURCHASES,
    "tastemakers": TASTEMAKERS,
    "trending": TRENDING,
    "everything": EVERYTHING,
}
