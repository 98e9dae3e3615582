"""Limits on what may be minted in 24 hours, by the ledger: more than that is not written, but reported."""

from __future__ import annotations

import json
from datetime import timedelta, timezone
from typing import Any

import pytest
from psycopg import sql

from loader.errors import UnknownChallengeError
from loader.limits import limits_used
from loader.migrate import read_migrations
from tests.catalog import CATALOG
from tests.test_cli import run
from tests.world import FRIDAY, WEDNESDAY, World


def limit(world: World, challenge_id: str, rewards: int, audio: int) -> None:
    statement = "update challenges.catalog set limit_rewards = %s, limit_audio = %s where id = %s"
    world.run(statement, rewards, audio, challenge_id)


def comments(world: World, *user_ids: int) -> None:
    world.users(*user_ids)
    for user_id in user_ids:
        world.add("comments", comment_id=user_id, user_id=user_id, blocknumber=user_id)


def watermark(world: World) -> list[tuple[Any, ...]]:
    return world.rows("select block_number from challenges_loader.watermarks where challenge_id = 'c'")


def test_the_limits_of_the_catalog() -> None:
    """Every challenge has both limits. Some are checked by value."""
    limits = {key: (int(row["limit_rewards"]), int(row["limit_audio"])) for key, row in CATALOG.items()}
    agreed = {"c": (5000, 5000), "cs": (200, 200000), "b": (2000, 25000), "s": (2000, 100000), "tt": (10, 10000)}
    assert limits == limits | agreed
    assert min(min(pair) for pair in limits.values()) > 0


@pytest.mark.parametrize(("rewards", "audio"), [(2, 100), (100, 2)])
def test_a_load_that_would_exceed_a_limit_mints_nothing_of_that_challenge(
    world: World, rewards: int, audio: int
) -> None:
    comments(world, 2)
    world.load()
    before = watermark(world)
    comments(world, 3, 4)
    world.track(10, owner_id=3, pinned_comment_id=2, blocknumber=4)
    world.run("update users set is_verified = true where user_id = 3")
    world.run("update comments set entity_id = 10")
    limit(world, "c", rewards, audio)

    results = world.load()

    result = results["c"]
    assert (result.outcome, result.new, result.audio) == ("over_limit", 0, 0)
    assert result.error is not None
    assert "2 rewards and 2 AUDIO are due, 1 reward and 1 AUDIO were minted in the last 24 hours" in result.error
    assert "If they are right, run `challenges load --challenge c --over-limit c`" in result.error
    assert world.specifiers("c") == ["2:202621"]
    assert watermark(world) == before
    assert (results["cp"].new, world.specifiers("cp")) == (1, ["2:a"])
    assert world.rows(
        "select outcome, new from challenges_loader.challenge_loads where load_id = 2 and challenge_id = 'c'"
    ) == [("over_limit", 0)]

    assert world.load(over_limit=["c"])["c"].new == 2
    assert world.specifiers("c") == ["2:202621", "3:202621", "4:202621"]
    assert watermark(world) == [(4,)]


def test_what_just_reaches_the_limit_is_minted(world: World) -> None:
    comments(world, 2, 3)
    limit(world, "c", 2, 2)
    assert world.load()["c"].new == 2


def test_all_loads_of_24_hours_share_a_limit(world: World) -> None:
    """Many small loads may mint no more than one large load, even with --as-of."""
    limit(world, "c", 3, 100)
    minted = []
    for user_id in range(2, 8):
        comments(world, user_id)
        minted.append(world.load("c", clock=WEDNESDAY + timedelta(days=30 * user_id))["c"].new)
    assert minted == [1, 1, 1, 0, 0, 0]
    assert world.load("c")["c"].outcome == "over_limit"


def test_there_is_room_again_after_24_hours_as_the_message_says(world: World) -> None:
    limit(world, "c", 2, 100)
    for user_id in (2, 3):
        comments(world, user_id)
        world.load("c")
    comments(world, 4)
    world.run(
        "update challenges_loader.challenge_loads"
        " set recorded_at = now() - interval '24 hours' + case load_id when 1 then 10 else 20 end * interval '1 minute'"
    )
    ((room_at,),) = world.rows("select min(recorded_at) + interval '24 hours' from challenges_loader.challenge_loads")

    error = world.load("c")["c"].error or ""
    assert f"There is room again after {room_at.astimezone(timezone.utc):%Y-%m-%d %H:%M:%S} UTC." in error

    later(world, "11 minutes")
    assert world.load("c")["c"].new == 1
    comments(world, 5, 6)
    assert world.load("c")["c"].outcome == "over_limit"
    comments(world, 7)
    assert "That is more than fits in 24 hours" in (world.load("c")["c"].error or "")


