"""A source that jumps: it explodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.test_cli import run
from tests.test_soak import MEBIBYTE, working
from tests.world import NOON, WEDNESDAY

if TYPE_CHECKING:
    from tests.world import World


def test_a_million_purchases_at_once_are_stopped_and_keep_nothing_else_from_being_minted(world: World) -> None:
    world.users(1, is_verified=True)
    world.users(*range(2, 5))
    world.track(10, owner_id=1)
    world.run("insert into users (user_id, is_current) select i, true from generate_series(1001, 4000) as i")
    world.run("insert into blocks (blockhash, number) values ('head', 600)")
    with working() as worker:
        sizes = [worker.load(WEDNESDAY, "changes")["bytes"] for _ in range(20)]
        world.run(
            "insert into sol_purchases (signature, instruction_index, amount, slot, from_account, content_type,"
            " content_id, buyer_user_id, access_type, valid_after_blocknumber, is_valid, created_at)"
            " select i, 0, 5000000, 9, '', 'track', 10, 1000 + i, 'stream', 1, true, %s"
            " from generate_series(1, 1000000) as i",
            NOON,
        )
        buy(world, 2)
        world.add("comments", comment_id=1, user_id=2, blocknumber=700)
        before = bought(world)

        answer = worker.load(WEDNESDAY, "changes")
        outcomes = {result["challenge_id"]: result["outcome"] for result in answer["results"]}
        assert {key for key, outcome in outcomes.items() if outcome == "stopped"} == {"b", "s"}
        assert set(outcomes.values()) == {"stopped", "ok"}
        assert [result["error"].split(";")[0] for result in answer["results"] if result["error"]] == [
            "it would mint 3,001 new rewards and 15,005 AUDIO, and one load may mint 2,000 and 25,000"
            " (seeds/limits.csv)",
            "it would mint 1,000,001 new rewards and 25,000,025 AUDIO, and one load may mint 2,000 and 100,000"
            " (seeds/limits.csv)",
        ]
        assert world.rows("select challenge_id, specifier from user_challenges") == [("c", "2:202621")]
        assert bought(world) == before
        # What is to be read again, a million ids, only passes through.
        assert answer["peak_bytes"] <= sizes[-1] + 50 * MEBIBYTE
        assert run("status").exit_code == 1

        world.run("delete from sol_purchases where buyer_user_id > 1000")
        buy(world, 3)
        answer = worker.load(WEDNESDAY, "changes")
        assert {result["outcome"] for result in answer["results"]} == {"ok"}
        assert world.specifiers("b") == world.specifiers("s") == ["2:a", "3:a"]
        assert run("load").exit_code == 0


def buy(world: World, buyer: int) -> None:
    world.add(
        "sol_purchases",
        signature=f"good {buyer}",
        slot=9,
        buyer_user_id=buyer,
        content_id=10,
        amount=5_000_000,
    )


def bought(world: World) -> list[tuple[Any, ...]]:
    """Return the marks of b and s."""
    return world.rows("select * from challenges_loader.marks where challenge_id in ('b', 's') order by challenge_id")
