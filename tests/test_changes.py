"""What a load reads after the first: the scopes in which something changed, in real transactions of several writers.

The oracle plays each of its worlds inside one transaction, so what depends on transactions is tested here.
"""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from loader.adopt import adopt
from loader.database import connect, views_schema
from loader.errors import ChallengesError
from sandbox.dbt_runner import PROJECT, failures, run_dbt
from tests.world import FRIDAY, NOON, WEDNESDAY, World

if TYPE_CHECKING:
    from loader.load import ChallengeLoad

# The parts of changed_users, by the name that a challenge declares.
PARTS = {
    re.findall(r"'(\w+)' as table_name", part)[0]: part
    for part in (PROJECT / "models" / "decisions" / "changed_users.sql").read_text().split("union all")
}
# A change that can let nobody earn.
NOT_SEEN = {("e", "users")}
# What the platform's own view reads, and what it counts.
PLATFORM_VIEWS = {
    "platform.v_usdc_purchases": ["platform.sol_purchases", "platform.tracks", "platform.playlists"],
    "platform.aggregate_monthly_plays": ["platform.plays"],
}


@pytest.fixture
def platform(world: World) -> World:
    """A platform on which two users earn each reward, so that there is a scope to find and another to leave alone.

    The head block is beyond those of all rows: what a load has read it does not read again.
    """
    world.run("update challenges set active = true where id in ('cs', 'e')")
    # One step, and some plays, are enough here; the head block is a low one.
    world.run("update challenges set starting_block = 0 where id in ('u', 'fp')")
    world.run("update challenges set step_count = 1 where id in ('u', 'p', 'p1', 'p2', 'p3')")
    world.users(1, 4, is_verified=True)
    world.users(7, 8, is_verified=True, handle_lc="handle")
    world.users(2, 3)
    world.users(5, name="name", handle_lc="handle")
    world.users(6, handle_lc="handle")
    world.track(10, owner_id=1, pinned_comment_id=1)
    world.track(20, owner_id=4, pinned_comment_id=2)
    world.track(11, owner_id=2)
    world.track(21, owner_id=3)
    world.add("comments", comment_id=1, user_id=2, entity_id=10)
    world.add("comments", comment_id=2, user_id=3, entity_id=20)
    world.add("remixes", parent_track_id=10, child_track_id=11)
    world.add("remixes", parent_track_id=20, child_track_id=21)
    world.add("reposts", user_id=1, repost_item_id=11)
    world.add("saves", user_id=4, save_item_id=21)
    world.add("track_trending_scores", track_id=10, score=2)
    world.add("track_trending_scores", track_id=20, score=1)
    world.add("saves", user_id=2, save_item_id=10)
    world.add("reposts", user_id=3, repost_item_id=20)
    world.add("events", event_id=9, user_id=1, event_data={"winners": [11]})
    world.add("events", event_id=8, user_id=4, event_data={"winners": [21]})
    tracks = {"playlist_contents": {"track_ids": [10]}, "blocknumber": 500}
    world.add("playlists", playlist_id=30, playlist_owner_id=7, **tracks)
    world.add("playlists", playlist_id=40, playlist_owner_id=8, is_album=True, **tracks)
    for followee in range(1, 6):
        world.add("follows", follower_user_id=6, followee_user_id=followee)
    world.add("reposts", user_id=7, repost_item_id=30, repost_type="playlist")
    world.add("saves", user_id=8, save_item_id=40, save_type="album")
    for user_id in (5, 6):
        world.add("user_tips", slot=user_id, signature=f"of {user_id}", sender_user_id=user_id)
    for track_id in (10, 20):
        world.add("aggregate_monthly_plays", play_item_id=track_id, count=5)
    for buyer, content_id, content_type in ((2, 10, "track"), (3, 20, "track"), (5, 30, "playlist"), (6, 40, "album")):
        world.add(
            "sol_purchases",
            signature=f"of {buyer}",
            slot=buyer,
            buyer_user_id=buyer,
            content_id=content_id,
            content_type=content_type,
            amount=1_000_000,
        )
    for day in range(8):
        world.add("plays", user_id=3, play_item_id=10, created_at=NOON + timedelta(days=day))
    world.users(61, 62, 71, 72, 73, 74)
    world.users(63, 64, is_verified=True)
    for referred, referrer in ((71, 61), (72, 62), (73, 63), (74, 64)):
        world.add("user_events", user_id=referred, referrer=referrer, is_mobile_user=referred < 73)
    world.run(
        "insert into challenges.one_shots select 'gift', user_id, '5', '2026-05-20', 'x' from users"
        " where user_id in (71, 72)"
    )
    new_block(world, 600)
    return world


