"""One load of a challenge at a time, and no other writer meanwhile: locks which go with the session that holds them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from loader.database import statement, takes_commands
from loader.errors import BusyError, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loader.challenges import Challenge
    from loader.database import Connection

LOCK_SPACE = 0x6D696E74  # "mint"
WRITERS_SPACE = 0x77726974  # "writ", the number of migration 0020


@contextmanager
def turns(connection: Connection, chosen: Sequence[Challenge], *, wait: bool = False) -> Iterator[None]:
    """Keep all others from loading any of the challenges for the length of the block.

    The caps of two loads at once would not see each other's rewards. Taken before a transaction begins: its snapshot
    must see what was minted before. With `wait`, waits while others load them, as long as lock_timeout allows; whoever
    waits takes them in the order in which challenges load, so no two wait for each other.

    Raises:
        BusyError: without `wait`, and somebody else loads one of them; the message says who, and since when.

    """
    ids = [challenge.challenge_id for challenge in chosen]
    query = statement("wait_for_turns.sql" if wait else "take_turns.sql")
    parameters = {"lock_space": LOCK_SPACE, "challenge_ids": ids}
    taken = ids  # where the wait is given up, nobody says which
    try:
        rows = connection.execute(query, parameters).fetchall()
        taken = [challenge_id for challenge_id, is_taken in rows if is_taken]
        if len(taken) < len(ids):
            raise BusyError(_who(connection, ids))
        yield
    finally:
        if takes_commands(connection):
            connection.execute(statement("end_turns.sql"), parameters | {"challenge_ids": taken})


@contextmanager
def only_writer(connection: Connection, challenge: Challenge) -> Iterator[None]:
    """Keep all others from writing complete rewards of the challenge for the length of the block.

    Waits for the transactions that have written some, as long as lock_timeout allows. To be taken before a transaction
    begins: within one, the statement that waits would itself take the snapshot, and not see what it has waited for.

    Raises:
        psycopg.errors.LockNotAvailable: somebody held on to rewards of the challenge for too long.

    """
    parameters = {"lock_space": WRITERS_SPACE, "challenge_id": challenge.challenge_id}
    try:
        connection.execute(statement("take_writers_turn.sql"), parameters)
        yield
    finally:
        # Also where the wait was given up: it may have been granted at that moment, and a session keeps what it was.
        if takes_commands(connection):
            connection.execute(statement("end_writers_turn.sql"), parameters)


def _who(connection: Connection, ids: Sequence[str]) -> str:
    """Return who has the turns of challenges, as a sentence."""
    parameters = {"lock_space": LOCK_SPACE, "challenge_ids": list(ids)}
    query = statement("who_has_turns.sql", turns=statement("turns.sql"))
    rows = connection.execute(query, parameters).fetchall()
    if not rows:
        return "Another load was running a moment ago: try again."
    holders = [
        f"process {pid} of the server ({printable(application or 'unknown application')} on {host}) loads"
        f" {', '.join(map(printable, loaded))}" + (f" since {since:%Y-%m-%d %H:%M:%S} UTC" if since else "")
        for pid, application, host, since, loaded in rows
    ]
    return (
        f"Another load is running: {'; '.join(holders)}. Wait for it; if it hangs, end it with"
        f" `select pg_terminate_backend({rows[0][0]})`."
    )
