"""Track uploads, first playlists, verified profiles and first tips, from the platform's tables to user_challenges."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.world import NOON, WEDNESDAY

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.once
START = 25346436  # the starting block of u, by the catalog
STARTS = {"u": START, "fp": 28350000}
ROW = "select is_complete, current_step_count, completed_at, completed_blocknumber, amount from user_challenges"


def upload(world: World, *track_ids: int, owner_id: int = 1, **values: object) -> None:
    """Let a user upload tracks, a minute apart, in or after the starting block."""
    for track_id in track_ids:
        at = NOON + timedelta(minutes=track_id)
        world.track(track_id, **{"owner_id": owner_id, "updated_at": at, "blocknumber": START + track_id} | values)


def versions(world: World) -> list[tuple[object, ...]]:
    """Return the rewards with the physical identity of their rows: it changes with every write."""
    return world.rows("select challenge_id, specifier, ctid, xmin from user_challenges order by 1, 2")


def test_three_tracks_complete_an_upload_step_by_step(world: World) -> None:
    world.users(1)
    upload(world, 1)
    assert world.load("u")["u"].new == 1
    assert world.rows(ROW) == [(False, 1, None, None, 1)]

    upload(world, 2)
    assert world.load("u")["u"].updated == 1
    upload(world, 3, 4)
    assert (world.load("u")["u"].updated, world.load("u")["u"].updated) == (1, 0)

    assert world.rows(ROW) == [(True, 3, NOON + timedelta(minutes=3), START + 3, 1)]
    assert world.rows("select created_at at time zone 'UTC' from user_challenges") == [(NOON,)]


def test_three_tracks_at_once_were_earned_when_the_third_was(world: World) -> None:
    world.users(1)
    upload(world, 1, 2, 3)
    world.load("u")
    assert world.rows("select created_at at time zone 'UTC' from user_challenges") == [(NOON + timedelta(minutes=3),)]


@pytest.mark.parametrize(
    "missing",
    [
        {"is_delete": True},
        {"is_current": False},
        {"is_unlisted": True},
        {"stem_of": {"parent_track_id": 7}},
        {"blocknumber": START - 1},
        {"blocknumber": None},
    ],
)
def test_a_track_that_is_no_step(world: World, missing: dict[str, object]) -> None:
    world.users(1)
    upload(world, 1, 2)
    upload(world, 3, **missing)
    world.load("u")
    assert world.rows(ROW) == [(False, 2, None, None, 1)]


def test_a_track_that_says_of_no_stem_is_a_step(world: World) -> None:
    world.users(1)
    upload(world, 1, 2, 3)
    world.run("update tracks set stem_of = 'null' where track_id < 3")
    world.load("u")
    assert world.rows(ROW)[0][:2] == (True, 3)


def test_progress_follows_the_data_up_and_down_and_never_leaves(world: World) -> None:
    world.users(1, 2)
    upload(world, 1, 2)
    world.load("u")
    world.run("update tracks set is_delete = true, blocknumber = %s where track_id = 2", world.next_block())
    assert world.load("u")["u"].updated == 1
    assert world.rows(ROW)[0][1] == 1
    world.run("update tracks set is_delete = true, blocknumber = %s where track_id = 1", world.next_block())
    assert world.load("u")["u"].updated == 0
    assert world.rows(ROW)[0][1] == 1


# How the platform may write it: into the row, or into a new row.
CHANGES_HANDS = {
    "in place": "update tracks set owner_id = 2, blocknumber = %(block)s where track_id = 2",
    "the old row is deleted": (
        "with old as (delete from tracks where track_id = 2)"
        " insert into tracks (track_id, owner_id, is_current, is_delete, created_at, updated_at, txhash, blocknumber)"
        " values (2, 2, true, false, now(), now(), 'new', %(block)s)"
    ),
    "the old row is no longer current": (
        "with old as (update tracks set is_current = false where track_id = 2)"
        " insert into tracks (track_id, owner_id, is_current, is_delete, created_at, updated_at, txhash, blocknumber)"
        " values (2, 2, true, false, now(), now(), 'new', %(block)s)"
    ),
}


@pytest.mark.parametrize("way", CHANGES_HANDS)
def test_a_track_that_changes_hands_is_a_step_of_the_new_owner_alone(world: World, way: str) -> None:
    """The row shows the new owner; the former one is noted."""
    world.users(1, 2)
    upload(world, 1, 2)
    world.load("u")
    world.connection.execute(CHANGES_HANDS[way], {"block": world.next_block()})

    result = world.load("u")["u"]

    assert (result.scopes, result.new, result.updated) == (2, 1, 1)
    assert world.rows("select specifier, current_step_count from user_challenges order by 1") == [("1", 1), ("2", 1)]
    assert world.load("u", full=True)["u"].updated == 0


def test_a_scheduled_release_is_seen_though_it_moves_no_block(world: World) -> None:
    world.users(1)
    upload(world, 1, is_unlisted=True)
    assert world.load("u")["u"].new == 0
    world.next_block()
    world.load("u")
    world.run("update tracks set is_unlisted = false where track_id = 1")
    assert world.load("u")["u"].new == 1
    world.run("update tracks set is_unlisted = true where track_id = 1")
    assert world.load("u")["u"].scopes == 1


def test_a_track_that_is_changed_without_its_owner_notes_nobody(world: World) -> None:
    upload(world, 1)
    world.run("update tracks set title = 'another', owner_id = owner_id")
    assert world.rows("select * from challenges_loader.changed_rows") == []


@pytest.mark.parametrize("challenge_id", ["u", "fp"])
def test_another_starting_block_is_noticed(world: World, challenge_id: str) -> None:
    world.users(1)
    upload(world, 1, 2, 3, blocknumber=100)
    world.add("playlists", playlist_id=1, playlist_owner_id=1, playlist_contents={"track_ids": [1]}, blocknumber=100)
    assert world.load(challenge_id)[challenge_id].new == 0
    world.run("update challenges set starting_block = 100 where id = %s", challenge_id)

    result = world.load(challenge_id)[challenge_id]

    assert (result.new, result.full_read_reason) == (1, "its row in challenges, or its adoption, was changed")


EARLIER = [
    # What the earlier system left, and what becomes of it with so many tracks.
    pytest.param((False, 1, None, None), 2, (False, 2, None, None), id="progress below today's"),
    pytest.param((False, 2, None, None), 1, (False, 1, None, None), id="progress above today's"),
    pytest.param(
        (False, 0, None, None), 3, (True, 3, NOON + timedelta(minutes=3), START + 3), id="nothing, complete now"
    ),
    pytest.param((False, None, None, None), 1, (False, 1, None, None), id="progress unknown"),
    pytest.param((False, 2, NOON, 7), 1, (False, 1, None, None), id="incomplete with a time"),
    pytest.param((True, 0, NOON, 7), 3, (True, 0, NOON, 7), id="complete with a count of 0"),
    pytest.param((True, 3, None, None), 3, (True, 3, None, None), id="complete without a time"),
    pytest.param((True, 3, NOON, 7), 0, (True, 3, NOON, 7), id="complete and no tracks any more"),
    pytest.param((False, 2, None, None), 0, (False, 2, None, None), id="progress and no tracks any more"),
]


@pytest.mark.parametrize(("earlier", "tracks", "expected"), EARLIER)
def test_rows_of_the_earlier_system_go_on_where_they_stand(
    world: World, earlier: tuple[object, ...], tracks: int, expected: tuple[object, ...]
) -> None:
    world.users(1)
    upload(world, *range(1, tracks + 1))
    columns = ("is_complete", "current_step_count", "completed_at", "completed_blocknumber")
    # Quietly: the platform's trigger cannot notify of a reward without a time.
    world.run("set session_replication_role = replica")
    world.add("user_challenges", challenge_id="u", specifier="1", user_id=1, **dict(zip(columns, earlier, strict=True)))
    world.run("set session_replication_role = origin")

    world.load("u")

    assert [row[:4] for row in world.rows(ROW)] == [expected]
    before = versions(world)
    world.load("u", full=True)
    assert versions(world) == before


def test_a_first_load_writes_only_what_differs(world: World) -> None:
    """Most rows of the earlier system are right already: no dead row, no trigger."""
    world.users(*range(1, 31))
    for user_id in range(1, 31):
        upload(world, user_id, owner_id=user_id)
        steps = 2 if user_id == 30 else 1
        world.add(
            "user_challenges",
            challenge_id="u",
            specifier=f"{user_id:x}",
            user_id=user_id,
            is_complete=False,
            current_step_count=steps,
            completed_at=None,
        )
    before = versions(world)

    result = world.load("u")["u"]

    assert (result.already_right, result.updated, result.new) == (29, 1, 0)
    assert len(set(before) - set(versions(world))) == 1


@pytest.mark.parametrize(
    "contents",
    ["{}", "[]", "5", '"NaN"', "null", '{"track_ids": null}', '{"track_ids": {"0": 1}}', '{"track_ids": "[1]"}',
     '{"track_ids": []}', '[{"track_ids": [1]}]'],
)  # fmt: skip
def test_a_playlist_of_any_shape_breaks_nothing(world: World, contents: str) -> None:
    world.users(1, 2)
    for playlist_id in (1, 2):
        world.add(
            "playlists",
            playlist_id=playlist_id,
            playlist_owner_id=playlist_id,
            playlist_contents={"track_ids": [{"track": 1}]},
            blocknumber=STARTS["fp"] + playlist_id,
        )
    world.run("update playlists set playlist_contents = %s where playlist_id = 1", contents)

    assert (world.load("fp")["fp"].error, world.specifiers("fp")) == (None, ["2"])
    is_reported = bool(world.rows("select * from challenges.source_defects where table_name = 'playlists'"))
    assert is_reported == (contents != '{"track_ids": []}')


def test_first_playlist_private_or_album(world: World) -> None:
    world.users(1, 2)
    contents = {"playlist_contents": {"track_ids": [1]}}
    start = STARTS["fp"]
    world.add("playlists", playlist_id=5, playlist_owner_id=1, is_private=True, blocknumber=start, **contents)
    world.add("playlists", playlist_id=6, playlist_owner_id=2, is_album=True, blocknumber=start + 1, **contents)
    world.add("playlists", playlist_id=4, playlist_owner_id=2, blocknumber=start - 1, **contents)
    world.load("fp")
    assert world.rewards("fp") == [("1", 1, 2, NOON, start), ("2", 2, 2, NOON, start + 1)]


def test_profile_verified_once(world: World) -> None:
    world.users(1, is_verified=True, updated_at=NOON, blocknumber=7)
    world.users(2, updated_at=NOON)
    world.load("v")
    assert world.rewards("v") == [("1", 1, 5, NOON, 7)]

    later = NOON + timedelta(days=1)
    world.run("update users set updated_at = %s, blocknumber = %s", later, world.next_block())
    world.run("update users set is_verified = true where user_id = 2")
    world.load("v")
    assert world.rewards("v") == [("1", 1, 5, NOON, 7), ("2", 2, 5, later, 8)]


def test_a_verified_user_with_two_current_rows_of_which_one_is_active(world: World) -> None:
    """The row that becomes verified is the deactivated one; each gate is passed by one of the rows."""
    world.users(1, updated_at=NOON)
    world.users(1, txhash="again", is_deactivated=True)
    world.load("v")
    world.run("update users set is_verified = true, blocknumber = %s where is_deactivated", world.next_block())
    assert (world.load("v")["v"].new, world.specifiers("v")) == (1, ["1"])


def test_the_first_tip_by_slot_earns(world: World) -> None:
    world.users(1, 2)
    world.add("user_tips", slot=9, signature="b", sender_user_id=2, created_at=NOON + timedelta(hours=1))
    world.add("user_tips", slot=9, signature="a", sender_user_id=2)
    world.add("user_tips", slot=10, signature="c", sender_user_id=2)
    world.load("ft")
    assert world.rewards("ft") == [("2", 2, 2, NOON, 9)]


def test_a_tip_that_goes_to_another_sender_is_seen(world: World) -> None:
    world.users(1, 2)
    world.load("ft")
    world.add("user_tips", slot=9, signature="a", sender_user_id=99)
    assert world.load("ft")["ft"].new == 0
    world.run("update user_tips set sender_user_id = 2")
    assert (world.load("ft")["ft"].new, world.specifiers("ft")) == (1, ["2"])


def test_two_current_rows_mint_nothing_twice(world: World) -> None:
    world.users(1, is_verified=True, updated_at=NOON)
    world.users(1, is_verified=True, updated_at=NOON, txhash="again")
    upload(world, 1, 2)
    upload(world, 1, txhash="again")
    for txhash in ("", "again"):
        world.add(
            "playlists",
            playlist_id=1,
            playlist_owner_id=1,
            playlist_contents={"track_ids": [1]},
            blocknumber=STARTS["fp"],
            txhash=txhash,
        )
    results = world.load("u", "fp", "v")
    assert {name: (result.new, result.unpayable) for name, result in results.items()} == dict.fromkeys(
        ("fp", "u", "v"), (1, ())
    )
    assert world.rows("select current_step_count, is_complete from user_challenges where challenge_id = 'u'") == [
        (2, False)
    ]
    tables = "select distinct table_name from challenges.source_defects order by 1"
    assert world.rows(tables) == [("playlists",), ("tracks",), ("users",)]


@pytest.mark.parametrize("challenge_id", ["u", "fp", "v", "ft"])
def test_a_second_load_writes_nothing(world: World, challenge_id: str) -> None:
    world.users(1, is_verified=True)
    upload(world, 1, 2)
    world.add(
        "playlists",
        playlist_id=1,
        playlist_owner_id=1,
        playlist_contents={"track_ids": [1]},
        blocknumber=STARTS["fp"],
    )
    world.add("user_tips", slot=9, signature="a", sender_user_id=1)
    assert world.load(challenge_id)[challenge_id].new == 1
    before = versions(world)
    world.load(challenge_id, full=True, clock=WEDNESDAY + timedelta(hours=1))
    assert versions(world) == before
