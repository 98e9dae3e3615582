"""What the worlds of several challenges are drawn from: values, times, users, tracks, rewards, the catalog."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.world import FRIDAY, NOON, WEDNESDAY
from tests.worlds.history import ADOPTED_NOW, STATES, History, Piece, Step, newest, numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tests.oracle import Row

    Draw = Callable[[st.SearchStrategy[Any]], Any]

# Values: the first is the plain one, and by far the most frequent


def mostly(plain: Any, *others: Any, weight: int = 10) -> st.SearchStrategy[Any]:
    """Draw the plain value, or seldom another."""
    return st.sampled_from([plain] * weight + list(others))


def around(*days: float) -> list[datetime]:
    """Return the times so many days ago, exactly, and a microsecond before and after."""
    return [NOON - timedelta(days=ago, microseconds=offset) for ago in days for offset in (0, 1, -1)]


MICROSECOND = timedelta(microseconds=1)
BLOCKS = mostly(5, 6, 7, None, weight=9)
OLD_TIMES = st.sampled_from([NOON, NOON, NOON + MICROSECOND, NOON - timedelta(days=1), NOON - timedelta(days=8)])
ANY_TIMES = st.sampled_from([NOON, NOON, NOON + timedelta(microseconds=1), NOON - timedelta(days=1)])
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


PLAIN_USER = {
    "is_current": True,
    "is_verified": False,
    "is_deactivated": False,
    "blocknumber": 5,
    "updated_at": NOON,
    **dict.fromkeys(("handle_lc", "bio", "name", "profile_picture", "profile_picture_sizes")),
    **dict.fromkeys(("cover_photo", "cover_photo_sizes")),
}


def user(user_id: int, kind: str) -> Piece:
    """Return a user of a kind."""
    return piece("users", [PLAIN_USER | row for row in USER_KINDS[kind]], user_id=user_id)


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
        "stem_of": None,
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


PLAYLIST_KINDS = ("plain", "deleted", "not current", "missing", "of another formerly", "deleted once of two", "twice")
SOME_TRACK = '{"track_ids": [{"track": 1, "time": 1}]}'


def playlist(playlist_id: int, owner_id: int, kind: str, **values: Any) -> Piece:
    """Return a playlist of a kind, of those that tracks have too. Its contents are the text of a JSON value."""
    plain = {
        "is_current": True,
        "is_delete": False,
        "updated_at": NOON,
        "playlist_contents": SOME_TRACK,
        "blocknumber": 5,
    }
    rows = [plain | values | row for row in TRACK_KINDS[kind]]
    owned = [row | {"playlist_owner_id": row.pop("owner_id", owner_id)} for row in rows]
    return piece("playlists", owned, playlist_id=playlist_id)


def score(track_id: int, value: float, at: datetime, **key: str) -> Piece:
    """Return a track's score."""
    kind = {"type": "TRACKS", "version": "pnagD", "time_range": "week"} | key
    return piece("track_trending_scores", [{"score": value, "created_at": at}], track_id=track_id, **kind)


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


# Type, amount, cooldown, step count, starting block
CATALOG = {
    "b": ("aggregate", "1", 7, 2147483647, 220157041),
    "c": ("aggregate", "1", 7, 2147483647, 0),
    "cp": ("aggregate", "10", 7, 2147483647, 1979515),
    "cs": ("aggregate", "1000", 7, 2147483647, 95017582),
    "e": ("aggregate", "1", None, 2147483647, 116023891),
    "fp": ("boolean", "2", 7, None, 5),
    "ft": ("boolean", "2", 7, None, 0),
    "m": ("boolean", "1", 7, None, 25346436),
    "o": ("aggregate", "1", 0, 2147483647, 0),
    "p": ("numeric", "1", 7, 7, 0),
    "p1": ("numeric", "25", 7, 250, 0),
    "p2": ("numeric", "100", 7, 1000, 0),
    "p3": ("numeric", "1000", 7, 10000, 0),
    "r": ("aggregate", "1", 7, 3, 25346436),
    "rd": ("boolean", "1", 7, None, 25346436),
    "rv": ("aggregate", "1", 7, 3, 25346436),
    "s": ("aggregate", "5", 7, 2147483647, 220157041),
    "t": ("aggregate", "100", 7, 2147483647, 0),
    "tt": ("trending", "1000", None, None, 25346436),
    "tut": ("trending", "1000", None, None, 25346436),
    "u": ("numeric", "1", 7, 3, 5),
    "v": ("boolean", "5", None, None, 0),
    "w": ("aggregate", "1000", 7, 2147483647, 98950182),
}


