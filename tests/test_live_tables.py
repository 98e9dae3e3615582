"""dbt's tests of the live tables: each seen to fail on what this system minted, and to warn on what came before it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sandbox.dbt_runner import run_dbt
from tests.world import NOON

if TYPE_CHECKING:
    from tests.world import World

BREACHES = {
    "no_cosigner_has_more_than_5_cosigns_in_30_days",
    "no_contest_has_more_than_5_winners",
    "no_host_has_more_than_5_winners_in_7_days",
    "no_track_has_more_than_20_tastemakers",
    "no_trending_rank_is_paid_twice",
    "every_trending_amount_is_that_of_its_rank",
    "every_trending_reward_has_its_result",
}
SELF_DEALING = {"nobody_buys_from_themselves", "nobody_wins_an_own_contest"}


def mint(world: World, challenge_id: str, specifier: str, **values: Any) -> None:
    world.add(
        "user_challenges",
        **({"challenge_id": challenge_id, "specifier": specifier, "user_id": 7, "completed_blocknumber": 1} | values),
    )


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


def statuses(*options: str) -> dict[str, str]:
    """Return the status of each test of what was minted that did not pass."""
    results = run_dbt("test", "--select", "int_minted_*", *options)
    return {
        result.node.name: str(result.status)
        for result in results
        if result.node.resource_type == "test" and result.status != "pass"
    }


def test_what_this_system_minted_fails_its_test(world: World) -> None:
    break_every_rule(world)
    found = statuses()
    assert {name for name, status in found.items() if status == "fail"} == BREACHES


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
    assert found == dict.fromkeys(SELF_DEALING, "warn")