def later(world: World, interval: str) -> None:
    """Move the loads in the ledger so much further into the past."""
    world.run("update challenges_loader.challenge_loads set recorded_at = recorded_at - %s::interval", interval)


def test_what_was_let_through_does_not_count(world: World) -> None:
    comments(world, 2, 3, 4)
    limit(world, "c", 1, 1)
    assert world.load("c", over_limit=["c"])["c"].new == 3
    comments(world, 5)
    assert world.load("c")["c"].new == 1
    comments(world, 6)
    assert world.load("c")["c"].outcome == "over_limit"


def test_rewards_of_others_and_rewards_taken_away_change_no_room(world: World) -> None:
    world.users(8)
    world.add("user_challenges", challenge_id="c", specifier="8:202621", user_id=8, completed_blocknumber=1)
    limit(world, "c", 1, 1)
    comments(world, 2)
    assert world.load("c")["c"].new == 1
    world.run("delete from user_challenges where challenge_id = 'c'")
    assert world.load("c")["c"].outcome == "over_limit"
    later(world, "25 hours")
    assert world.load("c")["c"].new == 1


def test_progress_does_not_count_and_completed_rewards_do(world: World) -> None:
    world.offer({"specifier": "a", "is_complete": False, "amount": 5}, {"specifier": "b", "is_complete": False})
    limit(world, "x", 1, 5)
    assert (world.load()["x"].new, world.load()["x"].minted) == (2, 0)
    world.offer({"specifier": "a", "amount": 5}, {"specifier": "b"})
    assert world.load()["x"].outcome == "over_limit"
    world.offer({"specifier": "a", "amount": 5})
    result = world.load()["x"]
    assert (result.updated, result.minted, result.audio) == (1, 1, 5)
    assert world.rows("select minted from challenges_loader.challenge_loads where updated = 1") == [(1,)]
    # Progress is written if a limit is reached, but not if something else of the load would exceed it.
    world.offer({"specifier": "c", "is_complete": False})
    assert world.load()["x"].new == 1
    world.offer({"specifier": "d", "is_complete": False}, {"specifier": "e"})
    assert world.load()["x"].outcome == "over_limit"
    assert world.specifiers("x") == ["a", "b", "c"]


def test_the_ledger_keeps_what_a_limit_needs(world: World) -> None:
    """A load that wrote nothing is deleted; the sum of the day is not lost with it."""
    limit(world, "c", 2, 100)
    comments(world, 2)
    world.load("c")
    for challenge_id in ("c", "b"):
        world.run("update challenges set active = false where id = %s", challenge_id)
        world.load("c")
        world.run("update challenges set active = true where id = %s", challenge_id)
        world.load("c")
    comments(world, 3)
    assert world.load("c")["c"].new == 1
    comments(world, 4)
    assert world.load("c")["c"].outcome == "over_limit"


def test_a_clock_of_the_server_that_was_wrong_gives_no_room(world: World) -> None:
    limit(world, "c", 3, 100)
    for user_id in (2, 3, 4):
        comments(world, user_id)
        world.load("c")
    world.run("update challenges_loader.challenge_loads set recorded_at = now() + interval '2 days' where load_id = 2")
    comments(world, 5)
    assert world.load("c")["c"].outcome == "over_limit"


def test_a_clock_of_the_server_that_goes_back_gives_no_room(world: World) -> None:
    """As after a failover: the first load of the day has a later time than those that follow it."""
    limit(world, "c", 3, 100)
    comments(world, 2, 3)
    world.load("c")
    later(world, "-10 minutes")
    comments(world, 4)
    assert world.load("c")["c"].new == 1
    comments(world, 5)
    assert world.load("c")["c"].outcome == "over_limit"
    later(world, "24 hours")
    assert world.load("c")["c"].outcome == "over_limit"
    later(world, "11 minutes")
    assert world.load("c")["c"].new == 1


