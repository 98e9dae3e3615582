"""`challenges load --every`: a process that loads on a schedule, outlives lost connections and ends when told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from loader.schedule import Terminated, run_every

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loader.database import Connection
    from tests.world import World

pytestmark = pytest.mark.once


BACKENDS = (
    "select pid from pg_stat_activity"
    " where application_name = 'challenges' and datname = current_database() and pid <> pg_backend_pid()"
)


class Scheduled:
    """The process, and what it says."""

    def __init__(self, folder: Path) -> None:
        self.said, self.complained = folder / "stdout", folder / "stderr"
        with self.said.open("w") as stdout, self.complained.open("w") as stderr:
            command = [sys.executable, "-u", "-m", "loader", "load", "--every", "1"]
            self.process = subprocess.Popen(command, stdout=stdout, stderr=stderr)

    def lines(self) -> list[str]:
        return self.said.read_text().splitlines()

    def wait_for(self, text: str, times: int = 1) -> None:
        """Wait until it has said a text so often, on stdout or stderr."""
        deadline = time.monotonic() + 60
        while (self.said.read_text() + self.complained.read_text()).count(text) < times:
            assert self.process.poll() is None, self.complained.read_text()
            assert time.monotonic() < deadline, f"never said: {text}"
            time.sleep(0.05)

    def end(self) -> int:
        """Tell it to end, and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


@contextmanager
def scheduled(folder: Path) -> Iterator[Scheduled]:
    loader = Scheduled(folder)
    try:
        yield loader
    finally:
        loader.process.kill()
        loader.process.wait()


def test_it_loads_on_schedule_until_it_is_told_to_end(world: World, tmp_path: Path) -> None:
    world.users(2, 3)
    world.add("comments", comment_id=1, user_id=2)
    with scheduled(tmp_path) as loader:
        loader.wait_for("nothing new")
        assert world.specifiers("c") == ["2:202621"]
        assert loader.lines()[0].split()[:3] == ["challenge", "new", "updated"]
        assert next(line for line in loader.lines() if "nothing new" in line).endswith(" s")

        world.add("comments", comment_id=2, user_id=3, blocknumber=501)
        world.wait_for("select 1 from user_challenges where specifier = '3:202621'")
        assert loader.end() == 0

    assert loader.complained.read_text() == "Stopped: unfinished work is rolled back, and the next load does it.\n"
    world.wait_for(f"select 1 where not exists ({BACKENDS})")


def test_it_outlives_a_lost_connection(world: World, tmp_path: Path) -> None:
    world.users(2)
    with scheduled(tmp_path) as loader:
        loader.wait_for("nothing new")
        world.run(f"select pg_terminate_backend(pid) from ({BACKENDS}) as backends")
        loader.wait_for("warning: ")
        world.add("comments", comment_id=1, user_id=2)
        world.wait_for("select 1 from user_challenges where specifier = '2:202621'")
        assert loader.end() == 0
    assert "The next load is in 1 s at the latest.\n" in loader.complained.read_text()


def test_it_goes_on_after_an_error_of_the_ledger(world: World, tmp_path: Path) -> None:
    world.users(2)
    with scheduled(tmp_path) as loader:
        loader.wait_for("nothing new")
        world.run("create publication everything for all tables")
        world.run("alter table challenges_loader.loads replica identity nothing")
        loader.wait_for("does not have a replica identity")
        world.run("drop publication everything")
        world.add("comments", comment_id=1, user_id=2)
        loader.wait_for("first_weekly_comment           1")
        assert loader.end() == 0
    assert world.specifiers("c") == ["2:202621"]


