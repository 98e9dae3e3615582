"""Play milestones, from the platform's monthly counts to user_challenges."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.world import NOON, WEDNESDAY

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.once
MILESTONES = ("p1", "p2", "p3")
ROWS = (
    "select challenge_id, specifier, is_complete, current_step_count from user_challenges"
    " order by challenge_id, specifier"
)
HEAD = 900


@pytest.fixture
def artist(world: World) -> World:
    """A verified artist with two tracks."""
    world.users(1, is_verified=True)
    world.track(10, owner_id=1)
    world.track(11, owner_id=1)
    world.add("blocks", blockhash="head", number=HEAD)
    return world


def play(world: World, track_id: int, count: int, month: str = "2026-05-01", country: str = "") -> None:
    """Add plays to a monthly count, as the platform does when a play comes: one play stands for them all here."""
    world.run("insert into plays (play_item_id) values (%s)", track_id)
    world.run(
        "insert into aggregate_monthly_plays as counts (play_item_id, timestamp, count, country)"
        " values (%s, %s, %s, %s)"
        " on conflict (play_item_id, timestamp, country) do update set count = counts.count + excluded.count",
        track_id,
        date.fromisoformat(month),
        count,
        country,
    )


def test_milestones_one_after_the_other(artist: World) -> None:
    play(artist, 10, 100)
    artist.load(*MILESTONES)
    assert artist.rows(ROWS) == [("p1", "1:250", False, 100)]

    play(artist, 11, 150, country="US")
    artist.load(*MILESTONES)
    assert artist.rows(ROWS) == [("p1", "1:250", True, 250), ("p2", "1:1000", False, 250)]
    assert artist.rewards("p1") == [("1:250", 1, 25, NOON, HEAD)]

    play(artist, 10, 750)
    later = WEDNESDAY + timedelta(hours=1)
    artist.load(*MILESTONES, clock=later)
    assert artist.rows(ROWS)[1:] == [("p2", "1:1000", True, 1000), ("p3", "1:10000", False, 1000)]
    assert artist.rewards("p2") == [("1:1000", 1, 100, NOON + timedelta(hours=1), HEAD)]


def test_all_three_in_one_load(artist: World) -> None:
    play(artist, 10, 12000)
    artist.load(*MILESTONES)
    assert [artist.rewards(name) for name in MILESTONES] == [
        [("1:250", 1, 25, NOON, HEAD)],
        [("1:1000", 1, 100, NOON, HEAD)],
        [("1:10000", 1, 1000, NOON, HEAD)],
    ]


@pytest.mark.parametrize(
    ("plays", "complete"), [(0, ""), (249, ""), (250, "p1"), (999, "p1"), (1000, "p1 p2"), (10000, "p1 p2 p3")]
)
def test_the_ends_of_each_milestone(artist: World, plays: int, complete: str) -> None:
    play(artist, 10, plays)
    artist.load(*MILESTONES)
    assert [row[0] for row in artist.rows(ROWS) if row[2]] == complete.split()


def test_only_plays_from_2025_of_undeleted_tracks_count(artist: World) -> None:
    play(artist, 10, 500, "2024-12-31")
    play(artist, 10, 1, "2025-01-01")
    play(artist, 11, 2)
    play(artist, 12, 500)  # nobody's
    artist.track(13, owner_id=1, is_delete=True)
    artist.track(14, owner_id=1, is_current=False)
    for track_id in (13, 14):
        play(artist, track_id, 500)
    artist.load(*MILESTONES)
    assert artist.rows(ROWS) == [("p1", "1:250", False, 3)]


def test_only_verified_artists_earn(artist: World) -> None:
    artist.users(2)
    artist.track(20, owner_id=2)
    play(artist, 20, 300)
    assert sum(result.new for result in artist.load(*MILESTONES).values()) == 0
    artist.run("update users set is_verified = true, blocknumber = %s where user_id = 2", artist.next_block())
    artist.load(*MILESTONES)
    assert artist.rows(ROWS) == [("p1", "2:250", True, 250), ("p2", "2:1000", False, 300)]


def test_a_count_beyond_an_integer(artist: World) -> None:
    for month in ("2025-01-01", "2025-02-01"):
        play(artist, 10, 2147483647, month)
    artist.load(*MILESTONES)
    assert artist.rows(ROWS) == [
        ("p1", "1:250", True, 250),
        ("p2", "1:1000", True, 1000),
        ("p3", "1:10000", True, 10000),
    ]


def test_the_catalogs_counts_decide_and_the_specifiers_stay(artist: World) -> None:
    artist.run("update challenges set step_count = 5 where id = 'p1'")
    artist.run("update challenges set step_count = 8 where id = 'p2'")
    play(artist, 10, 7)
    artist.load(*MILESTONES)
    assert artist.rows(ROWS) == [("p1", "1:250", True, 5), ("p2", "1:1000", False, 7)]


def test_an_inactive_milestone_before_does_not_hold_the_next_up(artist: World) -> None:
    artist.run("update challenges set active = false where id = 'p1'")
    play(artist, 10, 400)
    artist.load(*MILESTONES)
    assert artist.rows(ROWS) == [("p2", "1:1000", False, 400)]


def test_a_milestone_before_that_the_catalog_lacks(artist: World) -> None:
    artist.run("delete from challenges where id = 'p1'")
    play(artist, 10, 20000)
    artist.load("p2", "p3")
    assert artist.rows(ROWS) == [("p3", "1:10000", True, 10000)]


def test_another_step_count_of_the_milestone_before_is_noticed(artist: World) -> None:
    play(artist, 10, 100)
    artist.load(*MILESTONES)
    artist.run("update challenges set step_count = 50 where id = 'p1'")

    result = artist.load("p2")["p2"]

    assert (result.new, result.full_read_reason) == (1, "its row in challenges, or its adoption, was changed")


def test_only_artists_of_played_tracks_without_all_three_are_read(artist: World) -> None:
    for user_id, is_verified in ((2, True), (3, False), (4, True)):
        artist.users(user_id, is_verified=is_verified)
        artist.track(10 * user_id, owner_id=user_id)
        play(artist, 10 * user_id, 1)
    play(artist, 40, 20000)
    artist.load()
    play(artist, 10, 1)
    play(artist, 30, 1)  # of nobody verified
    play(artist, 40, 1)  # of somebody who has them all
    assert {name: artist.load(name)[name].scopes for name in MILESTONES} == dict.fromkeys(MILESTONES, 1)
    assert artist.rows(ROWS)[0] == ("p1", "1:250", False, 1)


def test_plays_that_move_to_another_owner_are_seen(artist: World) -> None:
    artist.users(2, is_verified=True)
    play(artist, 10, 30)
    play(artist, 11, 40)
    artist.load("p1")
    artist.run("update tracks set owner_id = 2, blocknumber = %s where track_id = 10", artist.next_block())
    assert artist.load("p1")["p1"].scopes == 2
    assert artist.rows(ROWS) == [("p1", "1:250", False, 40), ("p1", "2:250", False, 30)]


def test_a_corrected_count_is_seen_with_the_next_play_or_in_full(artist: World) -> None:
    play(artist, 10, 30)
    artist.load("p1")
    artist.run("update aggregate_monthly_plays set count = 20")
    play(artist, 11, 1)
    artist.load("p1")
    assert artist.rows(ROWS) == [("p1", "1:250", False, 21)]
    artist.run("delete from aggregate_monthly_plays")
    assert artist.load("p1", full=True)["p1"].error is None
    assert artist.rows(ROWS) == [("p1", "1:250", False, 21)]  # a row that its view no longer has stays


def test_two_current_rows_count_no_plays_twice(artist: World) -> None:
    artist.users(1, is_verified=True, txhash="again")
    artist.users(1, txhash="unverified")
    artist.track(10, owner_id=1, txhash="again")
    play(artist, 10, 200)
    results = artist.load(*MILESTONES)
    assert [results["p1"].unpayable, artist.rows(ROWS)] == [(), [("p1", "1:250", False, 200)]]


def test_a_milestone_of_the_earlier_system_stays(artist: World) -> None:
    artist.add("user_challenges", challenge_id="p1", specifier="1:250", user_id=1, current_step_count=0)
    artist.add(
        "user_challenges", challenge_id="p2", specifier="1:1000", user_id=1, is_complete=False, current_step_count=600,
        completed_at=None,
    )  # fmt: skip
    play(artist, 10, 300)
    artist.load(*MILESTONES)
    assert artist.rows(ROWS) == [("p1", "1:250", True, 0), ("p2", "1:1000", False, 300)]


def test_plays_of_nobody_known_count_and_are_noted_once_for_a_statement(artist: World) -> None:
    artist.load("p1")
    artist.run("insert into aggregate_monthly_plays (play_item_id, timestamp, count) values (10, '2026-05-01', 100)")
    artist.run("insert into plays (play_item_id, user_id) select 10, null from generate_series(1, 100)")
    assert artist.rows("select table_name, last_id - first_id from challenges_loader.changed_ranges") == [("plays", 99)]
    assert artist.load("p1")["p1"].new == 1


def test_notes_of_plays_are_forgotten_once_every_challenge_has_read_them(artist: World) -> None:
    artist.load()
    play(artist, 10, 5)
    for _ in range(5):  # the server itself may begin a transaction meanwhile
        artist.next_block()
        artist.load()
    assert artist.rows("select * from challenges_loader.changed_ranges") == []


def test_a_former_owner_who_cannot_be_noted_fails_nothing(artist: World) -> None:
    artist.load("p1")
    artist.run("alter table challenges_loader.changed_rows add constraint refuse check (false) not valid")
    artist.run("update tracks set owner_id = 2 where track_id = 11")
    reasons = "select reason from challenges_loader.full_reads order by id"
    assert artist.rows(reasons) == [("a change of tracks could not be noted",)]
    assert artist.load("p1")["p1"].full_read_reason == "a change of tracks could not be noted"


def test_a_second_load_writes_nothing(artist: World) -> None:
    play(artist, 10, 300)
    artist.load(*MILESTONES)
    before = artist.rows("select ctid, xmin from user_challenges")
    artist.load(*MILESTONES, full=True, clock=WEDNESDAY + timedelta(hours=1))
    assert artist.rows("select ctid, xmin from user_challenges") == before
