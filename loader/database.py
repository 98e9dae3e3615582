"""The connection: libpq's own variables say where, this module says how."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from loader.errors import ChallengesError, sentence

if TYPE_CHECKING:
    from datetime import datetime

Connection = psycopg.Connection[tuple[Any, ...]]

CONNECT_TIMEOUT = "10"  # seconds
SQL_FILES = Path(__file__).parent / "sql"


def connect() -> Connection:
    """Connect as libpq's variables (PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE) say, in autocommit.

    In autocommit every transaction is an explicit block; inside an implicit one, a block is only a savepoint.

    Raises:
        ChallengesError: no database is named, or the server cannot be reached or refuses.

    """
    if not os.environ.get("PGDATABASE"):
        raise ChallengesError("PGDATABASE is not set: set it to the platform's database, for the loader and for dbt.")
    try:
        connection = psycopg.connect(
            autocommit=True,
            connect_timeout=os.environ.get("PGCONNECT_TIMEOUT") or CONNECT_TIMEOUT,
            application_name="challenges",
        )
    except psycopg.Error as error:
        raise ChallengesError(
            f"PostgreSQL cannot be reached: {sentence(error)}. Check PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE."
        ) from error
    # One snapshot for what changed, what it earned, and the mark that says it was read.
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    # What stands outside of a block, as the ledger, meets other writers and must not fail for that.
    connection.execute("set default_transaction_isolation = 'read committed'")
    connection.execute("set datestyle = 'ISO'")  # the only one that the driver reads
    # Planned generically, the lookup in the platform's trigger scans the whole notification table for each reward.
    connection.execute("set plan_cache_mode = force_custom_plan")
    # Views over many tables look expensive enough to be compiled, which takes longer than running them.
    connection.execute("set jit = off")
    return connection


def set_clock(connection: Connection, clock: datetime | None) -> datetime:
    """Set the clock of this transaction, the views' and the loader's, and return it."""
    row = connection.execute(
        "select set_config('challenges.as_of', coalesce(%s::timestamptz, now())::text, true)::timestamptz", (clock,)
    ).fetchone()
    return row[0] if row else clock


def views_schema() -> str:
    """Return the schema of dbt's views: the variable CHALLENGES_SCHEMA, by default "challenges".

    Raises:
        ChallengesError: it is the platform's own schema.

    """
    schema = os.environ.get("CHALLENGES_SCHEMA") or "challenges"
    if schema == "public":
        raise ChallengesError("CHALLENGES_SCHEMA is public, where the platform's tables are: choose another schema.")
    return schema


def statement(file_name: str, **parts: sql.Composable) -> sql.Composed:
    """Return the statement of a file in loader/sql, its {names} replaced by the parts."""
    return sql.SQL((SQL_FILES / file_name).read_text()).format(**parts)


def relation_exists(connection: Connection, schema: str, name: str) -> bool:
    """Tell whether the database has the table or view, visible to this role."""
    row = connection.execute(
        "select 1 from pg_class join pg_namespace on pg_namespace.oid = relnamespace"
        " where nspname = %s and relname = %s",
        (schema, name),
    ).fetchone()
    return row is not None
