"""Worlds of p. Within one table no two acts of a user have one time: nothing says which of them is the first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.world import NOON
from tests.worlds.drawing import (
    MICROSECOND,
    PLAIN_USER,
    USER_KINDS,
    Group,
    always,
    catalog,
    catalog_changes,
    mostly,
    own_rewards,
    piece,
    some,
    world,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tests.worlds.history import Piece

PEOPLE = [51, 52, 53]
WITHOUT_HANDLE = 54
STEP_BLOCKS = mostly(5, 6, 7, None, weight=4)
DAYS = st.sampled_from([0, 0, 0, 1, 8])
SAID = mostly("said", "", None, weight=40)


def person(
    user_id: int, kind: str, days: int, place: int, number: int | None, pictures: Sequence[str], **said: str | None
) -> Piece:
    """Return a user of a kind with a profile. Of the two columns of each picture those named are filled."""
    values = {
        "handle_lc": None if user_id == WITHOUT_HANDLE else "handle",
        "updated_at": acted_at(days, place),
        "blocknumber": number,
        **dict.fromkeys(pictures, "picture"),
    }
    return piece("users", [PLAIN_USER | values | said | row for row in USER_KINDS[kind]], user_id=user_id)


def acted_at(days: int, place: int) -> datetime:
    """Return a time so many days ago. The place among a user's acts makes it one of its own."""
    return NOON - timedelta(days=days) + place * MICROSECOND


def people(*user_ids: int) -> list[st.SearchStrategy[Piece]]:
    """Draw a person for each of the ids."""
    return [
        st.builds(
            *(person, st.just(user_id), mostly(*USER_KINDS, weight=25), DAYS, st.integers(0, 9), STEP_BLOCKS),
            pictures=mostly(
                ("profile_picture", "cover_photo"),
                ("profile_picture_sizes", "cover_photo_sizes"),
                ("profile_picture", "profile_picture_sizes", "cover_photo"),
                ("cover_photo_sizes",),
                ("profile_picture",),
                (),
                weight=24,
            ),
            bio=SAID,
            name=SAID,
        )
        for user_id in user_ids
    ]


ITEM_TYPES = ("track", "playlist", "album")
STEP_KINDS: dict[str, list[dict[str, Any]]] = {
    "plain": [{}],
    "deleted": [{"is_delete": True}],
    "not current": [{"is_current": False}],
    "missing": [],
    "restored": [{"is_current": False, "is_delete": True}, {}],
    "twice": [{}, {}],
}


def step(table: str, user_id: int, item_id: int, days: int, number: int | None, kind: str, on: str) -> Piece:
    """Return a follow, a save or a repost of a kind."""
    plain = {
        "is_current": True,
        "is_delete": False,
        "created_at": acted_at(days, item_id % 10 + 10 * ITEM_TYPES.index(on)),
        "blocknumber": number,
    }
    rows = [plain | row for row in STEP_KINDS[kind]]
    if table == "follows":
        return piece(table, rows, follower_user_id=user_id, followee_user_id=item_id)
    item = table.removesuffix("s")
    return piece(table, rows, **{"user_id": user_id, f"{item}_item_id": item_id, f"{item}_type": on})


def all_steps(user_id: int, count: int, days: Sequence[int], numbers: Sequence[int | None]) -> list[Piece]:
    """Return follows of so many others, a repost and a save of a user."""
    follows = [
        step("follows", user_id, 110 + place, days[place % 3], numbers[0], "plain", "track") for place in range(count)
    ]
    others = [
        step(table, user_id, 113 + 2 * place, days[place], numbers[place], "plain", on)
        for place, (table, on) in enumerate([("reposts", "playlist"), ("saves", "album")], start=1)
    ]
    return follows + others


STEP = st.builds(
    step,
    st.sampled_from(["follows", "follows", "reposts", "saves"]),
    st.sampled_from([51, 51, *PEOPLE, WITHOUT_HANDLE]),
    st.integers(110, 117),
    DAYS,
    STEP_BLOCKS,
    mostly(*STEP_KINDS, "deleted", "deleted", weight=6),
    st.sampled_from(ITEM_TYPES),
)
ALL_STEPS = st.builds(
    all_steps,
    st.sampled_from([51, 51, 52, 53]),
    st.sampled_from([3, 4, 5, 5, 5, 5, 6, 7]),
    st.tuples(DAYS, DAYS, DAYS),
    st.tuples(STEP_BLOCKS, STEP_BLOCKS, STEP_BLOCKS),
)
NAMES = (
    "profile_description",
    "profile_name",
    "profile_picture",
    "profile_cover_photo",
    "follows",
    "favorites",
    "reposts",
)
STATES = st.builds(
    lambda user_id, taken, is_there: piece(
        "challenge_profile_completion", [dict(zip(NAMES, taken, strict=True))] if is_there else [], user_id=user_id
    ),
    st.sampled_from([51, 52, 53, WITHOUT_HANDLE, 59]),
    st.one_of(st.just([True] * 7), st.lists(st.booleans(), min_size=7, max_size=7)),
    mostly(True, False, weight=4),
)
BLANK = st.builds(person, st.sampled_from(PEOPLE), st.just("plain"), DAYS, st.just(0), st.just(5), st.just(()))
PROFILE_USERS = people(*PEOPLE, WITHOUT_HANDLE)
PROFILES = Group(
    challenges=("p",),
    world=world(
        *catalog("p"),
        *(*PROFILE_USERS, *people(0)),
        some(BLANK, 0, 2),
        some(ALL_STEPS, 1, 4),
        some(STEP, 0, 6),
        some(STATES, 0, 2),
        some(own_rewards(["p"], [51, 52, 53, WITHOUT_HANDLE], st.just("{:x}")), 0, 2),
    ),
    changes=st.one_of(STEP, STEP, STEP, ALL_STEPS, BLANK, STATES, *PROFILE_USERS, *catalog_changes("p")),
    share=0.06,
    adopted=0.5,
    reaches=(
        *always("p", is_user_known=True),
        *("p: id under 1", "p: no handle", "p: no step", "p: last step gone", "p: no step count", "p: equal times"),
        *("p: too few followees", "p: more than five followees", "follows: deleted", "follows: not current"),
        *("p: completed", "p: in progress", "p: progress went up", "p: progress went down", "p: in progress as before"),
        *("p: state written", "p: state changed"),
        *("p: before the adoption", "p: due at the adoption", "p: in progress at the adoption"),
    ),
)
