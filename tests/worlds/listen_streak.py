"""Worlds of e. Plays do not change; they arrive in any order, also long after they were played."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.world import NOON
from tests.worlds.drawing import (
    LISTENERS,
    MICROSECOND,
    NONCES,
    ODDITIES,
    Group,
    catalog,
    catalog_changes,
    challenge,
    minted,
    mostly,
    piece,
    play,
    some,
    users,
    world,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tests.worlds.history import Piece

FANS = [91, 92, 93]
HOUR = timedelta(hours=1)
# Days on which streaks begin and go on, in several steps of a history
GRID = st.builds(
    lambda days, offset: NOON - timedelta(days=days) + offset,
    st.integers(-2, 14),
    mostly(0 * HOUR, MICROSECOND, -MICROSECOND, 8 * HOUR, -8 * HOUR, weight=8),
)
GAPS = mostly(
    24 * HOUR,
    *(16 * HOUR, 16 * HOUR - MICROSECOND, 16 * HOUR + MICROSECOND, 0 * HOUR, HOUR),
    *(48 * HOUR, 48 * HOUR - MICROSECOND, 48 * HOUR + MICROSECOND, 47 * HOUR, 90 * HOUR),
    weight=16,
)
SLOTS = mostly(50, 2147483647, None, weight=6)


def run(
    nonce: int, user_id: int | None, at: datetime, gaps: Sequence[timedelta], slot: int | None, order: int
) -> list[Piece]:
    """Return plays with gaps between them, as they arrive: forwards, backwards or the later ones first."""
    times = [at]
    for gap in gaps:
        times.append(times[-1] + gap)
    arrived = {1: times, -1: times[::-1]}.get(order, times[order:] + times[:order])
    return [play(nonce - place, user_id, 560, time, slot) for place, time in enumerate(arrived)]


LISTENER = mostly(91, 92, 93, 0, None, weight=8)
RUNS = st.builds(
    *(run, NONCES, LISTENER, GRID, st.lists(GAPS, max_size=11), SLOTS, st.sampled_from([1, 1, 1, -1, 3])),
)
LONG_RUNS = st.builds(
    *(run, NONCES, st.just(91), GRID, st.lists(GAPS, min_size=6, max_size=12), SLOTS, st.sampled_from([1, 1, -1, 5])),
)
FEW_PLAYS = st.builds(run, NONCES, LISTENER, GRID, st.lists(GAPS, max_size=2), SLOTS, st.just(1))
STREAK_STATES = st.builds(
    lambda user_id, at, days, is_there: piece(
        "challenge_listen_streak",
        [{"last_listen_date": at, "listen_streak": days}] if is_there else [],
        user_id=user_id,
    ),
    st.sampled_from([91, 91, 92, 93]),
    st.one_of(GRID, GRID, GRID, GRID, st.none()),
    st.integers(1, 9),
    mostly(True, False, weight=2),
)
FORMS = st.sampled_from(["{:x}:{:%Y%m%d}", "{:x}{:%Y%m%d%H}", "{:x}{:%Y%m%d%H}"])
COMPLETE = st.builds(
    lambda user_id, form, at, oddity, kind: minted(
        "e", form.format(user_id, at), oddity, kind, user_id, at, False, 7, 7
    ),
    st.sampled_from([91, 91, 92]),
    FORMS,
    GRID,
    ODDITIES,
    mostly("plain", "no time", "no block", weight=3),
)
# created_at has few values, so that the time in the specifier decides.
IN_PROGRESS = st.builds(
    lambda user_id, form, at, created_at, steps: minted(
        "e", form.format(user_id, at), "{}", "in progress", user_id, created_at, False, steps, 7
    ),
    st.sampled_from([91, 91, 92]),
    FORMS,
    GRID,
    st.sampled_from([NOON - timedelta(days=9), NOON - timedelta(days=9), NOON - timedelta(days=1)]),
    st.integers(1, 6),
)
# Days of one streak, some now and some later: what arrives in one step goes on in the next.
DAILY = st.builds(
    lambda nonce, user_id, first, days, slot: run(
        nonce, user_id, NOON - timedelta(days=10 - first), [24 * HOUR] * days, slot, 1
    ),
    *(NONCES, mostly(91, 92, weight=3), st.integers(0, 8), st.integers(0, 7), SLOTS),
)


def under_way(user_id: int, days: int, at: datetime, form: str, steps: int, later: Sequence[timedelta]) -> list[Piece]:
    """Return a streak that an earlier system left: its state, its row in progress, and the plays that go on with it."""
    begun_at = at - days * 24 * HOUR
    state = {"last_listen_date": at, "listen_streak": days}
    row = minted("e", form.format(user_id, begun_at), "{}", "in progress", user_id, begun_at, False, steps, 7)
    return [piece("challenge_listen_streak", [state], user_id=user_id), row, *run(-9, user_id, at, later, 50, 1)]


UNDER_WAY = st.builds(
    *(under_way, st.sampled_from([91, 93]), st.integers(1, 7), GRID, FORMS, st.integers(1, 6)),
    st.lists(GAPS, max_size=8),
)
# The same, of somebody else and near its beginning: it goes on, and its row said less or more.
LATELY_UNDER_WAY = st.builds(
    *(under_way, st.just(93), st.integers(1, 3), GRID, FORMS, st.integers(1, 6)),
    st.lists(GAPS, min_size=1, max_size=2),
)
INACTIVE = mostly([], [challenge("e", active=False)], weight=5)
ACTIVITY = st.builds(challenge, st.just("e"), mostly(True, False, weight=2))
STREAK_USERS = users(LISTENERS, *FANS)
STREAKS = Group(
    challenges=("e",),
    world=world(
        *(*catalog("e"), INACTIVE, *STREAK_USERS, *users(LISTENERS, 0)),
        some(LONG_RUNS, 0, 1),
        some(RUNS, 0, 4),
        some(STREAK_STATES, 0, 2),
        some(COMPLETE, 0, 2),
        some(IN_PROGRESS, 0, 3),
        some(st.one_of(UNDER_WAY, LATELY_UNDER_WAY), 0, 2),
        some(DAILY, 0, 1),
    ),
    changes=st.one_of(
        *(RUNS, FEW_PLAYS, FEW_PLAYS, DAILY, DAILY, DAILY, DAILY, LONG_RUNS),
        *(*STREAK_USERS, STREAK_STATES, *[ACTIVITY] * 3, *catalog_changes("e")),
    ),
    share=0.07,
    adopted=0.35,
    reaches=(
        *("e: minted", "e: inactive", "e: recipient has no current row", "e: recipient is deactivated"),
        *("e: play of nobody", "e: id under 1", "e: late play", "e: too soon", "e: new streak", "e: state lost"),
        *("e: several in progress", "e: none in progress", "e: seven days", "e: further day"),
        *("e: in progress", "e: completed", "e: progress went up", "e: progress went down"),
        *("e: state written", "e: state changed"),
        *("e: play before the adoption", "e: play before an inactive load", "e: in progress at the adoption"),
    ),
)