def challenge(
    challenge_id: str, active: bool, amount: str | None = None, is_known: bool = True, **values: Any
) -> Piece:
    """Return a row of the catalog's table. What is not given is as in the catalog, but small where worlds are small."""
    kind, catalog_amount, cooldown_days, step_count, starting_block = CATALOG[challenge_id]
    row = {
        "type": kind,
        "amount": amount if amount is not None else catalog_amount,
        "active": active,
        "cooldown_days": cooldown_days,
        "step_count": step_count,
        "starting_block": starting_block,
    }
    return piece("challenges", [row | values] if is_known else [], id=challenge_id)


ACTIVITIES = mostly(True, False, weight=10)
AMOUNTS = mostly(None, "3", "0", "007", "2147483647", "2147483648", "1.5", "-1", "", "many", weight=60)


# What a rule reads of the catalog beside the amount, and other values of it
FURTHER: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "fp": {"starting_block": mostly(5, 0, 6, 7, None, weight=20)},
    "p": {"step_count": mostly(7, 0, 1, 3, 6, 8, None, None, weight=12)},
    "p1": {"step_count": mostly(250, 0, 1, 1000, None, None, weight=12)},
    "p2": {"step_count": mostly(1000, 0, 1, 250, None, None, weight=12)},
    "p3": {"step_count": mostly(10000, 0, 1, 2147483647, None, None, weight=12)},
    "r": {"step_count": mostly(3, 0, 1, 2, None, weight=16)},
    "rv": {"step_count": mostly(3, 0, 1, 2, None, weight=16)},
    "u": {
        "step_count": mostly(3, 0, 1, 2, 4, None, None, weight=8),
        "starting_block": mostly(5, 0, 6, 7, None, weight=20),
    },
}


def catalog(*challenge_ids: str) -> list[st.SearchStrategy[Piece]]:
    """Draw the rows of these challenges, seldom inactive, with other values or missing."""
    return [
        st.builds(
            *(challenge, st.just(challenge_id), ACTIVITIES, AMOUNTS, mostly(True, False, weight=40)),
            **FURTHER.get(challenge_id, {}),
        )
        for challenge_id in challenge_ids
    ]


def catalog_changes(*challenge_ids: str) -> list[st.SearchStrategy[Piece]]:
    """Draw other values for rows that are there: they cannot be deleted once rewards refer to them."""
    return [
        st.builds(challenge, st.just(challenge_id), ACTIVITIES, AMOUNTS, **FURTHER.get(challenge_id, {}))
        for challenge_id in challenge_ids
    ]


ODDITIES = mostly(
    "{}", "0{}", " {}", "{}\n", "{}:1", "+{}", "{}:", ":{}", "0x{}", "g{}", "{}g", "0:{}", "{}:0", "", weight=24
)


