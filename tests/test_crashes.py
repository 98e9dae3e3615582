"""If something dies in the middle of a load, at any statement, the next load ends in what an undisturbed one gives."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING, Any

import pytest

from loader import database
from tests.fridays import ASLEEP, CHALLENGES, LOAD, NOBODY_LOADS, SLEEP, Fridays, Loader, left, load_of
from tests.test_cli import run
from tests.wire import CutError, wire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Databases


@pytest.fixture(scope="module")
def fridays(databases: Databases, template: tuple[str, list[Any]]) -> Iterator[Fridays]:
    fridays = Fridays(databases, template[0])
    yield fridays
    databases.drop(fridays.friday)


# The transactions before those of the challenges: see loader/idle.py.
SHARED = ("what changed", "what is due")
# Challenges with the same of these are the same to the loader.
KINDS = """
select min(challenge_id)
from challenges.challenge_views
group by
    changes_view is null, changes_view = 'changed_users', scope_view is null, also_writes_view is null,
    also_writes_on_conflict, locks_with, adopts_by
order by 1
"""


def died_at(number: int, *only: str) -> tuple[int, str]:
    """Run a load that is killed when this statement is carried out, before it hears so; return its exit code and that.

    The server has done what it has been told so far, and the next statement never comes: the boundary between them.
    """
    started = threading.Event()
    last = ""

    def kill(count: int, statement: str) -> None:
        nonlocal last
        if count == number:
            last = statement
            started.wait()
            loader.kill()

    with wire(kill) as host:
        loader = Loader(host, *only)
        started.set()
        exit_code, complaints = loader.ended()
    assert complaints == ""
    return exit_code, last


# Each server rolls back what a lost client has begun; what is left depends on where the loader commits.
@pytest.mark.once
def test_a_loader_that_is_killed_at_any_statement(fridays: Fridays) -> None:
    with fridays.copy() as world:
        kinds = [challenge_id for (challenge_id,) in world.rows(KINDS)]
        assert len(kinds) >= 8
        assert run(*load_of(*kinds)).exit_code == 0
        undisturbed = left(world)
    told = []
    for number in range(1, 1000):
        with fridays.copy() as world:
            exit_code, statement = died_at(number, *kinds)
            world.wait_for(NOBODY_LOADS)
            if exit_code == 0:
                break
            assert exit_code == -signal.SIGKILL
            result = run(*load_of(*kinds))

            assert (result.exit_code, result.stderr) == (0, ""), statement
            assert left(world) == undisturbed, f"killed at {number}: {statement}"
            told.append(statement)
    assert sum(statement == "COMMIT" for statement in told) == len([*SHARED, *kinds])
    assert sum("insert into public.user_challenges" in statement for statement in told) >= len(kinds)


def test_a_load_whose_process_is_killed_in_the_middle_of_a_statement_frees_its_locks(fridays: Fridays) -> None:
    with fridays.copy() as world:
        world.run(SLEEP)
        loader = Loader(os.environ["PGHOST"])
        world.wait_for(ASLEEP)
        loader.kill()
        loader.ended()
        world.wait_for(NOBODY_LOADS)
        world.run("delete from sleepers")

        assert run(*LOAD).exit_code == 0
        assert left(world) == fridays.undisturbed


@pytest.mark.parametrize("transaction", [*SHARED, *CHALLENGES])
def test_a_connection_that_is_cut_between_a_commit_and_its_answer(
    fridays: Fridays, monkeypatch: pytest.MonkeyPatch, transaction: str
) -> None:
    monkeypatch.setattr(database, "RECONNECT_PAUSES", (0, 0, 0))
    commits = []

    def cut(_: int, statement: str) -> None:
        if statement == "COMMIT":
            commits.append(statement)
            if len(commits) == 1 + [*SHARED, *CHALLENGES].index(transaction):
                raise CutError

    with fridays.copy() as world:
        with wire(cut) as host, pytest.MonkeyPatch.context() as patch:
            patch.setenv("PGHOST", host)
            result = run(*LOAD)

        assert result.exit_code == 0
        when = "" if transaction in SHARED else f" while {transaction} was loading"
        assert f"The connection was lost{when}: " in result.stderr
        assert left(world) == fridays.undisturbed
        if transaction in SHARED:
            return
        # What was committed is traced to the load that did not hear of it, and the later one found nothing to do.
        assert world.rows(
            "select load_id, new > 0, outcome from challenges_loader.challenge_loads"
            " where challenge_id = %s and load_id > 1",
            transaction,
        ) == [(2, True, "ok")]
        assert world.rows(
            "select load_id, outcome from challenges_loader.challenge_status where challenge_id = %s", transaction
        ) == [(3, "ok")]
