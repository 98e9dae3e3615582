"""One load of a challenge at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from loader.adopt import adopt
from loader.database import connect
from loader.errors import BusyError
from loader.load import load
from loader.outcome import LoadOptions
from tests.test_cli import assert_one_sentence, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loader.database import Connection
    from tests.world import World

NOBODY = "select 1 where not exists (select 1 from pg_locks where locktype = 'advisory' and pid = {})"


@pytest.fixture
def busy() -> Iterator[Connection]:
    """A connection on which a load of b and c has stopped after b."""
    with connect() as other:
        loads = load(other, "challenges", LoadOptions(only=["b", "c"]))
        next(loads)
        yield other


def test_a_second_load_says_who_is_running_and_leaves(world: World, busy: Connection) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    ((since,),) = world.rows("select started_at at time zone 'UTC' from challenges_loader.loads")

    assert_one_sentence(
        run("load", "--challenge", "c", "--challenge", "cp"),
        5,
        f"Another load is running: process {busy.info.backend_pid} of the server (challenges on this host) loads c"
        f" since {since:%Y-%m-%d %H:%M:%S} UTC.",
    )
    assert world.specifiers("c") == []
    with pytest.raises(BusyError):
        adopt(world.connection, "challenges", ["c"])


def test_other_challenges_are_loaded_meanwhile_and_a_dry_run_is_made(world: World, busy: Connection) -> None:
    assert run("load").exit_code == 5
    assert run("load", "--challenge", "cp").exit_code == 0
    assert run("load", "--dry-run").exit_code == 0
    # The load that ended keeps no lock: the one that it took first is free again.
    with connect() as third:
        assert [result.outcome for result in load(third, "challenges", LoadOptions(only=["cp", "w"]))] == ["ok", "ok"]


def test_a_load_that_crashed_is_in_nobodys_way(world: World, busy: Connection) -> None:
    assert run("load").exit_code == 5
    pid = busy.info.backend_pid
    busy.close()
    world.wait_for(NOBODY.format(pid))
    assert run("load").exit_code == 0


@pytest.mark.usefixtures("database")
def test_a_load_that_is_interrupted_in_the_middle_of_a_command_closes_its_connection() -> None:
    with connect() as other:
        loads = load(other, "challenges", LoadOptions(only=["b", "c"]))
        next(loads)
        other.pgconn.send_query(b"select pg_sleep(60)")  # in the middle of a command, as if a signal comes
        with pytest.raises(KeyboardInterrupt):
            loads.throw(KeyboardInterrupt)
        assert other.closed


def test_a_scheduled_load_that_finds_another_load_is_told_and_skipped(world: World, busy: Connection) -> None:
    loader = subprocess.Popen(
        [sys.executable, "-m", "loader", "load", "--every", "1"],
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert loader.stdout is not None
    assert loader.stderr is not None
    try:
        told = loader.stderr.readline()
        busy.close()
        assert told.startswith("warning: this load is skipped. Another load is running: process ")
        assert loader.stdout.readline()
    finally:
        loader.send_signal(signal.SIGTERM)
        loader.communicate()
    assert loader.returncode == 0
