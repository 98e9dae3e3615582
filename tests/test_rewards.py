"""Each challenge from the platform's tables to user_challenges and its notifications."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from tests.world import NOON

if TYPE_CHECKING:
    from tests.world import World


def test_first_weekly_comment(world: World) -> None:
    world.users(700)
    world.add("comments", comment_id=1, user_id=700, blocknumber=11, created_at=NOON)
    world.add("comments", comment_id=2, user_id=700, created_at=NOON + timedelta(minutes=1))
    world.add("comments", comment_id=3, user_id=700, blocknumber=12, created_at=NOON + timedelta(days=7))

    result = world.load("c")["c"]

    assert world.rewards("c") == [
        ("2bc:202621", 700, 1, NOON, 11),
        ("2bc:202622", 700, 1, NOON + timedelta(days=7), 12),
    ]
    assert (result.new, result.audio) == (2, 2)
    assert [row[0] for row in world.notifications("reward_in_cooldown")] == ["2bc:202621", "2bc:202622"]


def test_pinned_comment(world: World) -> None:
    world.users(1, is_verified=True)
    world.users(2)
    world.track(1000, owner_id=1, pinned_comment_id=5, blocknumber=77)
    world.add("comments", comment_id=5, user_id=2, entity_id=1000)

    world.load("cp")

    assert world.rewards("cp") == [("2:3e8", 2, 10, NOON, 77)]


def test_cosign_mints_one_for_today_after_nine_of_long_ago(world: World) -> None:
    world.run("update challenges set active = true where id = 'cs'")
    world.users(1, is_verified=True)
    world.users(2)
    world.track(10, owner_id=1)
    for number in range(10):
        child = 100 + number
        world.track(child, owner_id=2)
        world.add("remixes", parent_track_id=10, child_track_id=child)
        age = timedelta(days=0 if number == 9 else 50)
        world.add("saves", user_id=1, save_item_id=child, created_at=NOON - age, blocknumber=number + 1)

    world.load("cs")

    assert world.specifiers("cs") == ["1:64", "1:65", "1:66", "1:67", "1:68", "1:6d"]
    assert world.rewards("cs")[-1] == ("1:6d", 2, 1000, NOON, 10)


def test_a_backfill_of_cosigns_gives_each_month_its_five(world: World) -> None:
    world.run("update challenges set active = true where id = 'cs'")
    world.users(1, is_verified=True)
    world.users(2)
    world.track(10, owner_id=1)
    for month in range(24):
        for number in range(7):
            child = 1000 + month * 10 + number
            world.track(child, owner_id=2)
            world.add("remixes", parent_track_id=10, child_track_id=child)
            at = NOON - timedelta(days=31 * month, hours=number)
            world.add("reposts", user_id=1, repost_item_id=child, created_at=at)

    assert world.load("cs")["cs"].new == 24 * 5
    assert world.load("cs")["cs"].new == 0


def test_tastemaker(world: World) -> None:
    world.users(1, 2, 3)
    world.track(1000, owner_id=1)
    world.add("track_trending_scores", track_id=1000, score=9.5)
    world.add("reposts", user_id=2, repost_item_id=1000, created_at=NOON - timedelta(days=9))
    world.add("saves", user_id=3, save_item_id=1000, created_at=NOON - timedelta(days=8))
    world.add("blocks", blockhash="head", number=900)

    world.load("t")

    assert world.rewards("t") == [("2:t:3e8", 2, 100, NOON, 900), ("3:t:3e8", 3, 100, NOON, 900)]
    assert world.notifications("tastemaker") == [
        (
            "1000",
            f"tastemaker_user_id:{user_id}:tastemaker_item_id:1000",
            NOON,
            900,
            {
                "tastemaker_item_id": 1000,
                "tastemaker_item_type": "track",
                "tastemaker_item_owner_id": 1,
                "action": action,
                "tastemaker_user_id": user_id,
            },
            [user_id],
        )
        for user_id, action in ((2, "repost"), (3, "save"))
    ]


def test_tastemakers_who_withdraw_make_no_room_beyond_twenty(world: World) -> None:
    world.users(*range(1, 60))
    world.track(1000, owner_id=1)
    world.add("track_trending_scores", track_id=1000, score=1)
    for user_id in range(2, 12):
        world.add("reposts", user_id=user_id, repost_item_id=1000)
    for user_id in range(12, 17):
        world.add("saves", user_id=user_id, save_item_id=1000)
    assert world.load("t")["t"].new == 15

    world.run("update reposts set is_delete = true")
    for user_id in range(20, 30):
        world.add("reposts", user_id=user_id, repost_item_id=1000)

    assert world.load("t")["t"].new == 5
    assert world.load("t")["t"].new == 0
    assert {row[1] for row in world.rewards("t")} == {*range(2, 17), *range(20, 25)}


def test_remix_contest_winner(world: World) -> None:
    world.users(1, is_verified=True)
    world.users(2, 3)
    world.track(103, owner_id=2)
    world.track(104, owner_id=3)
    world.add("events", event_id=175, user_id=1, event_data={"winners": [103, "104"]}, blocknumber=33)

    world.load("w")

    assert world.rewards("w") == [("af:2", 2, 1000, NOON, 33), ("af:3", 3, 1000, NOON, 33)]


def test_a_contest_pays_five_even_if_its_winners_are_replaced(world: World) -> None:
    world.users(1, is_verified=True)
    world.users(*range(2, 20))
    for user_id in range(2, 20):
        world.track(100 + user_id, owner_id=user_id)
    world.add("events", event_id=1, user_id=1, event_data={"winners": [102, 103, 104]})
    assert world.load("w")["w"].new == 3

    later = NOON + timedelta(days=30)
    world.run("update events set event_data = '{\"winners\": [105, 106, 107]}', updated_at = %s", later)

    assert world.load("w")["w"].new == 2
    assert world.specifiers("w") == ["1:2", "1:3", "1:4", "1:5", "1:6"]


def test_audio_matching(world: World) -> None:
    world.users(1, is_verified=True)
    world.users(2)
    world.track(1000, owner_id=1)
    world.add("playlists", playlist_id=2000, playlist_owner_id=1)
    world.add("sol_purchases", signature="a", buyer_user_id=2, content_id=1000, amount=10_990_000, slot=300_000_001)
    world.add(
        "sol_purchases", signature="b", buyer_user_id=2, content_id=2000, content_type="album", amount=1_000_000, slot=5
    )

    world.load("b", "s")

    assert world.rewards("b") == [("2:3e8", 2, 10, NOON, 300_000_001), ("2:7d0", 2, 1, NOON, 5)]
    assert world.rewards("s") == [("2:3e8", 1, 50, NOON, 300_000_001), ("2:7d0", 1, 5, NOON, 5)]
    assert world.notifications("reward_in_cooldown") == []


def test_a_purchase_that_becomes_valid_long_after_its_slot_is_found(world: World) -> None:
    world.users(1, is_verified=True)
    world.users(2)
    world.track(1000, owner_id=1)
    world.track(1001, owner_id=1)
    world.add(
        "sol_purchases", signature="a", buyer_user_id=2, content_id=1000, amount=2_000_000, slot=10, is_valid=None
    )
    world.add("sol_purchases", signature="b", buyer_user_id=2, content_id=1001, amount=2_000_000, slot=999_999)
    world.load("b", "s")
    assert world.specifiers("b") == ["2:3e9"]

    world.run("update sol_purchases set is_valid = true")
    world.load("b", "s")

    assert world.specifiers("b") == world.specifiers("s") == ["2:3e8", "2:3e9"]


def test_the_clock_dates_a_purchase_without_a_time(world: World) -> None:
    world.users(1, 2)
    world.track(1000, owner_id=1)
    world.add(
        "sol_purchases", signature="a", buyer_user_id=2, content_id=1000, amount=2_000_000, slot=10, created_at=None
    )

    world.load("b", clock=NOON.replace(tzinfo=timezone.utc))

    assert world.rows("select completed_at = created_at at time zone 'UTC', completed_at from user_challenges") == [
        (True, NOON)
    ]


def test_an_artist_who_becomes_verified_reaches_every_reward_that_depends_on_it(world: World) -> None:
    world.run("update challenges set active = true where id = 'cs'")
    world.users(1, 2)
    world.track(10, owner_id=1, pinned_comment_id=1)
    world.track(11, owner_id=2)
    world.add("comments", comment_id=1, user_id=2, entity_id=10)
    world.add("remixes", parent_track_id=10, child_track_id=11)
    world.add("saves", user_id=1, save_item_id=11)
    world.add("events", event_id=1, user_id=1, event_data={"winners": [11]})
    world.add("sol_purchases", signature="a", buyer_user_id=2, content_id=10, amount=2_000_000, slot=1)
    gated = ("cp", "cs", "w", "s")
    assert {challenge_id: world.load(challenge_id)[challenge_id].new for challenge_id in gated} == dict.fromkeys(
        gated, 0
    )

    world.run("update users set is_verified = true, blocknumber = %s where user_id = 1", world.next_block())

    assert {challenge_id: world.load(challenge_id)[challenge_id].new for challenge_id in gated} == dict.fromkeys(
        gated, 1
    )


def test_a_user_who_returns_earns_what_was_waiting(world: World) -> None:
    world.users(2, is_deactivated=True)
    world.add("comments", comment_id=1, user_id=2)
    assert world.load("c")["c"].new == 0

    world.run("update users set is_deactivated = false, blocknumber = %s", world.next_block())

    assert world.load("c")["c"].new == 1


def test_a_source_without_a_block_takes_the_head_block(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2, blocknumber=None)
    world.add("blocks", blockhash="head", number=4711)
    world.add("blocks", blockhash="no number", number=None)

    world.load("c")

    assert [reward[4] for reward in world.rewards("c")] == [4711]
