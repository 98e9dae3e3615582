"""One load of a challenge at a time, and no other writer meanwhile: locks that go with the session that holds them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext

from loader.challenges import Challenge
from loader.database import Connection, query, takes_commands, value
from loader.errors import BusyError, printable, utc

LOCK_SPACE = 0x6D696E74  # "mint"
WRITERS_SPACE = 0x77726974  # "writ", also in migrations/0005_writer_lock.sql


@contextmanager
def load_locks(connection: Connection, chosen: Sequence[Challenge]) -> Iterator[None]:
    """Keep other loads from the challenges for the block: caps of two at once would not see each other's rewards.

    To be taken before a transaction begins: its snapshot must see what was minted before.
    Raises BusyError, which names the other load, if that has one of the challenges.
    """
    ids = sorted(set().union(*(challenge.locked_ids for challenge in chosen)))
    with _locks(connection, LOCK_SPACE, ids) as taken:
        if len(taken) < len(ids):
            raise BusyError(_who_loads(connection, ids))
        yield


@contextmanager
def writer_lock(connection: Connection, challenge: Challenge) -> Iterator[None]:
    """Keep other writers from complete rewards of the challenge for the block, after a wait for those that wrote some.

    To be taken before a transaction begins: within one, the statement that waits would itself take the snapshot, and
    not see what it has waited for. Of several locks one is waited for at a time, holding none: a writer may hold one of
    them and want another. Raises psycopg.errors.LockNotAvailable after lock_timeout.
    """
    awaited = min(challenge.locked_ids)
    while awaited:
        others = sorted(challenge.locked_ids - {awaited})
        free = _locks(connection, WRITERS_SPACE, others) if others else nullcontext(others)
        with _locks(connection, WRITERS_SPACE, [awaited], wait=True), free as taken:
            awaited = min(set(others) - set(taken), default=None)
            if awaited is None:
                yield


@contextmanager
def _locks(connection: Connection, space: int, ids: Sequence[str], *, wait: bool = False) -> Iterator[Sequence[str]]:
    """Take locks, all of them after a wait, or those that are free; yield of which challenges."""
    parameters = {"lock_space": space, "challenge_ids": ids}
    taken = ids  # If the wait is given up, one may have been granted at that moment, and a session keeps what it was.
    try:
        taken = value(connection, query("locks.wait" if wait else "locks.take"), parameters)
        yield taken
    finally:
        if takes_commands(connection):
            connection.execute(query("locks.release"), parameters | {"challenge_ids": taken})


def _who_loads(connection: Connection, ids: Sequence[str]) -> str:
    parameters = {"lock_space": LOCK_SPACE, "challenge_ids": ids}
    holders = connection.execute(query("locks.holders", load_locks=query("locks.held")), parameters).fetchall()
    if not holders:
        return "Another load was running a moment ago. Retry."
    loads = []
    for pid, application, host, since, challenge_ids in holders:
        who = f"process {pid} of the server ({printable(application or 'unknown application')} on {host})"
        began = f" since {utc(since)}" if since else ""
        loads.append(f"{who} loads {', '.join(map(printable, challenge_ids))}{began}")
    next_step = f"Wait for it. If it hangs, end it with `select pg_terminate_backend({holders[0][0]})`."
    return f"Another load is running: {'; '.join(loads)}. {next_step}"
