"""What the loader writes down of its own work, and that it does not write without end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from loader.database import connect
from loader.ledger import package_version
from loader.load import load
from loader.outcome import LoadOptions
from tests.catalog import CHALLENGES
from tests.world import WEDNESDAY

if TYPE_CHECKING:
    from tests.world import World

REFUSE = (
    "create function refuse() returns trigger language plpgsql as $$ begin raise 'not today'; end $$;"
    "create trigger refuse after insert on user_challenges for each row execute function refuse()"
)


def mints(world: World) -> list[tuple[Any, ...]]:
    return world.rows("select specifier, load_id from challenges_loader.mints order by load_id, specifier")


def recorded(world: World, columns: str) -> list[tuple[Any, ...]]:
    return world.rows(f"select {columns} from challenges_loader.challenge_loads order by load_id, challenge_id")


def counts(world: World) -> tuple[int, int]:
    """Return how many rows the ledger has, of loads and of challenges in them."""
    ((loads, challenge_loads),) = world.rows(
        "select (select count(*) from challenges_loader.loads),"
        " (select count(*) from challenges_loader.challenge_loads)"
    )
    return loads, challenge_loads


def test_a_load_is_recorded_with_how_it_was_called_and_what_it_did(world: World) -> None:
    world.offer({"specifier": "a", "amount": 3}, {"specifier": "b"}, {"specifier": "c", "amount": -1})

    world.load(full=True)

    assert world.rows(
        "select version, is_full, is_quiet, as_of, outcome, error, finished_at >= started_at"
        " from challenges_loader.loads"
    ) == [(package_version(), True, False, WEDNESDAY, "ok", None, True)]
    columns = "challenge_id, scopes, new, updated, already_right, unpayable, audio, outcome, error, seconds > 0"
    assert recorded(world, columns) == [("x", None, 2, 0, 0, 1, 4, "ok", None, True)]


def test_each_reward_that_is_paid_is_traced_to_the_load_that_completed_it(world: World) -> None:
    world.offer({"specifier": "a"}, {"specifier": "b", "is_complete": False})
    world.load()
    assert mints(world) == [("a", 1)]

    world.offer({"specifier": "b"}, {"specifier": "c"})
    world.load()

    assert mints(world) == [("a", 1), ("b", 2), ("c", 2)]


def test_a_reward_that_was_taken_away_and_minted_again_has_both_loads(world: World) -> None:
    world.offer({"specifier": "a"})
    world.load()
    world.run("delete from user_challenges")
    world.load()
    assert mints(world) == [("a", 1), ("a", 2)]


def test_what_failed_is_recorded_though_it_was_rolled_back(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    world.run(REFUSE)

    world.load("c", "cp")

    assert mints(world) == []
    assert world.rows("select outcome from challenges_loader.loads") == [("failed",)]
    ((challenge_id, outcome, error), other) = recorded(world, "challenge_id, outcome, error")
    assert (challenge_id, outcome, other) == ("c", "failed", ("cp", "ok", None))
    assert "not today" in error


def status(world: World, columns: str) -> list[tuple[Any, ...]]:
    return world.rows(f"select {columns} from challenges_loader.challenge_status order by challenge_id")


def test_a_failure_that_goes_on_is_one_row_and_the_status_has_since_when(world: World) -> None:
    world.offer({"specifier": "a"})
    world.load()
    world.run(REFUSE)
    world.offer({"specifier": "a"}, {"specifier": "b"})
    for _ in range(5):
        world.load()
    ((first,), (failed_at,)) = recorded(world, "started_at")
    assert first < failed_at
    assert recorded(world, "load_id, outcome") == [(1, "ok"), (2, "failed")]
    assert world.rows("select id from challenges_loader.loads order by id") == [(1,), (2,)]
    assert status(world, "load_id, outcome, succeeded_at, failing_since") == [(6, "failed", first, failed_at)]
    ((last,),) = status(world, "loaded_at")
    assert last > failed_at

    world.run("create or replace function refuse() returns trigger language plpgsql as $$ begin raise 'never'; end $$")
    world.load()
    world.run("drop trigger refuse on user_challenges")
    world.load()

    assert recorded(world, "load_id, outcome, new") == [(1, "ok", 1), (2, "failed", 0), (7, "failed", 0), (8, "ok", 1)]
    assert status(world, "load_id, outcome, error, succeeded_at > failing_since") == [(8, "ok", None, None)]


def test_a_day_of_loads_keeps_what_minted_and_nothing_of_those_that_did_not(world: World) -> None:
    world.users(2, 3)
    world.add("comments", comment_id=1, user_id=2)
    world.load()
    for _ in range(10):
        world.load()
    few = counts(world)
    for _ in range(100):
        world.load()
    assert counts(world) == few == (1, len(CHALLENGES))  # the first load of each
    assert status(world, "load_id") == [(111,)] * len(CHALLENGES)
    world.add("comments", comment_id=2, user_id=3)
    for _ in range(100):
        world.load()
    assert counts(world) == (2, len(CHALLENGES) + 1)  # and what c minted
    assert mints(world) == [("2:202621", 1), ("3:202621", 112)]


def test_what_wrote_nothing_is_forgotten_after_thirty_days_and_what_wrote_is_not(world: World) -> None:
    broken = [REFUSE, "drop function refuse cascade"]
    world.offer({"specifier": "a"})
    world.load()
    world.offer({"specifier": "a"}, {"specifier": "b"})
    for _ in range(3):  # it fails and recovers, and so no two rows are the same
        world.run(broken[0])
        world.load()
        world.run(broken[1])
        world.offer({"specifier": "a"})
        world.load()
        world.offer({"specifier": "a"}, {"specifier": "b"})
    world.run("insert into challenges_loader.loads (version, is_full, is_quiet) values ('killed', false, false)")
    assert counts(world) == (8, 7)
    world.run("update challenges_loader.loads set started_at = started_at - interval '31 days'")
    world.run("update challenges_loader.challenge_loads set started_at = started_at - interval '31 days'")

    world.load()

    assert recorded(world, "load_id, new") == [(1, 1), (9, 1)]
    assert world.rows("select id from challenges_loader.loads order by id") == [(1,), (9,)]
    ((succeeded_at,),) = status(world, "succeeded_at")
    assert succeeded_at is not None


def test_a_process_that_dies_has_traced_what_it_minted(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    with connect() as other:
        loads = load(other, "challenges", LoadOptions(only=["c", "cp"], clock=WEDNESDAY))
        next(loads)
        other.close()

    assert mints(world) == [("2:202621", 1)]
    assert recorded(world, "load_id, challenge_id, new") == [(1, "c", 1)]
    assert world.rows("select id, finished_at, outcome from challenges_loader.loads") == [(1, None, None)]


def test_a_load_that_ends_early_says_why(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    loads = load(world.connection, "challenges", LoadOptions(clock=WEDNESDAY))
    assert next(loads).challenge_id == "b"
    with pytest.raises(KeyboardInterrupt):
        loads.throw(KeyboardInterrupt)

    assert world.rows("select outcome, error from challenges_loader.loads") == [("ended_early", "interrupted")]
    assert ("b", "ok", None) in recorded(world, "challenge_id, outcome, error")
    assert [outcome for (outcome,) in recorded(world, "outcome")].count("ended_early") == len(world.incremental()) - 1
    assert status(world, "outcome, error")[:2] == [("ok", None), ("ended_early", "interrupted")]


def test_a_dry_run_leaves_no_record(world: World) -> None:
    world.offer({"specifier": "a"})
    world.load(dry_run=True)
    assert counts(world) == (0, 0)
