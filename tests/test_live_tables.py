"""dbt's tests of the live tables: each seen to fail on what this system minted, and to warn on what came before it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.dbt_runner import PROJECT, run_dbt
from tests.world import FRIDAY, NOON

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.once

BREACHES = {
    "no_cosigner_has_more_than_5_cosigns_in_30_days",
    "no_contest_has_more_than_5_winners",
    "no_host_has_more_than_5_winners_in_7_days",
    "no_track_has_more_than_20_tastemakers",
    "no_trending_rank_is_paid_twice",
    "no_referred_user_has_two_rewards",
    "no_referrer_has_more_audio_of_r_than_the_cap",
    "no_referrer_has_more_audio_of_rv_than_the_cap",
    "every_trending_amount_is_that_of_its_rank",
    "every_trending_reward_has_its_result",
    "every_specifier_is_of_its_format",
    "every_reward_has_its_time_and_block",
}
AMOUNTS = "every_amount_is_that_of_the_catalog"
EARNED_TODAY = "rewards_are_earned_by_todays_data"
SELF_DEALING = {"nobody_buys_from_themselves", "nobody_wins_an_own_contest"}


def mint(world: World, challenge_id: str, specifier: str, **values: Any) -> None:
    reward = {"challenge_id": challenge_id, "specifier": specifier, "user_id": 7, "completed_blocknumber": 1}
    (amount,) = world.rows("select amount::integer from challenges where id = %s", challenge_id)[0]
    world.add("user_challenges", **(reward | {"amount": amount} | values))


def break_every_rule(world: World) -> None:
    """Mint by hand what the views would never mint."""
    for number in range(6):  # exactly 30 days from the first to the last
        mint(world, "cs", f"1:{number + 1:x}", completed_at=NOON + timedelta(days=6 * number))
    for number in range(6):  # one contest, one a month
        mint(world, "w", f"a:{number + 1:x}", completed_at=NOON + timedelta(days=31 * number))
    for event_id in range(16, 22):  # one host, exactly 7 days from the first to the last
        world.add("events", event_id=event_id, user_id=5)
        mint(world, "w", f"{event_id:x}:7", completed_at=NOON + timedelta(days=1.4 * (event_id - 16)))
    for user_id in range(1, 22):
        mint(world, "t", f"{user_id:x}:t:64", completed_at=NOON + timedelta(days=user_id))
    world.add("trending_results", user_id=7, id="100", rank=1, week=date(2026, 5, 22))
    world.add("trending_results", user_id=7, id="101", rank=6, week=date(2026, 5, 22))
    mint(world, "tt", "2026-05-22:1", amount=1000)
    mint(world, "tt", "2026-05-22:01", amount=1000)  # twice, and without a result of its own
    mint(world, "tt", "2026-05-22:6", amount=1000)
    mint(world, "c", "202621:7")
    mint(world, "cp", "7:1", completed_blocknumber=None)
    mint(world, "w", "100:7", amount=999)
    mint(world, "r", "1:7")
    mint(world, "rv", "2:7")
    for referred in ("8", "9"):  # each as much as the cap
        mint(world, "r", f"7:{referred}", amount=5)
        mint(world, "rv", f"7:{referred}0", amount=5000)
    mint(world, "s", "7:1", amount=7)


def keep_every_rule(world: World) -> None:
    """Mint by hand what fills each cap to the brim."""
    for number in range(6):  # a microsecond more than 30 days from the first to the last
        late = timedelta(microseconds=number == 5)
        mint(world, "cs", f"1:{number + 1:x}", completed_at=NOON + timedelta(days=6 * number) + late)
    for number in range(5):
        mint(world, "w", f"a:{number + 1:x}", completed_at=NOON + timedelta(days=31 * number))
    for event_id in range(16, 22):
        world.add("events", event_id=event_id, user_id=5)
        late = timedelta(microseconds=event_id == 21)
        mint(world, "w", f"{event_id:x}:7", completed_at=NOON + timedelta(days=1.4 * (event_id - 16)) + late)
    for user_id in range(1, 21):
        mint(world, "t", f"{user_id:x}:t:64")
    for rank, amount in ((5, 1000), (6, 100)):
        world.add("trending_results", user_id=7, id="101", rank=rank, week=date(2026, 5, 22))
        mint(world, "tt", f"2026-05-22:{rank}", amount=amount)
    mint(world, "s", "7:1", amount=15)
    for referred in range(8, 13):
        mint(world, "r", f"7:{referred:x}")
    mint(world, "rv", "7:d")
    mint(world, "o", "7:gift", amount=9)


def run_tests(*options: str) -> list[Any]:
    """Run tests of dbt and return the results of those that did not pass."""
    results = run_dbt("test", "--indirect-selection", "cautious", *options)
    return [result for result in results if result.node.resource_type == "test" and result.status != "pass"]


def statuses(*options: str) -> dict[str, str]:
    """Return the status of each test of what was minted that did not pass."""
    results = run_tests("--select", "*_minted", "minted_*", "paid_*", "stg_challenges", *options)
    return {result.node.name: str(result.status) for result in results}


def test_what_this_system_minted_fails_its_test(world: World) -> None:
    break_every_rule(world)
    found = statuses()
    assert {name for name, status in found.items() if status == "fail"} == BREACHES
    assert {name for name, status in found.items() if status == "warn"} == {AMOUNTS}


def test_a_test_that_finds_rows_prints_examples(world: World) -> None:
    mint(world, "c", "2:202621", amount=100)
    for number in range(6):
        mint(world, "cs", f"1:{number + 1:x}")
    mint(world, "c", "\x1b[31m")
    statuses()  # it writes the profile
    command = ["dbt", "test", "--no-use-colors", "--select", "minted_rewards", "cosign_minted"]
    command[0] = str(Path(sys.executable).parent / "dbt")
    folder = str(PROJECT / "target" / "sandbox")
    places = ["--project-dir", str(PROJECT), "--profiles-dir", folder, "--log-path", folder]
    output = subprocess.run([*command, *places], capture_output=True, text=True, check=False).stdout
    lines = [line.partition("  ")[2] for line in output.splitlines() if " found {" in line]
    assert any(
        line.startswith(f"{AMOUNTS} found ") and '"specifier": "2:202621"' in line and '"amount": "100"' in line
        for line in lines
    )
    cap = [line for line in lines if line.startswith("no_cosigner_has_more_than_5_cosigns_in_30_days found ")]
    assert len(cap) == 1
    assert '"example": "1:1"' in cap[0]
    assert "\\u001b[31m" in output
    assert "\x1b[31m" not in output


def test_what_an_earlier_system_minted_only_warns(world: World) -> None:
    break_every_rule(world)
    found = statuses("--vars", "{earlier_system_until: '2030-01-01'}")
    assert set(found.values()) == {"warn"}
    assert {name for name in found if name.endswith("_earlier")} == {
        name.replace("_has_", "_had_").replace("_is_", "_was_") + "_earlier" for name in BREACHES
    }


def test_what_fills_a_cap_to_the_brim_passes(world: World) -> None:
    keep_every_rule(world)
    assert statuses() == {}


def test_self_dealing_is_paid_and_warned_of(world: World) -> None:
    world.users(1, is_verified=True)
    world.track(10, owner_id=1)
    world.add("events", event_id=1, user_id=1, event_data={"winners": [10]})
    world.add("sol_purchases", signature="s", buyer_user_id=1, content_id=10, amount=10**6, slot=1)

    loads = world.load()

    assert [loads[challenge_id].new for challenge_id in ("b", "s", "w")] == [1, 1, 1]
    results = run_dbt("test", "--select", "test_type:singular")
    found = {result.node.name: str(result.status) for result in results if result.node.resource_type == "test"}
    passed = dict.fromkeys((EARNED_TODAY, "every_one_shot_can_be_paid"), "pass")
    assert found == dict.fromkeys(SELF_DEALING, "warn") | passed


SPECIFIERS = {
    "b": ("33:bc2", "33:bc2:1"),
    "c": ("2bc:202653", "2bc:202654", "2bc:202600", "2bc:20261", "202621:2bc"),
    "cp": ("1f:bc3", "1f", "01f:bc3"),
    "cs": ("12d:be0", "12D:be0", "12d:t:be0"),
    "e": ("2bc2026052023", "2bc2026052024", "2bc2026023210", "2bc:2026052023", "02bc2026052023", "2bc202605202"),
    "m": ("2bc", "2bc:1", "0"),
    "o": ("2bc:gift-2026", "2bc:2", "2bc:Gift", "2bc:a234567890"),
    "r": ("1:2bc", "2bc", "1=>2bc"),
    "rd": ("2bc:1", "2bc:1:1", "2bc:"),
    "rv": ("1:2bc", "1:t:2bc"),
    "s": ("33:bc2", "33=>bc2", "33:0"),
    "t": ("29:t:bf4", "29:bf4", "29:s:bf4"),
    "tt": ("2026-05-22:1", "2026-05-22:0", "2026-05-22:01", "2026-13-22:1", "22-05-2026:1"),
    "tut": ("2026-05-22:10", "2026-05-22:11", "2026-05-22"),
    "w": ("3e8:130", "3e8:130 ", ""),
}


def test_each_challenge_has_its_format_of_specifiers(world: World) -> None:
    for challenge_id, specifiers in SPECIFIERS.items():
        for specifier in specifiers:
            mint(world, challenge_id, specifier)
    right = world.rows(
        "select challenge_id, specifier from challenges.minted_rewards where has_specifier_of_format order by 1"
    )
    assert right == [(challenge_id, first) for challenge_id, (first, *_) in SPECIFIERS.items()]
    (found,) = run_tests("--select", "every_specifier_is_of_its_format")
    assert (found.status, found.failures) == ("fail", sum(map(len, SPECIFIERS.values())) - len(SPECIFIERS))


def test_rewards_of_challenges_that_others_decide_are_not_looked_at(world: World) -> None:
    world.run("insert into challenges (id, type, amount, active) values ('x', 'boolean', '1', true)")
    mint(world, "x", "anything", amount=2, completed_blocknumber=None)
    assert run_tests("--select", "minted_rewards") == []


def count_not_earned_today() -> int:
    """Return how many rewards the test counts that warns of those that today's data would not earn."""
    found = run_tests("--select", EARNED_TODAY)
    assert [result.status for result in found] in ([], ["warn"])
    return sum(result.failures for result in found)