def new_block(world: World, number: int) -> None:
    world.run("insert into blocks (blockhash, number) values (%s, %s)", f"block-{number}", number)


def load_all(world: World) -> dict[str, ChallengeLoad]:
    """Load when no transaction of the server is older than the notes: then the watermarks are beyond them."""
    world.wait_for(
        "select 1 where not exists (select 1 from challenges_loader.changed_rows"
        " where transaction_id >= pg_snapshot_xmin(pg_current_snapshot()))"
        " and not exists (select 1 from challenges_loader.changed_ranges"
        " where transaction_id >= pg_snapshot_xmin(pg_current_snapshot()))"
        " and not exists (select 1 from challenges_loader.full_reads"
        " where transaction_id >= pg_snapshot_xmin(pg_current_snapshot()))"
    )
    return world.load()


def load_one(world: World, challenge_id: str, **options: Any) -> ChallengeLoad:
    return world.load(challenge_id, **options)[challenge_id]


def watermarks(world: World) -> list[tuple[Any, ...]]:
    """Return the watermarks with the physical identity of their rows: it changes with every write."""
    return world.rows("select challenge_id, block_number, transaction_id, ctid, xmin from challenges_loader.watermarks")


USER_BACK = (
    "update users set is_deactivated = true where user_id = {0}",
    "update users set is_deactivated = false, blocknumber = 700 where user_id = {0}",
)
USER_VERIFIED = (
    "update users set is_verified = false where user_id = {0}",
    "update users set is_verified = true, blocknumber = 700 where user_id = {0}",
)
TRACK_COMES = (
    "update tracks set is_current = false where track_id = {0}",
    "update tracks set is_current = true, blocknumber = 700 where track_id = {0}",
)
PLAYLIST_COMES = (
    "update playlists set is_current = false where playlist_id = {0}",
    "update playlists set is_current = true, blocknumber = 700 where playlist_id = {0}",
)
TRACK_RESTORED = (
    "update tracks set is_delete = true where track_id = {0}",
    "update tracks set is_delete = false, blocknumber = 700 where track_id = {0}",
)
TRACK_CHANGES_HANDS = (
    "update tracks set owner_id = 99 where track_id = {0}",
    "update tracks set owner_id = {1}, blocknumber = 700 where track_id = {0}",
)
PURCHASE_VALID = (
    "update sol_purchases set is_valid = null where buyer_user_id = {0}",
    "update sol_purchases set is_valid = true where buyer_user_id = {0}",
)
REPOST_COMES = (
    "update reposts set is_delete = true where repost_item_id = {0}",
    "update reposts set is_delete = false, blocknumber = 700 where repost_item_id = {0}",
)
SAVE_COMES = (
    "update saves set is_delete = true where save_item_id = {0}",
    "update saves set is_delete = false, blocknumber = 700 where save_item_id = {0}",
)
COMMENT_VISIBLE = (
    "update comments set is_visible = false where comment_id = {0}",
    "update comments set is_visible = true, blocknumber = 700 where comment_id = {0}",
)
COMMENT_UNDELETED = (
    "update comments set is_delete = true where comment_id = {0}",
    "update comments set is_delete = false, blocknumber = 700 where comment_id = {0}",
)
COMMENT_PINNED = (
    "update tracks set pinned_comment_id = null where track_id = {0}",
    "update tracks set pinned_comment_id = {1}, blocknumber = 700 where track_id = {0}",
)
REMIX_COMES = (
    "delete from remixes where child_track_id = {0}",
    "insert into remixes (parent_track_id, child_track_id) values ({1}, {0})",
)
REMIX_MOVES = (
    "update remixes set parent_track_id = 98 where child_track_id = {0}",
    "update remixes set parent_track_id = {1} where child_track_id = {0}",
)
WINNER_NAMED = (
    "update events set event_data = '{{}}' where event_id = {0}",
    'update events set event_data = \'{{"winners": ["{1}"]}}\', blocknumber = 700 where event_id = {0}',
)
PLAYED = (
    "delete from plays where user_id = {0}",
    "insert into plays (user_id, play_item_id, created_at) values ({0}, 10, '2026-05-20 12:00')",
)
LISTENER_KNOWN = (
    "insert into plays (user_id, play_item_id, created_at) values (null, 10, '2026-05-20 12:00')",
    "update plays set user_id = {0} where user_id is null",
)
SCORE_RISES = (
    "update track_trending_scores set score = 'NaN' where track_id = {0}",
    "update track_trending_scores set score = 3 where track_id = {0}",
)
TRACK_PUBLIC = (
    "update tracks set is_unlisted = true where track_id = {0}",
    "update tracks set is_unlisted = false, blocknumber = 700 where track_id = {0}",
)
PLAYLIST_FILLED = (
    "update playlists set playlist_contents = '{{\"track_ids\": []}}' where playlist_id = {0}",
    "update playlists set playlist_contents = '{{\"track_ids\": [7]}}', blocknumber = 700 where playlist_id = {0}",
)
TIP_COMES = (
    "delete from user_tips where sender_user_id = {0}",
    "insert into user_tips (slot, signature, sender_user_id, receiver_user_id, amount) values (9, 'tip', {0}, 1, 1)",
)
NAME_SET = (
    "update users set name = null where user_id = {0}",
    "update users set name = 'name', blocknumber = 700 where user_id = {0}",
)
FOLLOW_COMES = (
    "update follows set is_delete = true where follower_user_id = {0} and followee_user_id = 1",
    "update follows set is_delete = false, blocknumber = 700 where follower_user_id = {0} and followee_user_id = 1",
)
REPOST_OF_USER_COMES = (
    "update reposts set is_delete = true where user_id = {0}",
    "update reposts set is_delete = false, blocknumber = 700 where user_id = {0}",
)
SAVE_OF_USER_COMES = (
    "update saves set is_delete = true where user_id = {0}",
    "update saves set is_delete = false, blocknumber = 700 where user_id = {0}",
)
TRACK_PLAYED = (
    "update aggregate_monthly_plays set count = 0 where play_item_id = {0}",
    "update aggregate_monthly_plays set count = 5 where play_item_id = {0};"
    " insert into plays (play_item_id) values ({0})",
)


