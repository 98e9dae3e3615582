"""One load of a challenge at a time, and no other writer meanwhile: locks that go with the session that holds them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from loader.challenges import Challenge
from loader.database import Connection, rows, takes_commands, value
from loader.errors import BusyError, printable
from loader.queries import query

LOCK_SPACE = 0x6D696E74  # "mint"
WRITERS_SPACE = 0x77726974  # "writ", also in migrations/0005_writer_lock.sql


@dataclass(frozen=True)
class _Holder:
    pid: int
    application: str | None
    host: str
    since: datetime | None
    challenge_ids: Sequence[str]

    def __str__(self) -> str:
        """Return which process loads what, and since when, if that is shown."""
        return (
            f"process {self.pid} of the server ({printable(self.application or 'unknown application')} on {self.host})"
            f" loads {', '.join(map(printable, self.challenge_ids))}"
        ) + (f" since {self.since:%Y-%m-%d %H:%M:%S} UTC" if self.since else "")


@contextmanager
def load_locks(connection: Connection, chosen: Sequence[Challenge], *, wait: bool = False) -> Iterator[None]:
    """Keep other loads from any of the challenges for the length of the block.

    The caps of two loads at once would not see each other's rewards. Taken before a transaction begins: its snapshot
    must see what was minted before. With `wait`, waits for other loads, as long as lock_timeout allows. It takes the
    locks in the order in which challenges load, so no two loads wait for each other.

    Raises BusyError if, without `wait`, another load has one of them; the message names it, and since when it runs.
    """
    ids = [challenge.challenge_id for challenge in chosen]
    with _locks(connection, LOCK_SPACE, ids, wait=wait) as taken:
        if len(taken) < len(ids):
            raise BusyError(_who_loads(connection, ids))
        yield


@contextmanager
def writer_lock(connection: Connection, challenge: Challenge) -> Iterator[None]:
    """Keep other writers from complete rewards of the challenge for the length of the block.

    Waits for the transactions that have written some, as long as lock_timeout allows. To be taken before a transaction
    begins: within one, the statement that waits would itself take the snapshot, and not see what it has waited for.

    Raises psycopg.errors.LockNotAvailable if another writer held on to rewards of the challenge for too long.
    """
    with _locks(connection, WRITERS_SPACE, [challenge.challenge_id], wait=True):
        yield


@contextmanager
def _locks(connection: Connection, space: int, ids: Sequence[str], *, wait: bool) -> Iterator[Sequence[str]]:
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
    """Return who has the load locks of challenges, as a sentence."""
    parameters = {"lock_space": LOCK_SPACE, "challenge_ids": ids}
    holders = rows(connection, _Holder, query("locks.holders", load_locks=query("locks.held")), parameters)
    if not holders:
        return "Another load was running a moment ago. Retry."
    return (
        f"Another load is running: {'; '.join(map(str, holders))}. Wait for it. If it hangs, end it with"
        f" `select pg_terminate_backend({holders[0].pid})`."
    )
