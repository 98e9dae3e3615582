"""A mobile user earns once, whenever the event is seen, copied or sent again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.world import NOON, WEDNESDAY

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture(autouse=True)
def users(world: World) -> None:
    world.users(10, 11, 12)


def install(world: World, user_id: int, block: int | None, *, is_current: bool = True) -> None:
    world.add("user_events", user_id=user_id, is_mobile_user=True, blocknumber=block, is_current=is_current)


def test_an_install_is_paid_once_at_the_clock_and_by_its_first_block(world: World) -> None:
    install(world, 10, 600, is_current=False)
    install(world, 10, 601)
    world.load("m")
    assert world.rewards("m") == [("a", 10, 1, NOON, 600)]
    world.run("update user_events set is_current = false")
    install(world, 10, world.next_block())
    world.load("m", clock=WEDNESDAY + timedelta(days=1))
    assert world.load("m", full=True, clock=WEDNESDAY + timedelta(days=2))["m"].already_right == 1
    assert world.rewards("m") == [("a", 10, 1, NOON, 600)]


def test_an_install_in_progress_goes_on_where_it_stands(world: World) -> None:
    for specifier, user_id, is_complete in (("a", 10, False), ("b", 11, True)):
        world.add(
            "user_challenges",
            **{"challenge_id": "m", "specifier": specifier, "user_id": user_id, "is_complete": is_complete},
            **{"current_step_count": 0, "completed_at": NOON if is_complete else None, "completed_blocknumber": 7},
        )
    install(world, 10, 600)
    install(world, 11, 600)
    result = world.load("m")["m"]
    assert (result.new, result.updated, result.already_right) == (0, 1, 1)
    assert world.rows("select specifier, current_step_count, completed_blocknumber from user_challenges") == [
        ("b", 0, 7),
        ("a", 1, 600),
    ]


def test_after_an_adoption_only_an_install_with_a_later_block_is_paid(world: World) -> None:
    world.run(
        "insert into challenges_loader.adoptions (challenge_id, adoption_date, block_number) values ('m', %s, 600)",
        NOON,
    )
    install(world, 10, 600)
    install(world, 11, None)
    install(world, 12, 601)
    world.load("m")
    assert world.specifiers("m") == ["c"]
    # The indexer copies what was said before into a newer row.
    world.run("update user_events set is_current = false")
    for user_id in (10, 11, 12):
        install(world, user_id, world.next_block())
    world.load("m")
    # Of 11 no earlier block is known: what was said without one is new with the first that has one.
    assert world.specifiers("m") == ["b", "c"]