def milestones(plays: int) -> list[tuple[str, str, tuple[str, str], tuple[int, ...]]]:
    """Return the cases of the milestone of so many plays."""
    return [
        (what, f"4:{plays}", statements, ids)
        for what, statements, ids in (
            ("a track is played", TRACK_PLAYED, (20,)),
            ("a track that was played is restored", TRACK_RESTORED, (20,)),
            ("the artist is verified", USER_VERIFIED, (4,)),
            ("the artist comes back", USER_BACK, (4,)),
        )
    ]


APP_INSTALLED = (
    "update user_events set is_mobile_user = false where user_id = {0}",
    "update user_events set is_mobile_user = true, blocknumber = 700 where user_id = {0}",
)
REFERRER_NAMED = (
    "update user_events set referrer = null where user_id = {0}",
    "update user_events set referrer = {1}, blocknumber = 700 where user_id = {0}",
)
GRANTED = (
    "delete from challenges.one_shots where user_id = '{0}'",
    "insert into challenges.one_shots values ('gift', '{0}', '5', '2026-05-20', 'x')",
)
# Also asked about are rewards that users could earn on the other side of the referral.
BOTH_SIDES = {"r: the referred user comes back", "rv: the referred user comes back", "rd: the referrer comes back"}
PURCHASES = [
    ("a purchase becomes valid", "2:a", PURCHASE_VALID, (2,)),
    ("the track bought comes", "2:a", TRACK_COMES, (10,)),
    ("the playlist bought comes", "5:1e", PLAYLIST_COMES, (30,)),
    ("the album bought comes", "6:28", PLAYLIST_COMES, (40,)),
]
SOURCES: dict[str, list[tuple[str, str, tuple[str, str], tuple[int, ...]]]] = {
    "b": [*PURCHASES, ("the buyer comes back", "2:a", USER_BACK, (2,))],
    "c": [
        ("a comment is visible again", "2:202621", COMMENT_VISIBLE, (1,)),
        ("the commenter comes back", "2:202621", USER_BACK, (2,)),
    ],
    "cp": [
        ("a comment is pinned", "2:a", COMMENT_PINNED, (10, 1)),
        ("the pinned comment is undeleted", "2:a", COMMENT_UNDELETED, (1,)),
        ("the owner is verified", "2:a", USER_VERIFIED, (1,)),
        ("the commenter comes back", "2:a", USER_BACK, (2,)),
    ],
    "cs": [
        ("a repost", "1:b", REPOST_COMES, (11,)),
        ("a save", "4:15", SAVE_COMES, (21,)),
        ("the remixed track comes", "1:b", TRACK_COMES, (10,)),
        ("the remixed track changes hands", "1:b", TRACK_CHANGES_HANDS, (10, 1)),
        ("the remix comes", "1:b", TRACK_COMES, (11,)),
        ("the relation comes after the repost", "1:b", REMIX_COMES, (11, 10)),
        ("the relation moves", "1:b", REMIX_MOVES, (11, 10)),
        ("the cosigner is verified", "1:b", USER_VERIFIED, (1,)),
        ("the remixer comes back", "1:b", USER_BACK, (2,)),
    ],
    "e": [
        ("a play", "22026052012", PLAYED, (2,)),
        ("the listener of a play becomes known", "22026052012", LISTENER_KNOWN, (2,)),
    ],
    "fp": [
        ("a track is added to a playlist", "7", PLAYLIST_FILLED, (30,)),
        ("an album comes", "8", PLAYLIST_COMES, (40,)),
        ("the owner of the playlist comes back", "7", USER_BACK, (7,)),
    ],
    "ft": [
        ("a tip comes", "5", TIP_COMES, (5,)),
        ("the sender comes back", "5", USER_BACK, (5,)),
    ],
    "p": [
        ("a name is set", "5", NAME_SET, (5,)),
        ("the fifth follow", "6", FOLLOW_COMES, (6,)),
        ("a repost of a playlist", "7", REPOST_OF_USER_COMES, (7,)),
        ("a save of an album", "8", SAVE_OF_USER_COMES, (8,)),
        ("the user comes back", "5", USER_BACK, (5,)),
    ],
    "p1": milestones(250),
    "p2": milestones(1000),
    "p3": milestones(10000),
    "m": [
        ("the app is installed", "47", APP_INSTALLED, (71,)),
        ("the user comes back", "47", USER_BACK, (71,)),
    ],
    "o": [
        ("a line is added", "47:gift", GRANTED, (71,)),
        ("the user comes back", "47:gift", USER_BACK, (71,)),
    ],
    "r": [
        ("a referrer is named", "3d:47", REFERRER_NAMED, (71, 61)),
        ("the referrer comes back", "3d:47", USER_BACK, (61,)),
        ("the referred user comes back", "3d:47", USER_BACK, (71,)),
    ],
    "rd": [
        ("a referrer is named", "47", REFERRER_NAMED, (71, 61)),
        ("the referrer comes back", "47", USER_BACK, (61,)),
        ("the referred user comes back", "47", USER_BACK, (71,)),
    ],
    "rv": [
        ("a referrer is named", "3f:49", REFERRER_NAMED, (73, 63)),
        ("the referrer comes back", "3f:49", USER_BACK, (63,)),
        ("the referred user comes back", "3f:49", USER_BACK, (73,)),
    ],
    "s": [
        *PURCHASES,
        ("the seller of a track is verified", "2:a", USER_VERIFIED, (1,)),
        ("the seller of a track comes back", "2:a", USER_BACK, (1,)),
        ("the seller of a playlist is verified", "5:1e", USER_VERIFIED, (7,)),
        ("the seller of an album comes back", "6:28", USER_BACK, (8,)),
    ],
    "u": [
        ("a track is listed", "4", TRACK_PUBLIC, (20,)),
        ("a track comes", "4", TRACK_COMES, (20,)),
        ("the uploader comes back", "4", USER_BACK, (4,)),
    ],
    "v": [
        ("the user is verified", "4", USER_VERIFIED, (4,)),
        ("the verified user comes back", "4", USER_BACK, (4,)),
    ],
    "w": [
        ("a winner is named", "9:2", WINNER_NAMED, (9, 11)),
        ("the host is verified", "9:2", USER_VERIFIED, (1,)),
        ("the winning track is restored", "9:2", TRACK_RESTORED, (11,)),
        ("the winning track comes", "9:2", TRACK_COMES, (11,)),
        ("the winner comes back", "9:2", USER_BACK, (2,)),
    ],
}


