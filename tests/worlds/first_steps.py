"""Worlds of u, fp, v and ft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.world import NOON
from tests.worlds.drawing import (
    LISTENERS,
    MICROSECOND,
    OLD_TIMES,
    PLAIN_USER,
    PLAYLIST_KINDS,
    SOME_TRACK,
    USER_KINDS,
    Group,
    always,
    catalog,
    catalog_changes,
    minted,
    mostly,
    own_rewards,
    piece,
    playlist,
    some,
    track,
    tracks,
    users,
    world,
)

if TYPE_CHECKING:
    from datetime import datetime

    from tests.worlds.history import Piece

BEGINNERS = [31, 32, 33]
# At the starting block, around it, and without a block
FIRST_BLOCKS = mostly(5, 6, 7, 4, None, weight=8)
STEMS = mostly(
    None, "null", "{}", '{"category": "BASS", "parent_track_id": 1}', '"null"', "0", "false", "[]", weight=30
)
CONTENTS = mostly(
    SOME_TRACK,
    *('{"track_ids": []}', '{"track_ids": [null]}', '{"track_ids": [[]]}', '{"track_ids": {"0": 1}}'),
    *('{"track_ids": null}', '{"track_ids": "1"}', '{"track_ids": 1}', '{"TRACK_IDS": [1]}', "{}", "[]", "null", "7"),
    *('"track_ids"', '["track_ids"]', '[{"track_ids": [1]}]', '{"contents": {"track_ids": [1]}}'),
    weight=24,
)


def beginner(user_id: int, kind: str, at: datetime, number: int | None) -> Piece:
    """Return a user of a kind, changed at a time and in a block."""
    rows = [PLAIN_USER | {"updated_at": at, "blocknumber": number} | row for row in USER_KINDS[kind]]
    return piece("users", rows, user_id=user_id)


BEGINNER_USERS = [
    st.builds(
        *(beginner, st.just(user_id), mostly("verified", "plain", "plain", *USER_KINDS, weight=6)),
        OLD_TIMES,
        mostly(5, 6, None),
    )
    for user_id in BEGINNERS
]
# As many good uploads of one user as complete the reward, at one time
ALL_UPLOADS = st.builds(
    lambda owner, count, at: [
        track(track_id, owner, updated_at=at, stem_of=None) for track_id in range(500, 500 + count)
    ],
    *(st.sampled_from([31, 31, 32, 33, 33]), st.sampled_from([2, 3, 3, 4]), OLD_TIMES),
)
UPLOADS = tracks(
    [31, 31, 31, 31, 31, 32, 32, 33, 0],
    *range(500, 508),
    weight=40,
    updated_at=OLD_TIMES,
    stem_of=STEMS,
    blocknumber=FIRST_BLOCKS,
)
PLAYLISTS = [
    st.builds(
        *(playlist, st.just(playlist_id), st.sampled_from([31, 32, 32, 33, 33, 0]), mostly(*PLAYLIST_KINDS, weight=12)),
        updated_at=OLD_TIMES,
        playlist_contents=CONTENTS,
        blocknumber=FIRST_BLOCKS,
    )
    for playlist_id in range(520, 525)
]
# Tips do not change: the slot and the signature say who gave them, and when.
TIPPED: list[tuple[int, str, int, datetime]] = [
    (7, "a", 31, NOON),
    (7, "B", 31, NOON + MICROSECOND),
    (7, "ä", 31, NOON - MICROSECOND),
    (6, "z", 31, NOON),
    (8, "a", 32, NOON),
    (9, "a", 32, NOON - MICROSECOND),
    (8, "b", 33, NOON),
    (8, "c", 0, NOON),
    (8, "d", 34, NOON),
]


def tip(slot: int, signature: str, sender: int, at: datetime) -> Piece:
    """Return a tip."""
    values: dict[str, Any] = {"sender_user_id": sender, "receiver_user_id": 31, "amount": 100, "created_at": at}
    return piece("user_tips", [values], slot=slot, signature=signature)


TIPS = st.sampled_from([tip(*values) for values in TIPPED])
STEP_REWARDS = own_rewards(
    ["u", "u", "fp", "fp", "v", "v", "ft", "ft"], [31, 32, 33, 34], mostly("{:x}", "{:x}:1", "0{:x}", weight=18)
)
# All rewards of a user in progress, as the earlier systems left millions of them
LEFT = st.builds(
    lambda user_id, steps: [
        minted(challenge_id, f"{user_id:x}", "{}", "in progress", user_id, NOON, False, steps, 1)
        for challenge_id in ("u", "fp", "v", "ft")
    ],
    *(st.sampled_from([31, 31, 32]), st.integers(0, 3)),
)
FIRST_STEPS = Group(
    challenges=("u", "fp", "v", "ft"),
    world=world(
        *catalog("u", "fp", "v", "ft"),
        *(*BEGINNER_USERS, *users(LISTENERS, 0)),
        some(st.one_of(*UPLOADS), 2, 14),
        ALL_UPLOADS,
        some(st.one_of(*PLAYLISTS), 1, 5),
        some(TIPS, 1, 6),
        some(STEP_REWARDS, 0, 8),
        some(LEFT, 0, 2),
    ),
    changes=st.one_of(
        *(
            *UPLOADS,
            *UPLOADS,
            ALL_UPLOADS,
            *PLAYLISTS,
            *PLAYLISTS,
            *BEGINNER_USERS,
            TIPS,
            TIPS,
            *catalog_changes("u", "fp", "v", "ft"),
        )
    ),
    share=0.1,
    adopted=0.45,
    reaches=(
        *always("u", "fp", "ft"),
        *always("v", is_user_known=True),
        *("u: deleted", "u: unlisted", "u: stem", "u: before the starting block", "u: more than the steps"),
        *("u: id under 1", "u: no step count", "u: no step completes it", "u: completed", "u: in progress"),
        *("u: progress went up", "u: progress went down", "u: in progress as before"),
        *("fp: not current", "fp: deleted", "fp: no track in it", "fp: before the starting block", "fp: not the first"),
        *("fp: id under 1", "fp: completed", "v: not verified", "v: completed"),
        *("ft: not the first", "ft: id under 1", "ft: completed"),
        *(
            f"{challenge_id}: {reason} the adoption"
            for challenge_id in ("u", "fp", "v")
            for reason in ("before", "due at", "in progress at")
        ),
        "ft: before the adoption",
    ),
)