def test_each_rule_of_the_live_rows_is_broken_by_one_row_alone(world: World) -> None:
    mint(world, "c", "7:202621")
    mint(world, "b", "7:1", amount=3)
    world.run("set session_replication_role = replica")  # the platform's trigger would refuse what has no time
    mint(world, "cp", "7:1", completed_at=None)
    mint(world, "cp", "7:2", completed_blocknumber=None)
    mint(world, "cp", "7")
    mint(world, "t", "7:t:1", amount=99)
    mint(world, "s", "7:1", amount=7)
    mint(world, "s", "7:2", amount=0)

    results = run_tests("--select", "minted_rewards")

    assert {result.node.name: result.failures for result in results} == {
        "every_reward_has_its_time_and_block": 2,
        "every_specifier_is_of_its_format": 1,
        AMOUNTS: 3,
    }


def test_rewards_that_todays_data_would_not_earn_are_counted(world: World) -> None:
    world.users(1, 2, is_verified=True)
    world.users(3, 4, 5)
    for user_id in (3, 4, 5):
        world.add("comments", comment_id=user_id, user_id=user_id)
    world.track(10, owner_id=1, pinned_comment_id=6)
    world.add("comments", comment_id=6, user_id=5, entity_id=10)
    world.add("track_trending_scores", track_id=10, score=1)
    world.add("saves", user_id=5, save_item_id=10)
    world.load(clock=FRIDAY)
    assert world.rows("select challenge_id, count(*) from user_challenges group by 1 order by 1") == [
        ("c", 3),
        ("cp", 1),
        ("t", 1),
        ("tt", 1),
        ("v", 2),
    ]
    assert count_not_earned_today() == 0

    world.run("update comments set is_delete = true where comment_id = 3")  # no candidate any more
    assert count_not_earned_today() == 1
    world.run("update users set is_verified = false where user_id = 1")  # a gate refuses cp, and v lacks it
    assert count_not_earned_today() == 3
    world.run("update users set is_deactivated = true where user_id = 5")  # a gate refuses c, t, and cp once more
    assert count_not_earned_today() == 5
    world.run("delete from track_trending_scores")  # a track that left the top ten is nothing amiss
    assert count_not_earned_today() == 4
    world.run("update challenges set active = false where id = 'cp'")  # nor is a challenge that is switched off
    assert count_not_earned_today() == 3