@pytest.mark.parametrize(
    ("challenge_id", "specifier", "missing", "comes"),
    [
        pytest.param(challenge_id, specifier, *(sql.format(*ids) for sql in statements), id=f"{challenge_id}: {what}")
        for challenge_id, sources in SOURCES.items()
        for what, specifier, statements, ids in sources
    ],
)
def test_what_comes_later_is_found_and_nothing_else_is_read(
    platform: World, request: pytest.FixtureRequest, challenge_id: str, specifier: str, missing: str, comes: str
) -> None:
    platform.run(missing)
    load_all(platform)
    assert specifier not in platform.specifiers(challenge_id)
    assert (load_one(platform, challenge_id).scopes, load_one(platform, challenge_id).new) == (0, 0)

    new_block(platform, 700)
    platform.run(comes)
    result = load_one(platform, challenge_id)

    scopes = 2 if request.node.callspec.id in BOTH_SIDES else 1
    assert (result.scopes, result.full_read_reason) == (scopes, None)
    assert (result.new, specifier in platform.specifiers(challenge_id)) == (1, True)
    assert load_one(platform, challenge_id, full=True, dry_run=True).new == 0


def test_every_challenge_with_a_changes_view_is_tried(world: World) -> None:
    assert sorted(SOURCES) == world.incremental()


