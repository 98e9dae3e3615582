"""What is given up, what is tried again, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from loader.database import TIMEOUTS, connect
from loader.load import PAUSES
from loader.locks import LOCK_SPACE
from tests.test_cli import run
from tests.test_ledger import REFUSE
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Callable

ON_TCP = ["0", "0", "0", "0"]  # what a socket shows of them


def timeouts(*, is_patient: bool = False) -> list[str]:
    with connect(is_patient=is_patient) as connection:
        return [World(connection).rows(f"show {name}")[0][0] for name in TIMEOUTS]


def replace_pauses(patch: pytest.MonkeyPatch, do: Callable[[float], None]) -> None:
    """Let the loader do this in place of its pauses. Other threads of this process, such as Spark's, pause as ever."""
    for module in ("loader.database", "loader.load"):
        patch.setattr(f"{module}.sleep", do)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Collects the pauses, in place of making them."""
    made: list[float] = []
    replace_pauses(monkeypatch, made.append)
    return made


def hang_up(world: World, times: int) -> None:
    """Cut the connection of the first loads that mint a comment; the sequence counts though all is rolled back."""
    world.run("create sequence hangups")
    world.run(
        "create function hang_up() returns trigger language plpgsql as $$ begin"
        f" if nextval('hangups') <= {times} then perform pg_terminate_backend(pg_backend_pid()); end if;"
        " return null; end $$"
    )
    world.run("create trigger hang_up after insert on user_challenges for each row execute function hang_up()")


def comment(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)


@pytest.mark.usefixtures("database")
def test_timeouts_are_set_where_nobody_has_set_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert timeouts() == ["10s", "15min", "1min", "1s", *ON_TCP]
    assert timeouts(is_patient=True) == ["0", "0", "0", "0", *ON_TCP]
    monkeypatch.setenv("PGOPTIONS", "-c lock_timeout=3s -c statement_timeout=0")
    assert timeouts() == ["3s", "0", "1min", "1s", *ON_TCP]


def test_a_lock_that_is_not_free_in_time_is_tried_again_and_then_given_up(
    world: World, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    comment(world)
    monkeypatch.setenv("PGOPTIONS", "-c lock_timeout=20ms")
    with psycopg.connect() as holder:
        holder.execute("lock table user_challenges in share mode")
        result = run("load", "--challenge", "c")

    assert (result.exit_code, pauses) == (1, list(PAUSES))
    assert "canceling statement due to lock timeout" in result.stderr
    assert world.load("c")["c"].new == 1


def test_a_lock_that_is_free_at_the_second_try_fails_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    comment(world)
    monkeypatch.setenv("PGOPTIONS", "-c lock_timeout=20ms")
    with psycopg.connect() as holder:
        holder.execute("lock table user_challenges in share mode")

        def release(pause: float) -> None:
            pauses.append(pause)
            holder.rollback()

        replace_pauses(monkeypatch, release)
        result = run("load")

    assert (result.exit_code, pauses, world.specifiers("c")) == (0, [PAUSES[0]], ["2:202621"])


def test_nothing_else_is_tried_again(world: World, pauses: list[float]) -> None:
    comment(world)
    world.run(REFUSE)
    assert run("load").exit_code == 1
    assert pauses == []


def test_a_statement_that_takes_too_long_fails_alone_and_is_not_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    comment(world)
    world.run(
        "create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return null; end $$"
    )
    world.run("create trigger slow after insert on user_challenges for each row execute function slow()")
    monkeypatch.setenv("PGOPTIONS", "-c statement_timeout=2s")

    result = run("load", "--challenge", "c", "--challenge", "cp")

    assert result.exit_code == 1
    assert (
        "error: c first_weekly_comment failed and was rolled back: canceling statement due to statement timeout"
        in result.stderr
    )
    assert pauses == []


def test_a_lost_connection_is_made_again(world: World, pauses: list[float]) -> None:
    comment(world)
    hang_up(world, times=2)

    result = run("load")

    assert (result.exit_code, pauses, world.specifiers("c")) == (0, [1, 4], ["2:202621"])
    assert result.stderr.count("warning: The connection was lost while c was loading") == 2
    assert world.rows("select load_id, new from challenges_loader.challenge_loads where challenge_id = 'c'") == [(3, 1)]


def test_a_turn_that_the_lost_connection_still_has_is_waited_for(
    world: World, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    comment(world)
    hang_up(world, times=1)
    with connect() as lost:

        def note_late(pause: float) -> None:
            """Let the server note after the second pause only that the lost one is gone."""
            pauses.append(pause)
            if len(pauses) == 1:
                lost.execute("select pg_advisory_lock(%s, hashtext('c'))", (LOCK_SPACE,))
            else:
                lost.execute("select pg_advisory_unlock_all()")

        replace_pauses(monkeypatch, note_late)
        result = run("load")

    assert (result.exit_code, pauses, world.specifiers("c")) == (0, [1, 4], ["2:202621"])
    assert "warning: Another load is running" in result.stderr


def test_a_connection_that_is_lost_each_time_is_given_up(world: World, pauses: list[float]) -> None:
    comment(world)
    hang_up(world, times=99)

    result = run("load")

    assert (result.exit_code, pauses, world.specifiers("c")) == (3, [1, 4, 16], [])
    assert result.stderr.splitlines()[-1].startswith("error: The connection was lost while c was loading")
