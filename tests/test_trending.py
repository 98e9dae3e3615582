"""The weekly trending winners: frozen on a Friday, paid once, notified once; all or nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from loader.cli import main
from tests.world import FRIDAY, NOON, WEDNESDAY

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.once
WEEK = FRIDAY.date()


def scored(world: World, count: int, first: int = 1) -> None:
    """Add tracks 101, 102, ... of the active owners 1, 2, ..., the first with the best score."""
    for number in range(first, first + count):
        world.users(number)
        world.track(100 + number, owner_id=number)
        world.add("track_trending_scores", track_id=100 + number, score=1000 - number)


def results(world: World, kind: str = "TRACKS") -> list[tuple[Any, ...]]:
    return world.rows(
        "select rank, id, user_id, version, week from trending_results where type = %s order by rank", kind
    )


def test_a_friday_freezes_the_week(world: World) -> None:
    scored(world, 12)
    world.add("blocks", blockhash="head", number=900)

    result = world.load("tt", clock=FRIDAY)["tt"]

    assert results(world) == [(rank, str(100 + rank), rank, "pnagD", WEEK) for rank in range(1, 11)]
    paid = FRIDAY.replace(tzinfo=None)
    assert sorted(world.rewards("tt"), key=lambda reward: reward[1]) == [
        (f"2026-05-22:{rank}", rank, 1000 if rank <= 5 else 100, paid, 900) for rank in range(1, 11)
    ]
    assert (result.new, result.audio, result.rows_also_written) == (10, 5500, 10)


def test_the_notification_is_the_specified_one(world: World) -> None:
    scored(world, 1)
    world.add("blocks", blockhash="head", number=900)

    world.load("tt", clock=FRIDAY + timedelta(microseconds=999_999))

    at = FRIDAY.replace(tzinfo=None, microsecond=999_999)
    group_id = "trending:time_range:week:genre:all:rank:1:track_id:101:timestamp:1779451200"
    data = {"time_range": "week", "genre": "all", "rank": 1, "track_id": 101}
    assert world.notifications("trending") == [("101", group_id, at, 900, data, [1])]
    assert world.notifications("claimable_reward") == []


def test_underground_leaves_out_the_first_twenty_and_the_well_known(world: World) -> None:
    scored(world, 36)
    for user_id in range(1, 37):
        counts = {22: (1500, 0), 23: (0, 1500), 24: (None, 0), 25: (0, None)}.get(user_id, (1499, 1499))
        if user_id != 26:
            world.add("aggregate_user", user_id=user_id, follower_count=counts[0], following_count=counts[1])

    world.load("tut", clock=FRIDAY)

    winners = [21, *range(27, 36)]
    assert [(row[0], row[2]) for row in results(world, "UNDERGROUND_TRACKS")] == list(enumerate(winners, start=1))
    notifications = world.notifications("trending_underground")
    assert [row[5] for row in sorted(notifications, key=lambda row: row[4]["rank"])] == [[user] for user in winners]
    assert notifications[0][1] == (
        "trending_underground:time_range:week:genre:all:rank:1:track_id:121:timestamp:1779451200"
    )


@pytest.mark.parametrize("days", [0, 1, 3, 4])
def test_other_days_do_nothing(world: World, days: int) -> None:
    scored(world, 3)
    world.load(clock=WEDNESDAY + timedelta(days=days))
    assert (results(world), world.rewards("tt")) == ([], [])


@pytest.mark.parametrize(
    ("clock", "week"),
    [
        (FRIDAY.replace(hour=0, minute=0), WEEK),
        (FRIDAY.replace(hour=23, minute=59, second=59, microsecond=999_999), WEEK),
        (FRIDAY.replace(hour=0) - timedelta(microseconds=1), None),
        (FRIDAY.replace(hour=0) + timedelta(days=1), None),
    ],
)
def test_a_friday_is_one_in_utc(world: World, clock: Any, week: date | None) -> None:
    scored(world, 1)
    world.run("set timezone = 'Pacific/Auckland'")
    world.load("tt", clock=clock)
    assert [row[4] for row in results(world)] == ([week] if week else [])


def test_a_closed_week_is_left_alone_and_nothing_notifies_again(world: World) -> None:
    scored(world, 3)
    world.load(clock=FRIDAY)
    before = world.rows("select ctid, xmin from user_challenges"), world.rows("select max(id) from notification")

    scored(world, 3, first=4)
    world.run("update track_trending_scores set score = -score")
    result = world.load(clock=FRIDAY + timedelta(hours=9))

    assert [row[2] for row in results(world)] == [1, 2, 3]
    assert (
        world.rows("select ctid, xmin from user_challenges"),
        world.rows("select max(id) from notification"),
    ) == before
    assert (result["tt"].new, result["tt"].rows_also_written) == (0, 0)
    assert world.load("tt", clock=FRIDAY + timedelta(days=7))["tt"].new == 6


def test_a_week_closed_by_an_earlier_system_pays_nothing(world: World) -> None:
    scored(world, 3)
    world.add("trending_results", user_id=99, id="999", rank=7)
    world.load(clock=FRIDAY)
    assert world.rewards("tt") == []
    assert len(results(world)) == 1


@pytest.mark.parametrize(
    "other",
    [{"type": "UNDERGROUND_TRACKS"}, {"version": "other"}, {"week": date(2026, 5, 15)}, {"type": "PLAYLISTS"}],
)
def test_results_of_another_type_version_or_week_close_nothing(world: World, other: dict[str, Any]) -> None:
    scored(world, 1)
    world.add("trending_results", **({"user_id": 99, "id": "999"} | other))
    world.load("tt", clock=FRIDAY)
    assert len(world.rewards("tt")) == 1


def test_a_deactivated_owner_keeps_the_rank_and_earns_nothing(world: World) -> None:
    scored(world, 11)
    world.run("update users set is_deactivated = true where user_id = 2")

    world.load("tt", clock=FRIDAY)

    assert [row[2] for row in results(world)] == list(range(1, 11))
    assert "2026-05-22:2" not in world.specifiers("tt")
    assert len(world.rewards("tt")) == 9
    world.run("update users set is_deactivated = false")
    assert world.load("tt", clock=FRIDAY)["tt"].new == 0


def test_an_owner_with_several_winning_tracks_earns_for_each(world: World) -> None:
    scored(world, 2)
    world.run("update tracks set owner_id = 1")
    world.load("tt", clock=FRIDAY)
    assert [reward[:3] for reward in world.rewards("tt")] == [("2026-05-22:1", 1, 1000), ("2026-05-22:2", 1, 1000)]


def test_equal_scores_are_ordered_by_the_higher_track_id_and_nan_is_no_score(world: World) -> None:
    scored(world, 3)
    world.run("update track_trending_scores set score = 5")
    world.run("update track_trending_scores set score = 'NaN' where track_id = 102")
    world.load("tt", clock=FRIDAY)
    assert [row[1] for row in results(world)] == ["103", "101"]


def test_two_current_rows_of_a_track_win_once(world: World) -> None:
    scored(world, 2)
    world.track(101, owner_id=2, txhash="again")
    world.run("update users set is_deactivated = true where user_id = 1")
    world.load("tt", clock=FRIDAY)
    assert [(row[1], row[2]) for row in results(world)] == [("101", 2), ("102", 2)]


def test_an_inactive_challenge_writes_neither(world: World) -> None:
    scored(world, 2)
    world.run("update challenges set active = false where id = 'tt'")
    world.load("tt", clock=FRIDAY)
    assert (results(world), world.rewards("tt")) == ([], [])


def test_the_amount_is_by_rank_not_by_the_catalog(world: World) -> None:
    scored(world, 6)
    world.run("update challenges set amount = '7' where id = 'tt'")
    world.load("tt", clock=FRIDAY)
    assert [reward[2] for reward in world.rewards("tt")] == [1000] * 5 + [100]


def test_after_a_failure_in_between_neither_is_there_and_the_next_load_completes_the_week(world: World) -> None:
    scored(world, 3)
    world.run(
        "create function refuse() returns trigger language plpgsql as $$"
        " begin if new.specifier = '2026-05-22:2' then raise 'no'; end if; return new; end $$"
    )
    for moment in ("before", "after"):
        world.run(f"create trigger refuse {moment} insert on user_challenges for each row execute function refuse()")
        assert world.load("tt", clock=FRIDAY)["tt"].error
        assert (results(world), world.rewards("tt"), world.notifications("trending")) == ([], [], [])
        world.run("drop trigger refuse on user_challenges")

    assert world.load("tt", clock=FRIDAY)["tt"].new == 3
    assert (len(results(world)), len(world.notifications("trending"))) == (3, 3)


def test_the_results_are_there_before_the_first_reward(world: World) -> None:
    scored(world, 3)
    world.run("create table seen (results bigint)")
    world.run(
        "create function look() returns trigger language plpgsql as $$"
        " begin insert into seen select count(*) from trending_results; return new; end $$"
    )
    world.run("create trigger look before insert on user_challenges for each row execute function look()")
    world.load("tt", clock=FRIDAY)
    assert world.rows("select * from seen") == [(3,)] * 3


def test_a_dry_run_freezes_nothing(world: World) -> None:
    scored(world, 3)
    assert world.load("tt", clock=FRIDAY, dry_run=True)["tt"].new == 3
    assert results(world) == []


def test_as_of_on_the_command_line(world: World) -> None:
    scored(world, 1)
    for as_of in ("2026-05-20", "2026-05-22T12:00:00Z"):
        result = CliRunner().invoke(main, ["load", "--challenge", "tt", "--as-of", as_of])
        assert result.exit_code == 0
    assert "1 row into trending_results" in result.stdout
    assert world.rows("select completed_at, created_at from user_challenges") == [(NOON + timedelta(days=2), FRIDAY)]


@pytest.mark.parametrize(
    ("as_of", "clock"),
    [
        ("2026-05-21T23:30:00-01:00", FRIDAY.replace(hour=0, minute=30)),
        ("2026-05-22T00:30:00", FRIDAY.replace(hour=0, minute=30)),
    ],
)
def test_as_of_knows_zones(world: World, as_of: str, clock: Any) -> None:
    scored(world, 1)
    CliRunner().invoke(main, ["load", "--challenge", "tt", "--as-of", as_of])
    assert world.rows("select created_at from user_challenges") == [(clock,)]


def test_an_as_of_that_is_no_time_is_wrong_usage(database: str) -> None:
    result = CliRunner().invoke(main, ["load", "--as-of", "friday"])
    assert result.exit_code == 2
    assert "'friday' does not match" in result.stderr


@pytest.mark.parametrize(
    "specifier",
    [
        "",
        "1",
        "2026-05-22",
        "2026-05-22:",
        "2026-05-22:x",
        "2026-05-22:01",
        "2026-05-22:99999999999999999999",
        "2026-02-31:1",
        "9999999-05-22:1",
        "2026-05-22:1:1",
        " 2026-05-22:1",
        "2026-05-22:2",  # no such result
        "2026-05-22:3",  # its track id is no number
        "2026-05-22:4",  # its track id is out of range
        "2026-05-22:5",  # its track id is null
    ],
)
@pytest.mark.parametrize("challenge_id", ["tt", "tut"])
def test_a_malformed_specifier_or_a_missing_result_never_fails_the_reward(
    world: World, challenge_id: str, specifier: str
) -> None:
    for kind in ("TRACKS", "UNDERGROUND_TRACKS"):
        for rank, track_id in ((1, "101"), (3, "x"), (4, "2147483648"), (5, None)):
            world.add("trending_results", user_id=1, id=track_id, rank=rank, type=kind)
    world.add("user_challenges", challenge_id=challenge_id, specifier=specifier, user_id=1, completed_blocknumber=1)
    assert world.notifications("trending") == world.notifications("trending_underground") == []


def test_each_challenge_looks_at_results_of_its_own_type(world: World) -> None:
    world.add("trending_results", user_id=1, id="303", type="TRACKS", version="other")
    world.add("trending_results", user_id=1, id="101", type="TRACKS")
    world.add("trending_results", user_id=1, id="202", type="UNDERGROUND_TRACKS")
    for challenge_id in ("tt", "tut"):
        world.add(
            "user_challenges",
            challenge_id=challenge_id,
            specifier="2026-05-22:1",
            user_id=1,
            completed_blocknumber=1,
        )
    assert [row[0] for row in world.notifications("trending")] == ["101"]
    assert [row[0] for row in world.notifications("trending_underground")] == ["202"]
