"""The connection, the named queries of loader/sql, and how rows are read."""

import os
import re
import select
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from time import sleep
from typing import Any, TypeVar

import psycopg
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.rows import class_row
from psycopg.sql import SQL, Composable, Composed

from loader.errors import (
    BusyError,
    ChallengesError,
    ConnectionLostError,
    SharedPoolError,
    UnreachableError,
    printable,
    sentence,
)

Result = TypeVar("Result")
Row = TypeVar("Row")
Connection = psycopg.Connection[tuple[Any, ...]]
MOST_PREPARED = 1000  # statements of a session: a few of each challenge
Parameters = Mapping[str, Any] | None

CONNECT_TIMEOUT = "10"  # seconds
POOL_PROBES = 25  # each can miss a pool that is busy with others
POOL_PROBE_SECONDS = 2
NO_TRANSACTION = 0  # no process of a server: the pool allows single statements only
SHARED_POOL = (
    "A pool lends the sessions of the server to several clients in turn, and the loader's locks and settings need one"
    " session. Connect to the server, or through a pool in session mode."
)
RECONNECT_PAUSES = (1, 4, 16)  # seconds before each new try
TIMEOUTS = {
    "lock_timeout": "10s",
    "statement_timeout": "15min",
    "idle_in_transaction_session_timeout": "1min",
    # With these the server notices that the loader's process or machine is gone, also in the middle of a statement.
    "client_connection_check_interval": "1s",
    "tcp_keepalives_idle": "20s",
    "tcp_keepalives_interval": "10s",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "60s",
}
# And with these the loader notices that the server's machine or the network is gone.
KEEPALIVES = {"keepalives_idle": 20, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000}


def named_queries(folder: Path) -> dict[str, str]:
    """Return the queries of a folder of .sql files, each by `<file>.<name>`."""
    return {
        f"{path.stem}.{name}": text.strip()
        for path in folder.glob("*.sql")
        for name, text in re.findall(r"^-- name: (\w+)\n(.*?)(?=^-- name: |\Z)", path.read_text(), re.M | re.S)
    }


# Read once: a process that stays must not mix the statements of two versions.
QUERIES = named_queries(Path(__file__).parent / "sql")


def query(name: str, **parts: Composable) -> Composed:
    """Return the query `<file>.<name>`, its {names} replaced by the parts."""
    return SQL(QUERIES[name]).format(**parts)


def connect(*, is_patient: bool = False) -> Connection:
    """Connect to the database of libpq's variables; waits and statements have a timeout, unless `is_patient`.

    Raises ChallengesError if no database is named, UnreachableError if the server cannot be reached or refuses,
    SharedPoolError if a pool lends the sessions of the server to several clients in turn.
    """
    if not os.environ.get("PGDATABASE"):
        raise ChallengesError("PGDATABASE is not set. Set it to the platform's database, for the loader and for dbt.")
    try:
        connection = _open()
        _refuse_shared_pool(connection)  # before anything is set: there it would stay for others
        # One snapshot for what changed, what it earned, and the watermark that covers it.
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.execute(query("database.settings"), {"session": str(connection.info.backend_pid)})
        if not is_patient:
            connection.execute(query("database.timeouts"), {"names": [*TIMEOUTS], "values": [*TIMEOUTS.values()]})
    except psycopg.Error as error:
        next_step = "Check PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE."
        raise UnreachableError(f"PostgreSQL cannot be reached: {sentence(error)}. {next_step}") from error
    return connection


def _open() -> Connection:
    connection = psycopg.connect(
        autocommit=True,  # so that every transaction is an explicit block: in an implicit one it is a savepoint
        connect_timeout=os.environ.get("PGCONNECT_TIMEOUT") or CONNECT_TIMEOUT,
        application_name="challenges",
        client_encoding="utf8",  # before any text is read
        **KEEPALIVES,
    )
    connection.prepared_max = MOST_PREPARED
    return connection


def _refuse_shared_pool(connection: Connection) -> None:
    """Raise SharedPoolError if a pool gives the session of this connection to others between two transactions.

    A pool has its own key for cancelling, so the process that it names is not the server's. A second client shows
    whether it shares sessions: it gets the one that was used last, or it takes another, and this client then gets
    another one too. It is tried more than once, because further clients can come in between.
    """

    def session_now() -> int:
        # Never prepared: the next session that a pool lends would not know the statement.
        return value(connection, query("database.session"), prepare=False)

    session = session_now()
    if session == connection.info.backend_pid:
        return
    for _ in range(POOL_PROBES):
        with closing(_open()) as other:
            served = _session_in_transaction(other)
            if served in {session, NO_TRANSACTION} or session_now() != session:
                connection.close()
                raise SharedPoolError(SHARED_POOL)
        if served is None:  # a full pool in session mode: further probes would wait too
            return