def test_a_challenge_that_declares_no_changes_is_read_in_full(platform: World) -> None:
    load_all(platform)
    results = platform.load()
    assert {challenge_id for challenge_id, result in results.items() if result.scopes is None} == {"t", "tt", "tut"}
    assert platform.load("tut", clock=FRIDAY)["tut"].error is None
    assert platform.load("tt", clock=FRIDAY)["tt"].new == 2


def test_a_row_without_a_block_is_read_once_after_each_change(platform: World) -> None:
    load_all(platform)
    platform.add("comments", comment_id=3, user_id=5, blocknumber=None)
    assert [(result.scopes, result.new) for result in (load_one(platform, "c"), load_one(platform, "c"))] == [
        (1, 1),
        (0, 0),
    ]
    platform.run("update comments set created_at = created_at - interval '7 days' where comment_id = 3")
    assert [(result.scopes, result.new) for result in (load_one(platform, "c"), load_one(platform, "c"))] == [
        (1, 1),
        (0, 0),
    ]


def test_more_of_the_marked_block_is_read(platform: World) -> None:
    load_all(platform)
    platform.add("comments", comment_id=3, user_id=5, blocknumber=600)
    assert load_one(platform, "c").new == 1


# Everything is read again


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param("delete from blocks where number = 600", "the chain was rolled back", id="the head is lower"),
        pytest.param(
            "update blocks set blockhash = 'another' where number = 600", "the chain was rolled back", id="another head"
        ),
        pytest.param(
            "update blocks set blockhash = 'another' where number = 600;"
            " insert into blocks (blockhash, number) values ('longer', 601)",
            "the chain was rolled back",
            id="another chain, longer",
        ),
        pytest.param(
            "update challenges set amount = '2' || amount",
            "its row in challenges, or its adoption, was changed",
            id="the amount",
        ),
        pytest.param(
            "update challenges set active = false",
            "its row in challenges, or its adoption, was changed",
            id="the activity",
        ),
        pytest.param(
            "update challenges_loader.finished_builds set rules_version = 'others'",
            "the views were changed",
            id="the rules",
        ),
        pytest.param(
            "delete from user_challenges", "a reward was taken away or changed by somebody else", id="rewards deleted"
        ),
        pytest.param(
            "update user_challenges set completed_at = completed_at - interval '1 day'",
            "a reward was taken away or changed by somebody else",
            id="rewards moved",
        ),
        pytest.param(
            "truncate user_challenges", "a reward was taken away or changed by somebody else", id="rewards truncated"
        ),
        pytest.param(
            "update challenges_loader.watermarks set transaction_id = '99999999999'",
            "the database was restored from a dump",
            id="a dump restored",
        ),
    ],
)
def test_what_makes_everything_be_read_again_once(platform: World, change: str, reason: str) -> None:
    load_all(platform)
    platform.run(change)

    first, second = load_all(platform), platform.load()

    assert {first[challenge_id].scopes for challenge_id in platform.incremental()} == {None}
    assert {first[challenge_id].full_read_reason for challenge_id in platform.incremental()} == {reason}
    assert {second[challenge_id].full_read_reason for challenge_id in platform.incremental()} == {None}
    assert None not in {second[challenge_id].scopes for challenge_id in platform.incremental()}


def test_a_reward_that_was_deleted_is_minted_again(platform: World) -> None:
    load_all(platform)
    platform.run("delete from user_challenges where challenge_id = 'cp' and specifier = '2:a'")
    results = platform.load()
    assert (results["cp"].new, results["cp"].full_read_reason) == (
        1,
        "a reward was taken away or changed by somebody else",
    )
    assert {results[challenge_id].scopes for challenge_id in platform.incremental() if challenge_id != "cp"} == {0}


