"""The connection: libpq's own variables say where, this module says how."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from psycopg import sql
from psycopg.pq import TransactionStatus

from loader.errors import BusyError, ChallengesError, ConnectionLostError, UnreachableError, printable, sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

Result = TypeVar("Result")
Connection = psycopg.Connection[tuple[Any, ...]]

CONNECT_TIMEOUT = "10"  # seconds
RECONNECT_PAUSES = (1, 4, 16)  # seconds before each new try
TIMEOUTS = {
    "lock_timeout": "10s",
    "statement_timeout": "15min",
    "idle_in_transaction_session_timeout": "1min",
    # By these the server notes that the loader is gone: its process, in the middle of a statement, too, or its machine.
    "client_connection_check_interval": "1s",
    "tcp_keepalives_idle": "20s",
    "tcp_keepalives_interval": "10s",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "60s",
}
# And by these the loader that the server's machine is, or the network between.
KEEPALIVES = {"keepalives_idle": 20, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000}
# Read once: a process that stays must not mix statements of two versions.
STATEMENTS = {path.name: path.read_text() for path in (Path(__file__).parent / "sql").glob("*.sql")}


def connect(*, is_patient: bool = False) -> Connection:
    """Connect as libpq's variables (PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE) say, in autocommit.

    In autocommit every transaction is an explicit block; inside an implicit one, a block is only a savepoint.
    What waits too long is given up, unless `is_patient`.

    Raises:
        ChallengesError: no database is named.
        UnreachableError: the server cannot be reached or refuses.

    """
    if not os.environ.get("PGDATABASE"):
        raise ChallengesError("PGDATABASE is not set: set it to the platform's database, for the loader and for dbt.")
    try:
        connection = psycopg.connect(
            autocommit=True,
            connect_timeout=os.environ.get("PGCONNECT_TIMEOUT") or CONNECT_TIMEOUT,
            application_name="challenges",
            **KEEPALIVES,
        )
        _set_up(connection, is_patient=is_patient)
    except psycopg.Error as error:
        raise UnreachableError(
            f"PostgreSQL cannot be reached: {sentence(error)}. Check PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE."
        ) from error
    return connection


def _set_up(connection: Connection, *, is_patient: bool) -> None:
    # One snapshot for what changed, what it earned, and the mark that says it was read.
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    # What stands outside of a block, as the ledger, meets other writers and must not fail for that.
    connection.execute("set default_transaction_isolation = 'read committed'")
    connection.execute("set datestyle = 'ISO'")  # the only one that the driver reads
    # Planned generically, the lookup in the platform's trigger scans the whole notification table for each reward.
    connection.execute("set plan_cache_mode = force_custom_plan")
    # Views over many tables look expensive enough to be compiled, which takes longer than running them.
    connection.execute("set jit = off")
    if not is_patient:
        parameters = {"names": list(TIMEOUTS), "values": list(TIMEOUTS.values())}
        connection.execute(statement("timeouts.sql"), parameters)


def persistently(work: Callable[[Connection], Result], warn: Callable[[str], None]) -> Result:
    """Do the work on a connection; where that is lost, all of it again on a new one, after pauses that grow.

    Raises:
        UnreachableError: there is no server, at the first try or still after the last pause.
        ConnectionLostError: the connection was lost each time.
        BusyError: somebody else is at it; after a loss, still after the last pause, for it may be the lost one itself.

    """
    has_begun = was_lost = False

    def attempt() -> Result:
        nonlocal has_begun
        with connect() as connection:
            has_begun = True
            try:
                return work(connection)
            except psycopg.Error as error:
                if connection.closed:
                    raise ConnectionLostError(
                        f"The connection was lost: {sentence(error)}. Run the command again."
                    ) from error
                raise

    for pause in RECONNECT_PAUSES:
        try:
            return attempt()
        except (UnreachableError, ConnectionLostError, BusyError) as error:
            if not has_begun or (isinstance(error, BusyError) and not was_lost):
                raise
            was_lost = True
            warn(f"{error} Trying again in {pause} s.")
            time.sleep(pause)
    return attempt()


def takes_commands(connection: Connection) -> bool:
    """Tell whether the connection takes another command; one that was interrupted in the middle of one is closed."""
    if not connection.closed and connection.info.transaction_status is TransactionStatus.ACTIVE:
        connection.close()  # and its locks go with it
    return not connection.closed


def set_clock(connection: Connection, clock: datetime | None) -> datetime:
    """Set the clock of this transaction, the views' and the loader's, and return it."""
    row = connection.execute(
        "select set_config('challenges.as_of', coalesce(%s::timestamptz, now())::text, true)::timestamptz", (clock,)
    ).fetchone()
    return row[0] if row else clock


def views_schema() -> str:
    """Return the schema of dbt's views: the variable CHALLENGES_SCHEMA, by default "challenges".

    Raises:
        ChallengesError: it is the platform's own schema, or has characters that no name should have.

    """
    schema = os.environ.get("CHALLENGES_SCHEMA") or "challenges"
    if schema == "public":
        raise ChallengesError("CHALLENGES_SCHEMA is public, where the platform's tables are: choose another schema.")
    if schema != printable(schema) or "%" in schema:  # a percent sign would mark a parameter of a statement
        raise ChallengesError(
            f"CHALLENGES_SCHEMA is {printable(schema)}: choose a name without percent signs and control characters."
        )
    return schema


def statement(file_name: str, **parts: sql.Composable) -> sql.Composed:
    """Return the statement of a file in loader/sql, its {names} replaced by the parts."""
    return sql.SQL(STATEMENTS[file_name]).format(**parts)


def relation_exists(connection: Connection, schema: str, name: str) -> bool:
    """Tell whether the database has the table or view, visible to this role."""
    row = connection.execute(
        "select 1 from pg_class join pg_namespace on pg_namespace.oid = relnamespace"
        " where nspname = %s and relname = %s",
        (schema, name),
    ).fetchone()
    return row is not None