def _session_in_transaction(client: Connection) -> int | None:
    """Begin a transaction and return the process that serves it; None if the pool lets the client wait for one."""
    client.pgconn.send_query(b"begin; select pg_backend_pid()")
    client.pgconn.flush()
    while select.select([client.fileno()], [], [], POOL_PROBE_SECONDS)[0]:
        client.pgconn.consume_input()
        while not client.pgconn.is_busy() and (result := client.pgconn.get_result()):
            if result.status == ExecStatus.FATAL_ERROR:
                return NO_TRANSACTION
            if result.status == ExecStatus.TUPLES_OK:
                return int(result.get_value(0, 0) or 0)
    return None


def persistently(work: Callable[[Connection], Result], warn: Callable[[str], None]) -> Result:
    """Do the work on a connection; if that is lost, all of it again on a new one, after pauses that grow.

    Raises UnreachableError, at once if the first try finds no server; ConnectionLostError if it was lost each time;
    BusyError if another load is running, after a loss only if it still is: it can be the lost one.
    """
    was_lost = False
    for pause in (*RECONNECT_PAUSES, None):
        try:
            with connect() as connection, errors_of_lost(connection, "Run the command again."):
                return work(connection)
        except (UnreachableError, ConnectionLostError, BusyError) as error:
            was_lost = was_lost or isinstance(error, ConnectionLostError)
            if pause is None or not was_lost:
                raise
            warn(f"{error} Trying again in {pause} s.")
            sleep(pause)
    raise AssertionError  # never: the last try returns or raises


@contextmanager
def errors_of_lost(connection: Connection, next_step: str, when: str = "") -> Iterator[None]:
    """Raise ConnectionLostError for an error after which the connection is closed, with the next step."""
    try:
        yield
    except psycopg.Error as error:
        if connection.closed:
            raise ConnectionLostError(f"The connection was lost{when}: {sentence(error)}. {next_step}") from error
        raise


def rows(
    connection: Connection,
    kind: type[Row],
    statement: Composable,
    parameters: Parameters = None,
    **options: bool | None,
) -> list[Row]:
    """Return the rows of a query, each as an object of a class whose fields are the query's columns."""
    with connection.cursor(row_factory=class_row(kind)) as cursor:
        return cursor.execute(statement, parameters, **options).fetchall()


def value(connection: Connection, statement: Composable, parameters: Parameters = None, **options: bool | None) -> Any:  # noqa: ANN401
    """Return the first column of the first row of a query, None if it has no row."""
    row = connection.execute(statement, parameters, **options).fetchone()
    return row[0] if row else None


def missing_relations(connection: Connection, *names: str) -> list[str]:
    """Return those of the tables and views, each named as schema.name, that the database does not have."""
    return value(connection, query("database.missing_relations"), {"names": list(names)})


def takes_commands(connection: Connection) -> bool:
    """Return whether the connection takes another command; one that was interrupted in the middle of one is closed."""
    if not connection.closed and connection.info.transaction_status is TransactionStatus.ACTIVE:
        connection.close()  # and its locks go with it
    return not connection.closed


def set_clock(connection: Connection, clock: datetime | None) -> datetime:
    """Set the clock of this transaction, the views' and the loader's, and return it; without one it is now.

    Raises ConnectionLostError if the transaction is not in the session that the loader has set up.
    """
    parameters = {"clock": clock, "session": str(connection.info.backend_pid)}
    if (set_to := value(connection, query("database.set_clock"), parameters)) is None:
        raise ConnectionLostError(f"The session was exchanged for another one. {SHARED_POOL}")
    return set_to


def views_schema() -> str:
    """Return the schema of dbt's views: the variable CHALLENGES_SCHEMA, by default "challenges".

    Raises ChallengesError if it is the platform's own schema, or has characters that no name should have.
    """
    return usable_schema(os.environ.get("CHALLENGES_SCHEMA") or "challenges", "CHALLENGES_SCHEMA")


def usable_schema(schema: str, setting: str) -> str:
    """Return the schema, if dbt can have built views there. Raises ChallengesError, which names the setting."""
    if schema == "public":
        raise ChallengesError(f"{setting} is public, where the platform's tables are. Choose another schema.")
    # A percent sign would begin a parameter of a statement, and dbt cannot build into a name with a quote.
    if schema != printable(schema) or set(schema) & set("%'\""):
        next_step = "Choose a name without quotes, percent signs and control characters."
        raise ChallengesError(f"{setting} is {printable(schema)}. {next_step}")
    return schema