def test_the_sum_of_a_day_is_read_from_two_rows(world: World) -> None:
    """Even if the ledger has 100,000 loads of the last 24 hours, of 23 challenges."""
    world.run(
        "insert into challenges_loader.challenge_loads (challenge_id, load_id, started_at, seconds, new, updated,"
        " already_right, rows_also_written, unpayable, audio, outcome, minted, recorded_at, limited_rewards,"
        " limited_audio) select 'x' || number % 23, number, at, 0, 1, 0, 0, 0, 0, 1, 'ok', 1, at, number / 23,"
        " number / 23 from generate_series(1, 100000) as number,"
        " lateral (select now() - interval '1 day' + number * interval '0.8 seconds') as times (at)"
    )
    world.run(
        "insert into challenges_loader.challenge_status (challenge_id, load_id, loaded_at, outcome, limited_rewards,"
        " limited_audio) select 'x' || number, 100000, now(), 'ok', 4348, 4348 from generate_series(0, 22) as number"
    )
    world.run("analyze challenges_loader.challenge_loads, challenges_loader.challenge_status")
    statement = limits_used(sql.Literal("x7"))
    (used,) = world.connection.execute(statement).fetchall()
    assert used == (4348, 4348)
    ((plan,),) = world.connection.execute(
        sql.SQL("explain (analyze, buffers, format json) {}").format(statement)
    ).fetchall()
    assert plan[0]["Plan"]["Shared Hit Blocks"] + plan[0]["Plan"]["Shared Read Blocks"] <= 10


def test_loads_of_release_1_count_in_full_for_24_hours(world: World) -> None:
    """That release does not record what a person let through."""
    limit(world, "c", 2, 100)
    comments(world, 2)
    world.load("c")
    comments(world, 3, 4, 5)
    world.load("c", over_limit=["c"])
    world.run(
        "update challenges_loader.challenge_loads set started_at = now() - (3 - load_id) * interval '13 hours'"
        " + interval '12 hours'"
    )
    world.run("alter table challenges_loader.challenge_status drop limited_rewards, drop limited_audio")
    world.run(
        "alter table challenges_loader.challenge_loads drop recorded_at, drop minted, drop may_exceed_limit,"
        " drop limited_rewards, drop limited_audio"
    )
    (migration,) = (one for one in read_migrations() if one.name.startswith("0021"))
    for _ in range(2):
        world.run(migration.text)

    comments(world, 6)
    assert "4 rewards and 4 AUDIO were minted in the last 24 hours" in (world.load("c")["c"].error or "")
    later(world, "12 hours")
    assert "3 rewards and 3 AUDIO were minted in the last 24 hours" in (world.load("c")["c"].error or "")


def test_the_ledgers_clean_up_keeps_the_last_24_hours(world: World) -> None:
    limit(world, "c", 1, 1)
    comments(world, 2)
    world.load("c")
    world.run(
        "update challenges_loader.challenge_loads set started_at = now() - interval '60 days',"
        " recorded_at = now() - interval '23 hours'"
    )
    world.run("update challenges_loader.loads set started_at = now() - interval '60 days', finished_at = null")
    world.load("c")
    comments(world, 3)
    assert world.load("c")["c"].outcome == "over_limit"


def test_a_limit_that_is_lowered_or_negative_stops_and_one_that_is_huge_does_not(world: World) -> None:
    comments(world, 2, 3)
    world.load("c")
    comments(world, 4)
    for rewards, audio in ((1, 100), (-5, 100), (100, -5), (0, 0)):
        limit(world, "c", rewards, audio)
        assert world.load("c")["c"].outcome == "over_limit"
    limit(world, "c", 2147483647, 9223372036854775807)
    assert world.load("c")["c"].new == 1


def test_two_challenges_are_let_through_at_once_and_each_alone_counts(world: World) -> None:
    comments(world, 2, 3)
    world.track(10, owner_id=4, pinned_comment_id=2)
    world.run("update comments set entity_id = 10 where comment_id = 2")
    world.users(4, is_verified=True)
    limit(world, "c", 0, 0)
    limit(world, "cp", 0, 0)
    results = world.load(over_limit=["c", "cp"])
    assert (results["c"].new, results["cp"].new) == (2, 1)
    assert world.rows(
        "select challenge_id, minted, may_exceed_limit from challenges_loader.challenge_loads"
        " where new > 0 and challenge_id in ('c', 'cp') order by 1"
    ) == [("c", 2, True), ("cp", 1, True)]


