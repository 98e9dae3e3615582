"""Small worlds full of collisions, drawn by Hypothesis: few ids, times that touch, and everything that can go wrong.

A world is made of pieces: the rows of one entity of one table, under its key. A history is a world, and then steps:
pieces that replace what has their key, and a load. Sources are as the platform writes them: an owner's tracks change
hands, flags flip, people withdraw. A module for each group of challenges that read the same tables.

What the rules leave open is not drawn: current rows of one track or playlist with different owners or times, and equal
times or blocks where nothing says which row is the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.catalog import CHALLENGES
from tests.worlds.audio_matching import PURCHASES
from tests.worlds.comments import COMMENTS
from tests.worlds.contests import CONTESTS
from tests.worlds.cosigns import COSIGNS
from tests.worlds.drawing import CATALOG, Group, challenge, histories, mostly, some, world
from tests.worlds.first_steps import FIRST_STEPS
from tests.worlds.history import (
    KEYS,
    STATES,
    WRITTEN,
    History,
    Piece,
    Step,
    add_blocks,
    assembled,
    happen,
    newest,
    numbered,
)
from tests.worlds.listen_streak import STREAKS
from tests.worlds.milestones import MILESTONES
from tests.worlds.one_shots import ONE_SHOTS
from tests.worlds.profile import PROFILES
from tests.worlds.referrals import REFERRALS
from tests.worlds.runs import check_worlds
from tests.worlds.tastemakers import TASTEMAKERS
from tests.worlds.trending import TRENDING

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = [
    "CATALOG",
    "EVERYTHING",
    "GROUPS",
    "KEYS",
    "STATES",
    "WRITTEN",
    "Group",
    "History",
    "Piece",
    "Step",
    "add_blocks",
    "assembled",
    "challenge",
    "check_worlds",
    "everything",
    "happen",
    "histories",
    "left_out",
    "mostly",
    "newest",
    "numbered",
    "some",
]

GROUPS = {
    "comments": COMMENTS,
    "cosigns": COSIGNS,
    "contests": CONTESTS,
    "purchases": PURCHASES,
    "tastemakers": TASTEMAKERS,
    "trending": TRENDING,
    "first steps": FIRST_STEPS,
    "profiles": PROFILES,
    "milestones": MILESTONES,
    "referrals": REFERRALS,
    "one shots": ONE_SHOTS,
    "streaks": STREAKS,
}


def left_out(group: Group, challenge_ids: Collection[str] = CHALLENGES) -> list[str]:
    """Return the challenges of a group that the catalog lacks: without all of them the group is not played."""
    return [challenge_id for challenge_id in group.challenges if challenge_id not in challenge_ids]


def everything(challenge_ids: Collection[str] = CHALLENGES) -> Group:
    """Return all groups at once that these challenges allow: one user comments, cosigns, hosts, buys and trends."""
    parts = [group for group in GROUPS.values() if not left_out(group, challenge_ids)]
    return Group(
        challenges=(),
        world=world(*(group.world for group in reversed(parts))),  # the artists of the first stand
        changes=st.one_of(*(group.changes for group in parts)),
        share=0.03,
        friday=0.4,
        reaches=tuple(f"{challenge_id}: minted" for group in parts for challenge_id in group.challenges),
    )


EVERYTHING = everything()