def test_what_a_rollback_took_back_is_seen(platform: World) -> None:
    platform.run("update comments set is_visible = false, blocknumber = 600 where comment_id = 1")
    platform.load()
    platform.run("update comments set is_visible = true, blocknumber = 500 where comment_id = 1")
    platform.run("delete from blocks where number = 600")
    assert load_one(platform, "c").new == 1


def test_building_the_views_anew_is_noticed_only_where_they_changed(platform: World) -> None:
    load_all(platform)
    assert failures(run_dbt("run")) == []
    assert load_one(platform, "c").scopes == 0

    platform.run(
        "create or replace view challenges.stg_remixes as"
        " select parent_track_id, child_track_id from remixes where parent_track_id > 0"
    )
    assert failures(run_dbt("run")) == []
    assert load_one(platform, "c").scopes == 0  # it is what it was

    platform.run(
        "create or replace view challenges.stg_remixes as"
        " select parent_track_id, child_track_id from remixes where parent_track_id > 0"
    )
    platform.note_views()
    assert load_one(platform, "c").scopes == 0
    assert load_one(platform, "cs").full_read_reason == "the views were changed"


def test_an_event_that_goes_to_another_host_makes_room_for_the_former_one(platform: World) -> None:
    five_wins(platform)
    load_all(platform)
    assert "a:32" not in platform.specifiers("w")  # the sixth of the host

    new_block(platform, 700)
    platform.run("update events set user_id = 4, blocknumber = 700 where event_id = 7")

    assert load_one(platform, "w").scopes == 2
    assert "a:32" in platform.specifiers("w")


def test_an_event_that_is_deleted_makes_room_for_its_host(platform: World) -> None:
    five_wins(platform)
    load_all(platform)
    platform.run("delete from events where event_id = 7")
    assert (load_one(platform, "w").scopes, "a:32" in platform.specifiers("w")) == (1, True)


def five_wins(world: World) -> None:
    """Let host 7 name five winners in one contest and a sixth in another."""
    for winner in range(51, 56):
        world.users(winner)
        world.track(winner, owner_id=winner)
    world.users(50)
    world.track(50, owner_id=50)
    world.add("events", event_id=7, user_id=7, event_data={"winners": list(range(51, 56))})
    world.add("events", event_id=10, user_id=7, event_data={"winners": [50]}, updated_at=NOON + timedelta(hours=1))


# Several writers


@pytest.mark.parametrize(
    ("challenge_id", "writes"),
    [
        pytest.param(
            "c",
            [
                "insert into blocks (blockhash, number) values ('block-700', 700)",
                "update comments set is_visible = true, blocknumber = 700 where comment_id = 1",
            ],
            id="a block",
        ),
        pytest.param("cs", ["insert into remixes (parent_track_id, child_track_id) values (10, 11)"], id="a remix"),
        pytest.param("b", ["update sol_purchases set is_valid = true where buyer_user_id = 2"], id="a purchase"),
        pytest.param("w", ["update events set user_id = 4 where event_id = 7"], id="a former host"),
        pytest.param("c", ["delete from user_challenges where challenge_id = 'c'"], id="a reward taken away"),
    ],
)
def test_what_is_committed_while_a_load_runs_is_found_by_the_next(
    platform: World, challenge_id: str, writes: list[str]
) -> None:
    five_wins(platform)
    platform.run("update comments set is_visible = false where comment_id = 1")
    platform.run("delete from remixes where child_track_id = 11")
    platform.run("update sol_purchases set is_valid = null where buyer_user_id = 2")
    platform.load()
    with connect() as indexer, indexer.transaction():
        for statement in writes:
            indexer.execute(statement)
        # Others write meanwhile, with later numbers of transactions, and the loads go on.
        new_block(platform, 650)
        assert load_one(platform, challenge_id).new == 0
        platform.run("update sol_purchases set slot = slot where buyer_user_id = 3")
        new_block(platform, 651)
        assert load_one(platform, challenge_id).new == 0
        platform.load()
    load_one(platform, "cp")  # what one challenge has read is not forgotten before the others have
    assert load_one(platform, challenge_id).new == 1