def test_what_is_over_a_limit_for_hours_is_one_line_of_the_ledger(world: World) -> None:
    limit(world, "c", 0, 0)
    for user_id in (2, 3, 4):
        comments(world, user_id)
        world.load("c")
    assert world.rows("select load_id from challenges_loader.challenge_loads where outcome = 'over_limit'") == [(1,)]
    assert "3 rewards and 3 AUDIO are due" in run("status").stderr


def test_the_status_shows_how_much_of_each_limit_is_used(world: World) -> None:
    comments(world, 2, 3)
    limit(world, "c", 5000, 6000)
    limit(world, "cp", 7, 8)
    world.load()
    statuses = {one["challenge_id"]: one for one in map(json.loads, run("status", "--json").stdout.splitlines())}
    fields = ("used_rewards", "limit_rewards", "used_audio", "limit_audio")
    assert [statuses["c"][name] for name in fields] == [2, 5000, 2, 6000]
    assert [statuses["cp"][name] for name in fields] == [0, 7, 0, 8]
    assert "2 of 5,000" in run("status").stdout


def test_unpayable_and_minted_rewards_do_not_count(world: World) -> None:
    world.offer({"specifier": "a"})
    world.load()
    world.offer({"specifier": "a"}, {"specifier": "b", "amount": -1}, {"specifier": "c"})
    limit(world, "x", 2, 2)
    assert world.load()["x"].new == 1


def test_a_challenge_without_a_limit_mints_nothing(world: World) -> None:
    comments(world, 2)
    world.run("delete from challenges.catalog where id = 'c'")
    result = world.load()["c"]
    assert (result.outcome, result.new) == ("over_limit", 0)
    assert result.error == (
        "it has no limit in seeds/catalog.csv. 1 reward and 1 AUDIO are due. Set limit_rewards and limit_audio, and"
        " run `dbt seed`. If they are right, run `challenges load --challenge c --over-limit c`"
    )
    assert "no limit set" in run("status").stdout
    assert world.load(over_limit=["c"])["c"].new == 1


def test_a_week_is_not_closed_by_a_load_that_may_not_mint_its_winners(world: World) -> None:
    for track_id in range(1, 4):
        world.users(track_id)
        world.track(track_id, owner_id=track_id)
        world.add("track_trending_scores", track_id=track_id, score=track_id)
    limit(world, "tt", 2, 10000)

    assert world.load("tt", clock=FRIDAY)["tt"].outcome == "over_limit"
    assert world.rows("select 1 from trending_results") == []

    assert world.load("tt", clock=FRIDAY, over_limit=["tt"])["tt"].rows_also_written == 3
    assert len(world.specifiers("tt")) == 3


def test_the_command_says_so_and_leaves_with_a_code_of_its_own(world: World) -> None:
    comments(world, 2, 3)
    limit(world, "c", 1, 100)

    for arguments in (["load", "--dry-run"], ["load"]):
        result = run(*arguments)
        assert result.exit_code == 4
        line = result.stdout.splitlines()[2].split()
        assert line[:4] == ["c", "first_weekly_comment", "OVER", "LIMIT"]
        assert result.stderr.startswith(
            "error: c first_weekly_comment minted nothing: it would exceed its limit. 2 rewards and 2 AUDIO are due"
        )
    assert run("status").exit_code == 1

    assert run("load", "--over-limit", "c").exit_code == 0
    assert len(world.specifiers("c")) == 2
    assert run("status").exit_code == 0


def test_a_failure_is_told_before_a_limit(world: World) -> None:
    comments(world, 2)
    limit(world, "c", 0, 0)
    world.run("delete from challenges where id = 'b'")
    assert run("load").exit_code == 1


def test_only_a_challenge_that_is_loaded_may_exceed_its_limit(world: World) -> None:
    with pytest.raises(UnknownChallengeError, match="cp may exceed its limit, but is not among those"):
        world.load("c", over_limit=["cp"])
    assert run("load", "--every", "1", "--over-limit", "c").exit_code == 2


def test_without_the_catalog_nothing_is_loaded(world: World) -> None:
    comments(world, 2)
    world.run("drop table challenges.catalog")
    assert run("load").exit_code == 3
    assert "Run `dbt seed`" in run("load").stderr
    assert world.specifiers("c") == []
