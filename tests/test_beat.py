"""`challenges load --every`: a process that loads on a beat, outlives lost connections and ends when told to."""

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

from loader.beat import Terminated, on_a_beat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loader.database import Connection
    from tests.world import World


BACKENDS = (
    "select pid from pg_stat_activity"
    " where application_name = 'challenges' and datname = current_database() and pid <> pg_backend_pid()"
)


class Beat:
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
def beating(folder: Path) -> Iterator[Beat]:
    beat = Beat(folder)
    try:
        yield beat
    finally:
        beat.process.kill()
        beat.process.wait()


def test_it_loads_on_the_beat_until_it_is_told_to_end(world: World, tmp_path: Path) -> None:
    world.users(2, 3)
    world.add("comments", comment_id=1, user_id=2)
    with beating(tmp_path) as beat:
        beat.wait_for("nothing new")
        assert world.specifiers("c") == ["2:202621"]
        assert beat.lines()[0].split()[:3] == ["challenge", "new", "updated"]
        assert next(line for line in beat.lines() if "nothing new" in line).endswith(" s")

        world.add("comments", comment_id=2, user_id=3, blocknumber=501)
        world.wait_for("select 1 from user_challenges where specifier = '3:202621'")
        assert beat.end() == 0

    assert beat.complained.read_text() == "Stopped: what was under way is rolled back, and the next load does it.\n"
    world.wait_for(f"select 1 where not exists ({BACKENDS})")


def test_it_outlives_a_lost_connection(world: World, tmp_path: Path) -> None:
    world.users(2)
    with beating(tmp_path) as beat:
        beat.wait_for("nothing new")
        world.run(f"select pg_terminate_backend(pid) from ({BACKENDS}) as backends")
        beat.wait_for("warning: ")
        world.add("comments", comment_id=1, user_id=2)
        world.wait_for("select 1 from user_challenges where specifier = '2:202621'")
        assert beat.end() == 0
    assert "The next load is in 1 s at the latest.\n" in beat.complained.read_text()


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
        with beating(tmp_path) as beat:
            world.wait_for("select 1 from pg_locks where relation = 'held'::regclass and not granted")
            assert beat.end() == 0
        assert beat.complained.read_text() == "Stopped: what was under way is rolled back, and the next load does it.\n"
        world.wait_for(f"select 1 where not exists ({BACKENDS})")

    assert world.specifiers("c") == []
    assert world.rows("select 1 from challenges_loader.marks where challenge_id = 'c'") == []
    assert world.load("c")["c"].new == 1


def test_where_the_first_load_cannot_be_done_it_ends(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.run("delete from challenges_loader.migrations where name like '0013%'")
    with beating(tmp_path) as beat:
        assert beat.process.wait(timeout=60) == 3
    assert beat.complained.read_text().startswith("error: Migrations are not applied, 0013_events_winners_index.sql")

    monkeypatch.setenv("PGHOST", str(tmp_path))
    with beating(tmp_path) as beat:
        assert beat.process.wait(timeout=60) == 3
    assert "PostgreSQL cannot be reached" in beat.complained.read_text()


def test_a_challenge_that_fails_is_told_at_each_beat_and_ends_nothing(world: World, tmp_path: Path) -> None:
    world.run("delete from challenges where id = 'cp'")
    with beating(tmp_path) as beat:
        beat.wait_for("error: cp failed and was rolled back", times=2)
        assert beat.end() == 0


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
    """Where it comes between sending a command and waiting for the answer, the next command fails instead."""

    def work(connection: Connection) -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        except Terminated:
            connection.pgconn.send_query(b"select pg_sleep(60)")
            connection.execute("select 1")

    before = signal.getsignal(signal.SIGTERM)
    try:
        with pytest.raises(Terminated):
            on_a_beat(1, work, pytest.fail)
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
        on_a_beat(0.1, work, warnings.append)

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
            on_a_beat(0.1, work, warnings.append)
    finally:
        signal.signal(signal.SIGTERM, before)

    assert seen[0] is seen[1] is not seen[2]
    assert len(warnings) == 1
    assert "another command is already in progress" in warnings[0]
