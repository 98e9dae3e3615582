"""Somebody else writes rewards while a load is at work: neither misses what the other has written."""

from __future__ import annotations

import threading
import time
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest

from loader.database import connect
from loader.load import PAUSES, load
from loader.outcome import LoadOptions
from tests.test_cli import run
from tests.test_ledger import REFUSE
from tests.test_retries import replace_pauses
from tests.world import BLOCK, NOON, World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loader.database import Connection

LOCKS = """
select pid from pg_locks
where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
"""
WAITING = LOCKS + "and not granted"
# As docs/operations.md has it.
WRITERS = """
select pg_locks.pid
from pg_locks
inner join pg_stat_activity using (pid)
where locktype = 'advisory' and classid = 2003986804 and mode = 'ShareLock' and granted
"""
AT_THE_END = "select 1 from pg_locks where relation = 'challenges_loader.watermarks'::regclass and not granted"
INSERT = """
insert into user_challenges
    (challenge_id, specifier, user_id, amount, current_step_count, is_complete, completed_at, completed_blocknumber)
values (%s, %s, 2, 1000, 1, %s, %s, %s)
"""


def write(other: Connection, *specifiers: str, challenge_id: str = "cs", is_complete: bool = True) -> None:
    """Write rewards as another system does."""
    for specifier in specifiers:
        other.execute(INSERT, (challenge_id, specifier, is_complete, NOON, BLOCK))


@pytest.fixture(autouse=True)
def cosigner(world: World) -> None:
    """A cosigner whose cap of five is full with what there is to mint: 1:64 to 1:69."""
    world.run("update challenges set active = true where id = 'cs'")
    world.users(1, is_verified=True)
    world.users(2)
    world.track(10, owner_id=1)
    for child in range(100, 106):
        world.track(child, owner_id=2)
        world.add("remixes", parent_track_id=10, child_track_id=child)
        world.add("saves", user_id=1, save_item_id=child)
    world.add("comments", comment_id=1, user_id=2)


@contextmanager
def loading(world: World) -> Iterator[threading.Thread]:
    """Load cosigns elsewhere, and wait for the end of it after the block."""

    def work() -> None:
        with connect() as connection:
            list(load(connection, "challenges", LoadOptions(only=["cs"])))

    loader = threading.Thread(target=work)
    loader.start()
    yield loader
    loader.join()


def wait_until_it_waits_or_ends(world: World, loader: threading.Thread) -> None:
    while loader.is_alive() and not world.rows(WAITING):
        time.sleep(0.01)


def test_what_is_not_committed_yet_counts_in_a_cap(world: World) -> None:
    with psycopg.connect() as other:
        write(other, "1:c8", "1:c9", "1:ca")
        with loading(world) as loader:
            wait_until_it_waits_or_ends(world, loader)
            other.commit()
    assert world.specifiers("cs") == ["1:64", "1:65", "1:c8", "1:c9", "1:ca"]


def test_what_is_completed_and_not_committed_yet_counts_in_a_cap(world: World) -> None:
    with psycopg.connect() as other:
        write(other, "1:c8", is_complete=False)
        other.commit()
        other.execute("update user_challenges set is_complete = true")
        with loading(world) as loader:
            wait_until_it_waits_or_ends(world, loader)
            other.commit()
    assert len(world.specifiers("cs")) == 5


def test_another_writer_needs_no_right_of_the_loader(world: World) -> None:
    role = f"writer_{uuid.uuid4().hex[:8]}"
    world.run(f"create role {role}")
    try:
        world.run(
            f"grant insert on user_challenges to {role}; alter table user_challenges disable trigger on_user_challenge"
        )
        with psycopg.connect(autocommit=True) as other:
            other.execute(f"set role {role}")
            write(other, "1:c8")
        assert world.specifiers("cs") == ["1:c8"]
    finally:
        world.run(f"drop owned by {role}; drop role {role}")


def test_what_is_rolled_back_takes_no_room(world: World) -> None:
    with psycopg.connect() as other:
        write(other, "1:64", "1:c8")
        with loading(world) as loader:
            wait_until_it_waits_or_ends(world, loader)
            other.rollback()
    assert world.specifiers("cs") == ["1:64", "1:65", "1:66", "1:67", "1:68"]


def test_a_writer_waits_for_the_end_of_a_load_of_its_challenge_and_of_no_other(world: World) -> None:
    with psycopg.connect() as holder, psycopg.connect() as other:
        holder.execute("lock table challenges_loader.watermarks in share mode")  # the load stops before it commits
        with loading(world):
            world.wait_for(AT_THE_END)
            write(other, "2:202621", challenge_id="c")
            write(other, "1:c8", is_complete=False)  # takes no room
            other.execute("set lock_timeout = '20ms'")
            other.commit()
            with pytest.raises(psycopg.errors.LockNotAvailable):
                write(other, "1:c9")
            other.rollback()
            with pytest.raises(psycopg.errors.LockNotAvailable):
                other.execute("update user_challenges set is_complete = true where specifier = '1:c8'")
            holder.rollback()
    assert world.specifiers("c") == ["2:202621"]
    assert world.specifiers("cs") == ["1:64", "1:65", "1:66", "1:67", "1:68", "1:c8"]


def test_a_writer_who_does_not_end_fails_its_challenge_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    replace_pauses(monkeypatch, pauses.append)
    monkeypatch.setenv("PGOPTIONS", "-c lock_timeout=20ms")
    with psycopg.connect() as other:
        write(other, "1:c8")
        result = run("load")

        assert (result.exit_code, pauses) == (1, list(PAUSES))
        assert (
            result.stderr == "error: cs cosign failed and was rolled back: canceling statement due to lock timeout.\n"
        )
        assert (world.specifiers("c"), world.specifiers("cs")) == (["2:202621"], [])
        assert other.execute(WRITERS).fetchall() == [(other.info.backend_pid,)]
        assert run("load", "--dry-run").exit_code == 0
    assert world.load("cs")["cs"].new == 4


def test_however_a_load_ends_it_keeps_nobody_from_writing(world: World) -> None:
    world.run(REFUSE)
    with connect() as connection:
        loads = load(connection, "challenges", LoadOptions(only=["c", "cs"]))
        assert "not today" in (next(loads).error or "")
        assert world.rows(WRITERS) == []
        with pytest.raises(KeyboardInterrupt):
            loads.throw(KeyboardInterrupt)
        assert world.rows(WRITERS) == []
        world.run("drop trigger refuse on user_challenges")
        assert [result.new for result in load(connection, "challenges", LoadOptions(only=["c", "cs"]))] == [1, 5]
        assert world.rows(LOCKS) == []
