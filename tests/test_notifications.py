"""The trigger of this system: once per reward, and never in the way of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.world import NOON

if TYPE_CHECKING:
    from tests.world import World


def mint(world: World, specifier: str, **values: object) -> None:
    world.add(
        "user_challenges",
        **({"challenge_id": "t", "specifier": specifier, "user_id": 2, "completed_blocknumber": 9} | values),
    )


@pytest.mark.parametrize(
    "specifier",
    [
        "",
        "2",
        "2:t:",
        "2:t:3E8",
        "2:t:03e8",
        "2:t:0x3e8",
        "2:t:3e8:1",
        "2:t:3e8\n",
        "2:t:-1",
        "2:t:ffffffff",
        "2:t:7fffffffffffffffff",
        "2:t:3e9",  # no such track
        "2:x:3e8",
        "x:t:3e8",
        "'; drop table users; -- \x1b[31m\u202e%s{}",
        "2:t:" + "3" * 996,
    ],
)
def test_a_malformed_specifier_or_a_missing_track_means_no_notification_and_no_failure(
    world: World, specifier: str
) -> None:
    world.track(1000, owner_id=1)
    mint(world, specifier)
    assert world.notifications("tastemaker") == []
    assert world.rows("select specifier from user_challenges") == [(specifier,)]


@pytest.mark.parametrize("values", [{"is_complete": False}, {"completed_at": None}, {"challenge_id": "c"}])
def test_other_rows_do_not_notify(world: World, values: dict[str, object]) -> None:
    world.track(1000, owner_id=1)
    world.run("alter table user_challenges disable trigger on_user_challenge")
    mint(world, "2:t:3e8", **values)
    assert world.notifications("tastemaker") == []


def test_only_an_insert_notifies_and_only_once(world: World) -> None:
    world.track(1000, owner_id=1)
    mint(world, "2:t:3e8")
    world.run("delete from user_challenges")
    mint(world, "2:t:3e8")
    assert len(world.notifications("tastemaker")) == 1
    world.run("delete from notification")
    world.run("update user_challenges set amount = 5")
    assert world.notifications("tastemaker") == []


@pytest.mark.parametrize(
    ("repost", "action"),
    [
        ({}, "repost"),
        ({"is_delete": True}, "save"),
        ({"is_current": False}, "save"),
        ({"repost_type": "album"}, "save"),
        ({"user_id": 3}, "save"),
        ({"repost_item_id": 1001}, "save"),
    ],
)
def test_the_action_is_a_repost_only_with_a_current_undeleted_repost_of_the_track(
    world: World, repost: dict[str, object], action: str
) -> None:
    world.track(1000, owner_id=1)
    world.add("reposts", **({"user_id": 2, "repost_item_id": 1000} | repost))
    mint(world, "2:t:3e8")
    assert [row[4]["action"] for row in world.notifications("tastemaker")] == [action]


def test_the_time_and_block_are_the_rewards(world: World) -> None:
    world.track(1000, owner_id=1)
    mint(world, "2:t:3e8", completed_at=NOON.replace(year=2020), completed_blocknumber=123)
    assert [row[2:4] for row in world.notifications("tastemaker")] == [(NOON.replace(year=2020), 123)]
