"""The listening streak: a challenge that goes on from a state, and reads only plays that are new."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.world import NOON

if TYPE_CHECKING:
    from tests.world import World

DAY = timedelta(days=1)


@pytest.fixture
def listeners(world: World) -> World:
    """A platform on which the challenge is active, with some users."""
    world.run("update challenges set active = true where id = 'e'")
    world.users(1, 2, 3)
    world.add("blocks", blockhash="block-600", number=600)
    return world


def rows(world: World) -> list[tuple[object, ...]]:
    return world.rows(
        "select specifier, current_step_count, is_complete, amount, completed_at, completed_blocknumber"
        " from user_challenges where challenge_id = 'e' order by specifier"
    )


def test_smoke(listeners: World) -> None:
    listeners.load()
    for day in range(9):
        listeners.add("plays", user_id=1, created_at=NOON + day * DAY, slot=100 + day)
        print(listeners.load("e"))
        print(rows(listeners), listeners.rows("select * from challenge_listen_streak"))
    assert 0
