"""Limits on what one load may mint: more than that is not written, but reported."""

from __future__ import annotations

from typing import Any

import pytest

from loader.errors import UnknownChallengeError
from tests.catalog import CATALOG
from tests.test_cli import run
from tests.world import FRIDAY, World


def limit(world: World, challenge_id: str, rewards: int, audio: int) -> None:
    statement = "update challenges.catalog set limit_rewards = %s, limit_audio = %s where id = %s"
    world.run(statement, rewards, audio, challenge_id)


def comments(world: World, *user_ids: int) -> None:
    world.users(*user_ids)
    for user_id in user_ids:
        world.add("comments", comment_id=user_id, user_id=user_id, blocknumber=user_id)


def watermark(world: World) -> list[tuple[Any, ...]]:
    return world.rows("select block_number from challenges_loader.watermarks where challenge_id = 'c'")


def test_each_challenge_of_the_catalog_has_a_limit() -> None:
    for row in CATALOG.values():
        assert min(int(row["limit_rewards"]), int(row["limit_audio"])) > 0


@pytest.mark.parametrize(("rewards", "audio"), [(1, 100), (100, 1)])
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
    assert result.error == (
        f"it would mint 2 new rewards and 2 AUDIO, and one load may mint {rewards} and {audio} (seeds/catalog.csv). If"
        " that is right, run `challenges load --challenge c --over-limit c`"
    )
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


def test_rewards_that_become_complete_count_as_audio_not_as_new(world: World) -> None:
    world.offer({"specifier": "a", "is_complete": False, "amount": 5})
    limit(world, "x", 1, 0)
    assert world.load()["x"].new == 1
    world.offer({"specifier": "a", "amount": 5})
    assert world.load()["x"].outcome == "over_limit"
    limit(world, "x", 0, 5)
    assert world.load()["x"].updated == 1


def test_unpayable_and_minted_rewards_do_not_count(world: World) -> None:
    world.offer({"specifier": "a"})
    world.load()
    world.offer({"specifier": "a"}, {"specifier": "b", "amount": -1}, {"specifier": "c"})
    limit(world, "x", 1, 1)
    assert world.load()["x"].new == 1


def test_a_challenge_without_a_limit_mints_nothing(world: World) -> None:
    comments(world, 2)
    world.run("delete from challenges.catalog where id = 'c'")
    assert "one load may mint 0 and 0" in (world.load()["c"].error or "")
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
        line = result.stdout.splitlines()[3].split()
        assert (line[:5], line[-2:]) == (["c", "0", "0", "0", "0"], ["OVER", "LIMIT"])
        assert result.stderr.startswith(
            "error: c would exceed its limit, and nothing of it was minted: it would mint 2"
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