def test_it_ends_in_the_middle_of_a_load_and_leaves_nothing_half_written(world: World, tmp_path: Path) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    world.run(
        "create function block() returns trigger language plpgsql as $$ begin lock table held; return null; end $$"
    )
    world.run("create table held ()")
    world.run("create trigger block after insert on user_challenges for each row execute function block()")
    with world.connection.transaction():
        world.run("lock table held")
        with scheduled(tmp_path) as loader:
            world.wait_for("select 1 from pg_locks where relation = 'held'::regclass and not granted")
            assert loader.end() == 0
        assert loader.complained.read_text() == "Stopped: unfinished work is rolled back, and the next load does it.\n"
        world.wait_for(f"select 1 where not exists ({BACKENDS})")

    assert world.specifiers("c") == []
    assert world.rows("select 1 from challenges_loader.watermarks where challenge_id = 'c'") == []
    assert world.load("c")["c"].new == 1


def test_where_the_first_load_cannot_be_done_it_ends(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.run("delete from challenges_loader.migrations where name like '0014%'")
    with scheduled(tmp_path) as loader:
        assert loader.process.wait(timeout=60) == 3
    assert loader.complained.read_text().startswith("error: Migrations are not applied, 0014_events_winners_index.sql")

    monkeypatch.setenv("PGHOST", str(tmp_path))
    with scheduled(tmp_path) as loader:
        assert loader.process.wait(timeout=60) == 3
    assert "PostgreSQL cannot be reached" in loader.complained.read_text()


def test_a_challenge_that_fails_is_told_at_each_load_and_ends_nothing(world: World, tmp_path: Path) -> None:
    world.run("delete from challenges where id = 'cp'")
    with scheduled(tmp_path) as loader:
        loader.wait_for("error: cp comment_pin failed and was rolled back", times=2)
        assert loader.end() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux alone has a disk that is always full")
@pytest.mark.parametrize("option", ["--every=1", "--log-json"])
def test_a_disk_that_is_full_of_logs_keeps_nobody_from_earning(world: World, option: str) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    command = [sys.executable, "-u", "-m", "loader", "load", "--every=1", option]
    with Path("/dev/full").open("w") as full, subprocess.Popen(command, stdout=full, stderr=full) as loader:
        try:
            world.wait_for("select 1 from user_challenges where specifier = '2:202621'")
            world.users(3)
            world.add("comments", comment_id=2, user_id=3, blocknumber=501)
            world.wait_for("select 1 from user_challenges where specifier = '3:202621'")
        finally:
            loader.send_signal(signal.SIGTERM)


def test_an_error_that_hides_the_signal_does_not_keep_it_running(world: World) -> None:
    """If it comes between sending a command and waiting for the answer, the next command fails instead."""

    def work(connection: Connection) -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        except Terminated:
            connection.pgconn.send_query(b"select pg_sleep(60)")
            connection.execute("select 1")

    before = signal.getsignal(signal.SIGTERM)
    try:
        with pytest.raises(Terminated):
            run_every(1, work, pytest.fail)
    finally:
        signal.signal(signal.SIGTERM, before)


def test_an_error_of_postgresql_costs_the_connection_with_the_plans_that_it_keeps(world: World) -> None:
    seen: list[Connection] = []
    warnings: list[str] = []

    def work(connection: Connection) -> None:
        seen.append(connection)
        if len(seen) == 2:
            connection.execute("select 1 / 0")
        if len(seen) == 3:
            raise Terminated

    with pytest.raises(Terminated):
        run_every(0.1, work, warnings.append)

    assert seen[0] is seen[1] is not seen[2]
    assert warnings == ["division by zero. The next load is in 0.1 s at the latest."]


def test_an_error_in_the_middle_of_a_command_costs_the_connection_and_no_more(world: World) -> None:
    seen: list[Connection] = []
    warnings: list[str] = []

    def work(connection: Connection) -> None:
        seen.append(connection)
        if len(seen) == 2:
            connection.pgconn.send_query(b"select pg_sleep(60)")
        if len(seen) == 3:
            raise Terminated
        connection.execute("select 1")

    before = signal.getsignal(signal.SIGTERM)
    try:
        with pytest.raises(Terminated):
            run_every(0.1, work, warnings.append)
    finally:
        signal.signal(signal.SIGTERM, before)

    assert seen[0] is seen[1] is not seen[2]
    assert len(warnings) == 1
    assert "another command is already in progress" in warnings[0]
