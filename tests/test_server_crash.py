"""A server that is killed in the middle of a load loses no reward, and makes none come twice."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import psycopg
import pytest

from loader.database import connect
from sandbox.server import throwaway_server
from tests.conftest import Databases, set_up
from tests.fridays import ASLEEP, LOADING, SLEEP, Fridays, Loader, left
from tests.wire import CutError, wire
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def fridays(databases: Databases) -> Iterator[Fridays]:
    """On a server of this module's own, that may be killed: made with the programs of the other one."""
    with throwaway_server(databases.programs()), pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGOPTIONS", "-c synchronous_commit=on")  # as in production
        own = Databases()
        name = own.create()
        patch.setenv("PGDATABASE", name)
        with connect() as connection:
            set_up(connection)
        yield Fridays(own, name)


@pytest.mark.parametrize("moment", ["in the middle of a merge", "before a commit", "after a commit"])
def test_a_server_that_is_killed(fridays: Fridays, moment: str) -> None:
    """SIGKILL of one of its processes: the server drops all that it had in memory, and recovers from its log."""
    is_killed = threading.Event()
    statements = []

    def kill_the_server() -> None:
        with psycopg.connect(autocommit=True) as connection:  # which dies, too
            ((pid,),) = connection.execute(LOADING).fetchall()
            is_killed.set()
            os.kill(pid, signal.SIGKILL)

    def step_in(_: int, statement: str) -> None:
        statements.append(statement)
        is_merged = any("insert into public.user_challenges" in statement for statement in statements)
        last = {"before a commit": "insert into public.user_challenges", "after a commit": "COMMIT"}.get(moment)
        if not is_killed.is_set() and is_merged and last and last in statement:
            kill_the_server()
            raise CutError

    with fridays.copy() as world:
        world.run("checkpoint")  # a sequence that was copied forgets otherwise what it gave since
        if moment == "in the middle of a merge":
            world.run(SLEEP)
        with wire(step_in) as host:
            loader = Loader(host)
            if moment == "in the middle of a merge":
                world.wait_for(ASLEEP)
                world.run("delete from sleepers")
                kill_the_server()
            exit_code, complaints = loader.ended()

        assert "warning: The connection was lost while b was loading" in complaints
        assert exit_code == 0, complaints
        fridays.databases.admin = psycopg.connect(dbname="postgres", autocommit=True)  # the former died too
        with connect() as again:
            assert left(World(again)) == fridays.undisturbed
