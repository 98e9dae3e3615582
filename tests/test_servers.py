"""A watermark counts blocks and transactions of one server: on another one, everything is read."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from loader.database import connect
from sandbox.server import _unprivileged_user, throwaway_server
from tests.conftest import Databases
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.once

REASON = "the database is on another server than at the last load"


def programs(databases: Databases) -> Path:
    return databases.programs() or pytest.skip("the server is of another machine")


def reasons(results: dict[str, Any]) -> dict[str, str]:
    assert [result.error for result in results.values() if result.error] == []
    return {key: result.full_read_reason for key, result in results.items() if result.full_read_reason}


def buy(world: World) -> None:
    """Add a purchase that is not valid yet."""
    world.users(1, 2)
    world.track(10, owner_id=1)
    world.add(
        "sol_purchases",
        signature="bought",
        slot=500,
        buyer_user_id=2,
        content_id=10,
        amount=1_000_000,
        is_valid=None,
    )


@contextmanager
def other_database(name: str) -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGDATABASE", name)
        with connect() as connection:
            yield World(connection)


def test_a_restore_whose_counter_passes_the_watermark_before_the_first_load(
    world: World, databases: Databases, tmp_path: Path
) -> None:
    buy(world)
    world.load()
    # As on a server that has run for long.
    world.run(
        "update challenges_loader.watermarks set transaction_id = (transaction_id::text::bigint + 3000)::text::xid8"
    )
    folder, dump = programs(databases), tmp_path / "dump"
    subprocess.run([folder / "pg_dump", "--no-owner", "-f", dump], check=True)
    with throwaway_server(folder):
        own = Databases()
        name = own.create()
        subprocess.run([folder / "psql", "-qX1", "-o", os.devnull, "-d", name, "-f", dump], check=True)
        with other_database(name) as restored:
            ((watermark,),) = restored.rows("select max(transaction_id)::text from challenges_loader.watermarks")
            restored.run("update sol_purchases set is_valid = true")
            while restored.rows("select pg_current_xact_id() <= %s::xid8", watermark) == [(True,)]:
                pass
            assert reasons(restored.load()) == dict.fromkeys(restored.incremental(), REASON)
            assert restored.specifiers("b") == ["2:a"]
            assert reasons(restored.load()) == {}
        own.admin.close()


def test_a_logical_copy_on_the_same_server_goes_on(world: World, databases: Databases, tmp_path: Path) -> None:
    """Its transactions are counted by the same counter, so nothing is missed. Only its triggers are new."""
    buy(world)
    world.load()
    folder, dump, name = programs(databases), tmp_path / "dump", databases.create()
    subprocess.run([folder / "pg_dump", "--no-owner", "-f", dump], check=True)
    subprocess.run([folder / "psql", "-qX1", "-o", os.devnull, "-d", name, "-f", dump], check=True)
    with other_database(name) as copy:
        copy.run("update sol_purchases set is_valid = true")
        assert set(reasons(copy.load()).values()) <= {"a trigger that notes changes was created or enabled"}
        assert copy.specifiers("b") == ["2:a"]
    databases.drop(name)


def test_a_replica_that_was_promoted_reads_everything_and_one_that_crashed_does_not(
    world: World, databases: Databases
) -> None:
    world.load()
    folder, as_user = programs(databases), _unprivileged_user()
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="replica-") as name:
        directory, data = Path(name), Path(name, "data")
        if as_user:
            shutil.chown(directory, as_user["user"], as_user["group"])

        def run(program: str, *arguments: str) -> None:
            command = [folder / program, *arguments]
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            subprocess.run(command, check=True, cwd=directory, timeout=120, **quiet, **as_user)

        def start() -> None:
            options = f"-c listen_addresses='' -c unix_socket_directories={directory} -c port=5432"
            run("pg_ctl", "-D", str(data), "-w", "-o", options, "-l", str(directory / "log"), "start")

        run("pg_basebackup", "-D", str(data), "-c", "fast", "-R")
        start()
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("PGHOST", str(directory))
                patch.setenv("PGPORT", "5432")
                with connect() as connection:  # on a replica, explain and a dry run work, but not a load
                    assert reasons(World(connection).load(dry_run=True)) == {}
                    connection.execute("select pg_promote()")
                # No checkpoint has been made since, maybe: what the control file shows is not asked.
                with connect() as connection:
                    promoted = World(connection)
                    promoted.wait_for("select 1 where not pg_is_in_recovery()")
                    assert reasons(promoted.load()) == dict.fromkeys(promoted.incremental(), REASON)
                    assert reasons(promoted.load()) == {}
                run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
                start()
                with connect() as connection:
                    assert reasons(World(connection).load()) == {}
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    assert reasons(world.load()) == {}


def test_a_watermark_of_a_release_that_did_not_know_its_server(world: World) -> None:
    world.load()
    world.run("update challenges_loader.watermarks set server = null where challenge_id = 'c'")
    assert reasons(world.load()) == {"c": REASON}
    assert reasons(world.load()) == {}


def test_a_first_load_needs_no_reason(world: World) -> None:
    assert reasons(world.load()) == {}
    assert {server for (server,) in world.rows("select server from challenges_loader.watermarks")} == {
        world.rows("select challenges_loader.server()")[0][0]
    }
