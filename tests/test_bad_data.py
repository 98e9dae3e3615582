"""Defects of the platform's data stop nothing: the rest is minted, nothing twice, and the load warns of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from loader.cli import main

if TYPE_CHECKING:
    from tests.world import World


def load() -> Result:
    return CliRunner().invoke(main, ["load", "--full", "--as-of", "2026-05-20T12:00:00Z"])


def test_garbage_winners(world: World) -> None:
    world.users(1, is_verified=True)
    world.users(2)
    world.track(103, owner_id=2)
    garbage: list[object] = [
        {"winners": [None, 103.5, "abc", [103], {"id": 103}, "", "2147483648", -103, "1e2", 103]},
        {"winners": "103"},
        {"winners": {"0": 103}},
        {"winners": 103},
        [103],
        {},
    ]
    for event_id, event_data in enumerate(garbage, start=1):
        world.add("events", event_id=event_id, user_id=1, event_data=event_data)
    world.add("events", event_id=50, user_id=1, event_data=None)

    result = load()

    assert world.specifiers("w") == ["1:2"]
    assert result.exit_code == 0
    assert "warning: events: 9 cases of a winner that is no track id (for example event 1, position" in result.stderr
    assert "warning: events: 3 cases of winners that are no array (for example event 2)" in result.stderr


@pytest.mark.parametrize(
    ("defect", "lost", "warning"),
    [
        ("update tracks set pinned_comment_id = 999 where track_id = 10", {"cp": ["3:b"]}, "a pinned comment that is"),
        (
            "update sol_purchases set content_id = 777 where signature = 's1'",
            {"b": ["2:b"], "s": ["2:b"]},
            "a purchase of unknown content",
        ),
    ],
)
def test_dangling_references(world: World, defect: str, lost: dict[str, list[str]], warning: str) -> None:
    world.users(1, is_verified=True)
    world.users(2, 3)
    for number in (0, 1):
        world.track(10 + number, owner_id=1, pinned_comment_id=1 + number)
        world.add("comments", comment_id=1 + number, user_id=2 + number, entity_id=10 + number)
        world.add(
            "sol_purchases",
            signature=f"s{1 + number}",
            buyer_user_id=2,
            content_id=10 + number,
            amount=2_000_000,
            slot=1 + number,
        )
    world.run(defect)

    result = load()

    assert result.exit_code == 0
    expected = {"cp": ["2:a", "3:b"], "b": ["2:a", "2:b"], "s": ["2:a", "2:b"]} | lost
    assert {challenge_id: world.specifiers(challenge_id) for challenge_id in expected} == expected
    assert f"1 case of {warning}" in result.stderr


def test_users_tracks_and_playlists_with_two_current_rows(world: World) -> None:
    """A gate is met if one of the rows meets it, and nothing is minted twice."""
    world.run("update challenges set active = true")
    world.users(1, is_verified=True)
    world.users(1, is_verified=False, is_deactivated=True, txhash="again")
    world.users(2, 3)
    world.users(2, is_deactivated=True, txhash="again")
    world.track(10, owner_id=1, pinned_comment_id=1)
    world.track(10, owner_id=1, pinned_comment_id=2, txhash="again")
    world.track(11, owner_id=2)
    world.track(11, owner_id=3, txhash="again")
    world.add("playlists", playlist_id=20, playlist_owner_id=1)
    world.add("playlists", playlist_id=20, playlist_owner_id=3, txhash="again")
    for comment_id in (1, 2):
        world.add("comments", comment_id=comment_id, user_id=2, entity_id=10)
    world.add("remixes", parent_track_id=10, child_track_id=11)
    world.add("saves", user_id=1, save_item_id=11)
    world.add("saves", user_id=1, save_item_id=11, txhash="again")
    world.add("events", event_id=1, user_id=1, event_data={"winners": [11]})
    world.add("track_trending_scores", track_id=11, score=1)
    world.add("sol_purchases", signature="s1", buyer_user_id=2, content_id=10, amount=2_000_000, slot=1)
    world.add(
        "sol_purchases",
        signature="s2",
        buyer_user_id=2,
        content_id=20,
        content_type="playlist",
        amount=2_000_000,
        slot=1,
    )

    result = load()

    assert result.exit_code == 0
    expected = {
        "c": [("2:202621", 2)],
        "cp": [("2:a", 2)],
        "cs": [("1:b", 2)],
        "t": [("1:t:b", 1)],
        "w": [("1:2", 2)],
        "b": [("2:14", 2), ("2:a", 2)],
        "s": [("2:14", 1), ("2:a", 1)],
    }
    assert {
        challenge_id: [reward[:2] for reward in world.rewards(challenge_id)] for challenge_id in expected
    } == expected
    for table, thing, count in (("users", "user", 2), ("tracks", "track", 2), ("playlists", "playlist", 1)):
        cases = f"{count} case{'s' if count > 1 else ''}"
        assert f"warning: {table}: {cases} of several current rows of one {thing}" in result.stderr
    assert sum(load_result.new for load_result in world.load().values()) == 0


def test_ids_under_one_are_no_candidates(world: World) -> None:
    world.run("update challenges set active = true")
    world.users(-1, 0, is_verified=True)
    world.users(1, is_verified=True)
    for number, user_id in enumerate((-1, 0), start=1):
        world.add("comments", comment_id=number, user_id=user_id, entity_id=user_id)
        world.track(user_id, owner_id=1, pinned_comment_id=number)
        world.track(100 + number, owner_id=user_id)
        world.add("remixes", parent_track_id=user_id, child_track_id=100 + number)
        world.add("saves", user_id=1, save_item_id=100 + number)
        world.add("track_trending_scores", track_id=100 + number, score=1)
        world.add("reposts", user_id=user_id, repost_item_id=100 + number)
        world.add("events", event_id=user_id, user_id=1, event_data={"winners": [101, 102]})
        world.add("sol_purchases", signature=f"s{number}", buyer_user_id=user_id, content_id=100, amount=10**6, slot=1)
        world.add("user_tips", slot=number, signature="s", sender_user_id=user_id)
        world.add("follows", follower_user_id=user_id, followee_user_id=1)
    world.run("update users set handle_lc = 'handle', name = 'name' where user_id < 1")
    world.track(100, owner_id=1)

    result = load()

    assert result.exit_code == 0
    # User 1 is verified, and earns for that alone.
    assert world.rows("select challenge_id, specifier from user_challenges") == [("v", "1")]


def test_users_that_are_not_there_earn_nothing_until_they_are(world: World) -> None:
    world.users(1, is_verified=True)
    world.users(2)
    for number in (2, 3):
        world.track(10 + number, owner_id=1, pinned_comment_id=number)
        world.add("comments", comment_id=number, user_id=number, entity_id=10 + number)
        world.add(
            "sol_purchases", signature=f"s{number}", buyer_user_id=number, content_id=12, amount=2_000_000, slot=number
        )
    assert load().exit_code == 0
    assert {name: world.specifiers(name) for name in ("b", "c", "cp")} == {
        "b": ["2:c"],
        "c": ["2:202621"],
        "cp": ["2:c"],
    }
    explained = CliRunner().invoke(main, ["explain", "--user", "3", "--as-of", "2026-05-20T12:00:00Z"]).stdout
    assert explained.count(" of user 3: refused because of is_recipient_active\n") == 3

    world.users(3)
    assert load().exit_code == 0
    assert {name: world.specifiers(name) for name in ("b", "c", "cp")} == {
        "b": ["2:c", "3:c"],
        "c": ["2:202621", "3:202621"],
        "cp": ["2:c", "3:d"],
    }


def test_hostile_texts_reach_neither_sql_nor_the_terminal(world: World) -> None:
    world.users(1)
    world.add(
        "sol_purchases",
        signature="'; drop table users; -- \x1b[31m\n{}%s",
        buyer_user_id=1,
        content_id=777,
        amount=10**6,
        slot=1,
    )

    result = load()

    assert result.exit_code == 0
    assert "\x1b" not in result.stderr
    assert "'; drop table users; -- ?[31m {}%s" in result.stderr