@pytest.mark.parametrize(("role", "awaited"), [("origin", "advisory"), ("replica", "transactionid")])
def test_a_reward_that_another_session_mints_at_the_same_time_is_not_minted_twice(
    platform: World, role: str, awaited: str
) -> None:
    """A writer with triggers off takes no lock: then PostgreSQL refuses the later one of the two."""
    results: dict[str, ChallengeLoad] = {}

    def load_elsewhere() -> None:
        with connect() as connection:
            results.update(World(connection).load("cp"))

    with platform.connection.transaction():
        platform.run("select set_config('session_replication_role', %s, true)", role)
        platform.add("user_challenges", challenge_id="cp", specifier="2:a", user_id=2, completed_blocknumber=500)
        loader = threading.Thread(target=load_elsewhere)
        loader.start()
        platform.wait_for(f"select 1 from pg_locks where locktype = '{awaited}' and not granted")
    loader.join()

    assert (results["cp"].error, results["cp"].new, results["cp"].already_right) == (None, 1, 1)
    assert platform.specifiers("cp") == ["2:a", "3:14"]
    assert load_one(platform, "cp").scopes == 0


# The watermark


def test_a_load_that_fails_leaves_the_watermark_where_it_was(platform: World) -> None:
    load_all(platform)
    before = watermarks(platform)
    platform.run(
        "create function refuse() returns trigger language plpgsql as $$ begin raise 'not today'; end $$;"
        " create trigger refuse after insert on user_challenges for each row execute function refuse()"
    )
    platform.add("comments", comment_id=3, user_id=5, blocknumber=700)

    assert "not today" in (load_one(platform, "c").error or "")
    assert watermarks(platform) == before
    platform.run("drop trigger refuse on user_challenges")
    assert load_one(platform, "c").new == 1


def test_a_load_whose_connection_is_lost_leaves_the_watermark_where_it_was(platform: World) -> None:
    load_all(platform)
    before = watermarks(platform)
    platform.run(
        "create function hang_up() returns trigger language plpgsql as"
        " $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;"
        " create trigger hang_up after insert on user_challenges for each row execute function hang_up()"
    )
    platform.add("comments", comment_id=3, user_id=5, blocknumber=700)
    with connect() as connection, pytest.raises(ChallengesError, match="connection was lost"):
        World(connection).load("c")

    assert watermarks(platform) == before
    platform.run("drop trigger hang_up on user_challenges")
    assert load_one(platform, "c").new == 1


def test_a_dry_run_moves_no_watermark(platform: World) -> None:
    assert {result.new for result in platform.load(dry_run=True).values()} == {0, 2, 4, 6}
    assert watermarks(platform) == []
    platform.load()
    before = watermarks(platform)
    platform.add("comments", comment_id=3, user_id=5, blocknumber=700)

    assert load_one(platform, "c", dry_run=True).new == 1
    assert watermarks(platform) == before
    assert load_one(platform, "c").new == 1


