"""A wrong amount that was paid is corrected by the statements of docs/operations.md, with all triggers on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from loader.database import connect
from sandbox.dbt_runner import PROJECT

if TYPE_CHECKING:
    from tests.world import World

PAGE = (PROJECT / "docs" / "operations.md").read_text()
SECTION = PAGE[PAGE.index("\n## A wrong amount was paid\n") : PAGE.index("\n## Where a reward came from\n")]
BLOCKS = [re.sub("^   ", "", block, flags=re.M) for block in re.findall(r"```sql\n(.*?)```", SECTION, re.S)]
LOAD = 7


def amounts(world: World) -> dict[str, int]:
    return dict(world.rows("select specifier, amount from user_challenges where challenge_id = 'c'"))


def notified(world: World) -> list[tuple[Any, ...]]:
    return world.rows("select type, user_ids[1], data ->> 'amount' from notification order by 1, 2")


@pytest.fixture
def mistyped(world: World) -> World:
    """Load 7 has minted 100 AUDIO each for users 2, 3 and 4, and user 4 is paid."""
    world.run(f"alter table challenges_loader.loads alter column id restart with {LOAD}")
    world.run("update challenges set amount = '100' where id = 'c'")
    world.users(2, 3, 4)
    for user_id in (2, 3, 4):
        world.add("comments", comment_id=user_id, user_id=user_id)
    return world


def pay(world: World, user_id: int) -> None:
    world.add(
        "challenge_disbursements",
        **{"challenge_id": "c", "specifier": f"{user_id}:202621", "user_id": user_id},
        **{"signature": "paid", "slot": 1, "amount": "10000000000"},
    )


@pytest.mark.parametrize("cooldown", [7, None])
def test_the_statements_correct_what_is_not_paid(mistyped: World, cooldown: int | None) -> None:
    mistyped.run("update challenges set cooldown_days = %s where id = 'c'", cooldown)
    assert mistyped.load("c")["c"].load_id == LOAD
    pay(mistyped, 4)
    sent = notified(mistyped)
    assert len(sent) == (3 if cooldown else 6)
    mistyped.run("update challenges set amount = '1' where id = 'c'")
    assert mistyped.load("c")["c"].already_right == 3

    which, minted, correct = BLOCKS
    assert [row[0] for row in mistyped.rows(which)] == [LOAD]
    assert mistyped.rows(minted) == [
        ("2:202621", 2, 100, None),
        ("3:202621", 3, 100, None),
        ("4:202621", 4, 100, "paid"),
    ]
    for _ in range(2):  # again changes nothing
        with connect() as owner:
            owner.execute(correct)
        assert amounts(mistyped) == {"2:202621": 1, "3:202621": 1, "4:202621": 100}

    # No notification more, and those of the corrected rewards have the right amount.
    right = {"100": "1", "10000000000": "100000000"}
    assert notified(mistyped) == [(kind, user, right[amount] if user < 4 else amount) for kind, user, amount in sent]

    # The next load reads everything and changes nothing back; the limit has no more room than before.
    result = mistyped.load("c")["c"]
    assert result.full_read_reason == "a reward was taken away or changed by somebody else"
    assert (result.new, result.updated, result.already_right) == (0, 0, 3)
    mistyped.run("update challenges.catalog set limit_rewards = 3 where id = 'c'")
    mistyped.users(5)
    mistyped.add("comments", comment_id=5, user_id=5)
    assert "3 rewards and 300 AUDIO were minted" in (mistyped.load("c")["c"].error or "")


def test_no_load_runs_until_the_correction_is_committed(mistyped: World) -> None:
    mistyped.load("c")
    mistyped.users(5)
    mistyped.add("comments", comment_id=5, user_id=5)
    with connect() as owner, connect() as other:
        owner.execute(BLOCKS[2].removesuffix("commit;\n"))
        other.execute("set lock_timeout = '50ms'")
        assert other.execute("select pg_try_advisory_lock(2003986804, hashtext('c'))").fetchone() == (False,)
        owner.execute("commit")
        assert other.execute("select pg_try_advisory_lock(2003986804, hashtext('c'))").fetchone() == (True,)