def minted(
    challenge_id: str,
    specifier: str,
    oddity: str,
    kind: str,
    user_id: int,
    at: datetime,
    is_upper: bool,
    steps: int | None = 1,
    amount: int = 7,
) -> Piece:
    """Return a reward that an earlier system wrote: not always as this one would. Progress of 1 is shown as null."""
    specifier = oddity.format(specifier.upper() if is_upper else specifier)
    is_complete = kind != "in progress"
    row = {
        "user_id": user_id,
        "is_complete": is_complete,
        "current_step_count": None if steps == 1 and not is_complete else steps,
        "completed_blocknumber": 5 if is_complete and kind != "no block" else None,
        "amount": amount,
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


# Complete rewards with a step count of 0, progress above and below today's
STEPS = st.sampled_from([0, 1, 2, 3, 6, 9, None])


def own_rewards(
    challenge_ids: Sequence[str],
    user_ids: Sequence[int],
    forms: st.SearchStrategy[str],
    times: st.SearchStrategy[datetime] = ANY_TIMES,
    amounts: st.SearchStrategy[int] = st.just(1),  # noqa: B008 - strategies do not change
    steps: st.SearchStrategy[int | None] = STEPS,
) -> st.SearchStrategy[Piece]:
    """Draw a reward of a user, minted before or in progress, whose specifier has the user's id in one of the forms."""
    return st.builds(
        lambda challenge_id, user_id, form, *others: minted(
            challenge_id, form.format(user_id), "{}", others[0], user_id, others[1], False, others[2], others[3]
        ),
        st.sampled_from(challenge_ids),
        st.sampled_from(user_ids),
        forms,
        st.sampled_from(["plain", "no time", "no block", "in progress", "in progress", "in progress"]),
        times,
        steps,
        amounts,
    )


NONCES = st.integers(-(10**6), -1)


def play(nonce: int, user_id: int | None, track_id: int, at: datetime, slot: int | None) -> Piece:
    """Return a play. Its negative number is drawn: see numbered()."""
    row = {"user_id": user_id, "play_item_id": track_id, "created_at": at, "slot": slot}
    return piece("plays", [row], id=nonce)


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

    `share` is its part of all worlds, `friday` the part of them that is loaded on Fridays, `adopted` the part of the
    loads before which this system takes over; `reaches` is what the oracle must have seen at least once over all
    worlds, so that they are known to get there.
    """

    challenges: tuple[str, ...]
    world: st.SearchStrategy[list[Piece]]
    changes: st.SearchStrategy[Any]
    share: float
    reaches: tuple[str, ...]
    friday: float = 0.1
    adopted: float = 0.18


def flat(drawn: Iterable[Piece | list[Piece]]) -> list[Piece]:
    """Return the pieces of a world's parts."""
    return [piece for part in drawn for piece in (part if isinstance(part, list) else [part])]


def world(*parts: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Piece]]:
    """Draw each part; if two have a piece of one key, the later one counts."""
    return st.tuples(HEADS, *parts).map(flat)


def some(strategy: st.SearchStrategy[Any], least: int, most: int) -> st.SearchStrategy[list[Piece]]:
    """Draw a part several times."""
    return st.lists(strategy, min_size=least, max_size=most).map(flat)


ADOPTED_SINCE = [
    *(NOON - timedelta(days=days) for days in (0, 0, 1, 7, 30)),
    NOON + timedelta(microseconds=1),
    *[ADOPTED_NOW] * 4,
]


def adoptions(part: float) -> st.SearchStrategy[datetime | None]:
    """Draw a time from which on this system takes over, for this part of the loads, and None for the others."""
    return mostly(None, *ADOPTED_SINCE, weight=round(len(ADOPTED_SINCE) * (1 - part) / part))


@st.composite
def histories(draw: Draw, group: Group) -> History:
    """Draw a world and one to four loads of it, with changes before all but the first."""
    numbers = count(100, 10)
    pieces = newest(numbered(draw(group.world), numbers))
    clocks = st.sampled_from(FRIDAYS if draw(st.integers(1, 100)) > 100 * (1 - group.friday) else OTHER_DAYS)
    since = adoptions(group.adopted)
    steps = [draw(st.builds(Step, st.just([]), clocks, since=since))]
    later = st.builds(
        Step,
        some(group.changes, 0, 4),
        clocks,
        mode=mostly("changes", "everything", "crash", weight=8),
        in_the_head=mostly(False, True, weight=4),
        since=since,
        is_taken_back=mostly(False, True, weight=20),
    )
    for _ in range(draw(st.sampled_from([0, 1, 2, 2, 3]))):
        step = draw(later)
        changes = newest(numbered(step.changes, numbers))
        # Nobody else writes the second tables. If somebody does, only a load of everything can see it.
        is_odd = any(piece.table in STATES for piece in changes)
        steps.append(replace(step, changes=changes, mode="everything" if is_odd else step.mode))
    return History(pieces, steps, group.challenges)


def always(*challenge_ids: str, is_user_known: bool = False) -> tuple[str, ...]:
    """Return what every challenge must reach: it mints, is inactive, and pays nobody who is gone.

    With `is_user_known` its candidates are users who have a current row.
    """
    reasons = ["minted", "minted already", "inactive", "recipient is deactivated"]
    reasons += [] if is_user_known else ["recipient has no current row"]
    return tuple(f"{challenge_id}: {reason}" for challenge_id in challenge_ids for reason in reasons)