def test_a_load_with_nothing_new_writes_its_own_record_alone(platform: World) -> None:
    load_all(platform)
    before = watermarks(platform)

    def transactions_begun_by_a_load() -> int:
        counts = []
        for _ in range(2):
            platform.load()
            counts += platform.rows("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        return counts[1][0] - counts[0][0]

    rewards = platform.rows("select ctid, xmin, * from user_challenges")
    # The record of its beginning, of the challenges, and of its end; the server itself may begin one now and then.
    assert min(transactions_begun_by_a_load() for _ in range(5)) <= 3
    assert watermarks(platform) == before
    assert platform.rows("select ctid, xmin, * from user_challenges") == rewards


def test_notes_are_forgotten_once_every_challenge_has_read_them(platform: World) -> None:
    load_all(platform)
    platform.run("update sol_purchases set is_valid = is_valid")
    platform.run("delete from user_challenges where challenge_id = 'cp'")
    notes = (
        "select (select count(*) from challenges_loader.changed_rows),"
        " (select count(*) from challenges_loader.full_reads)"
    )
    new_block(platform, 700)

    platform.load("b", "cp")
    assert 0 not in platform.rows(notes)[0]
    platform.load()
    # If the server itself began a transaction meanwhile, it takes another block.
    for number in range(701, 706):
        if platform.rows(notes) != [(0, 0)]:
            new_block(platform, number)
            platform.load()
    assert platform.rows(notes) == [(0, 0)]


def test_no_note_is_forgotten_while_a_challenge_has_no_watermark(platform: World) -> None:
    """Its first load may be under way elsewhere, with a snapshot that is older than the note."""
    load_all(platform)
    platform.run("delete from challenges_loader.watermarks where challenge_id = 's'")
    platform.run("update sol_purchases set is_valid = is_valid")
    others = [challenge_id for challenge_id in platform.incremental() if challenge_id != "s"]
    for number in range(700, 706):
        new_block(platform, number)
        platform.load(*others)

    assert platform.rows("select count(*) > 0 from challenges_loader.changed_rows") == [(True,)]
    platform.load()
    for number in range(706, 712):
        new_block(platform, number)
        platform.load()
    assert platform.rows("select count(*) from challenges_loader.changed_rows") == [(0,)]


def test_every_declared_part_is_one_of_changed_users(world: World) -> None:
    query = "select unnest(string_to_array(changed_tables, ',')) from challenges.challenge_views"
    assert {name for (name,) in world.rows(query)} <= set(PARTS)


def test_a_challenge_that_dbt_does_not_have_any_more_keeps_no_notes(platform: World) -> None:
    platform.run("insert into challenges_loader.watermarks values ('gone', 1, null, '1', '', '')")
    load_all(platform)
    assert "gone" not in [challenge_id for challenge_id, *_ in watermarks(platform)]


def test_a_load_whose_clock_is_before_the_adoption_date_moves_no_watermark(platform: World) -> None:
    """A purchase without a time qualified at the clock: it is payable as soon as that has passed the adoption date."""
    platform.load()
    adopt(platform.connection, views_schema(), ["b"], since=FRIDAY)
    platform.run("update sol_purchases set created_at = null where buyer_user_id = 2")
    platform.run("delete from user_challenges where challenge_id = 'b'")

    assert load_one(platform, "b", clock=WEDNESDAY).new == 0
    assert load_one(platform, "b", clock=FRIDAY).new == 1


# The description


def sources_above(name: str, nodes: dict[str, Any], changes: str = "") -> set[str]:
    """Return the sources and seeds that a model reads, directly or through others, as schema and table of the project.

    Not through the view of its changes: a parent so that a build of the challenge is a build of that view too.
    """
    above: set[str] = set()
    for parent in nodes[name].depends_on.nodes:
        if parent.startswith(("source.", "seed.")):
            above.add(".".join(parent.split(".")[-2:]))
        elif parent != f"model.challenges.{changes}":
            above |= sources_above(parent, nodes, changes)
    return above


def test_the_description_names_every_source_and_how_its_change_is_seen(
    template: tuple[str, list[Any]], world: World
) -> None:
    nodes = {result.node.unique_id: result.node for result in template[1]}
    text = (PROJECT / "docs" / "changes.md").read_text()
    described = {
        (challenge_id.strip("`"), table, seen_by)
        for ids, table, seen_by in re.findall(r"^\| (`.*?`) \| `(\w+)` \| ([\w ]+) \|", text, re.M)
        for challenge_id in ids.split(", ")
    }
    found = set()
    for challenge_id, view, changes, declared, also_writes in world.rows(
        "select challenge_id, view_name, changes_view, coalesce(changed_tables, ''), also_writes_table"
        " from challenges.challenge_views where changes_view is not null"
    ):
        own = "" if changes == "changed_users" else nodes[f"model.challenges.{changes}"].raw_code
        parts = [name for name in PARTS if name in declared.split(",") or f"'{name}'" in own]
        code = own + "".join(PARTS[name] for name in parts)
        # For all challenges alike: the catalog, the head block, what is minted, and what the loader writes itself.
        everywhere = {"platform.challenges", "platform.blocks", "platform.user_challenges", f"platform.{also_writes}"}
        everywhere |= {"loader.adoptions", "loader.challenge_status", "loader.changed_ranges"}
        read = sources_above(f"model.challenges.{view}", nodes, changes) - everywhere
        names = {name for source in read for name in PLATFORM_VIEWS.get(source, [source])}
        for name in names:
            table = name.split(".")[1]
            names_in_code = [table, "acts"] if table in ("saves", "reposts") else [table]
            if any(f"is_changed('{asked}')" in code for asked in names_in_code):
                found.add((challenge_id, table, "block"))
            if f"table_name = '{table}'" in code or f"noted_rows('{table}'" in code:
                found.add((challenge_id, table, "note"))
            if (challenge_id, table) in NOT_SEEN:
                found.add((challenge_id, table, "not seen"))
        if not re.search(r"is_changed|is_noted|noted_rows", code):
            read_each_time = sources_above(f"model.challenges.{changes}", nodes) - {"platform.user_challenges"}
            found |= {(challenge_id, name.split(".")[1], "each load") for name in read_each_time}
        assert {name.split(".")[1] for name in names} == {table for one, table, _ in found if one == challenge_id}
    assert found == described
