"""Applies migrations/*.sql in the order of their names, once each.

A file and its line in the ledger are one transaction. A file whose first line is `-- concurrently: <index>` holds one
statement that PostgreSQL does not run in a transaction: it is run alone, after an invalid index that an interrupted
attempt left behind is dropped, and must itself be safe to repeat.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from loader.database import Connection, relation_exists
from loader.errors import ChallengesError, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

MIGRATIONS = Path(__file__).parent.parent / "migrations"
LEDGER_SCHEMA = "challenges_loader"
LOCK_KEY = 0x6368616C  # "chal"

CREATE_LEDGER = """
create schema if not exists challenges_loader;
create table if not exists challenges_loader.migrations (
    name text primary key,
    checksum text not null,
    applied_at timestamptz not null default now()
);
"""


@dataclass(frozen=True)
class Migration:
    """One file of migrations/."""

    name: str
    text: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def concurrent_index(self) -> str | None:
        """The index that the file builds outside a transaction, if it does."""
        match = re.match(r"-- concurrently: (\w+)\n", self.text)
        return match.group(1) if match else None


def read_migrations(folder: Path = MIGRATIONS) -> list[Migration]:
    """Return the migrations of a folder in the order in which they apply.

    Raises:
        ChallengesError: there are none, so this is not a checkout of the project.

    """
    migrations = [Migration(path.name, path.read_text()) for path in sorted(folder.glob("*.sql"))]
    if not migrations:
        raise ChallengesError(f"No migrations in {folder}: install the project from its checkout, `pip install -e .`.")
    return migrations


def pending_migrations(connection: Connection, folder: Path = MIGRATIONS) -> list[Migration]:
    """Return the migrations that the database has not seen yet.

    Raises:
        ChallengesError: a file was changed after it was applied.

    """
    applied: dict[str, str] = {}
    if relation_exists(connection, LEDGER_SCHEMA, "migrations"):
        applied = dict(connection.execute("select name, checksum from challenges_loader.migrations").fetchall())
    migrations = read_migrations(folder)
    for migration in migrations:
        if applied.get(migration.name, migration.checksum) != migration.checksum:
            raise ChallengesError(
                f"migrations/{migration.name} was changed after it was applied: restore it and put the change into a"
                " new file."
            )
    return [migration for migration in migrations if migration.name not in applied]


def migrate(connection: Connection, folder: Path = MIGRATIONS) -> Iterator[str]:
    """Apply what is pending, and yield the name of each file once it is applied.

    Raises:
        ChallengesError: another migration is running, an applied file was changed, or a file fails; what a failing
            file did is undone, the files before it stay applied.

    """
    with _only_one_at_a_time(connection):
        connection.execute(CREATE_LEDGER)
        for migration in pending_migrations(connection, folder):
            try:
                _apply(connection, migration)
            except psycopg.Error as error:
                undone = "" if migration.concurrent_index else " and was undone"
                raise ChallengesError(
                    f"migrations/{migration.name} failed{undone}: {sentence(error)}. Mend the cause (is"
                    " PGDATABASE the platform's database?) and run `challenges migrate` again."
                ) from error
            yield migration.name


@contextmanager
def _only_one_at_a_time(connection: Connection) -> Iterator[None]:
    # Tried, not waited for: a session that waits holds a snapshot, and a concurrent index build waits for that.
    row = connection.execute("select pg_try_advisory_lock(%s)", (LOCK_KEY,)).fetchone()
    if row is None or not row[0]:
        raise ChallengesError("Another `challenges migrate` is running on this database: wait for it, then try again.")
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("select pg_advisory_unlock(%s)", (LOCK_KEY,))


def _apply(connection: Connection, migration: Migration) -> None:
    record = "insert into challenges_loader.migrations (name, checksum) values (%s, %s)"
    if migration.concurrent_index:
        _drop_invalid_index(connection, migration.concurrent_index)
        connection.execute(migration.text)
        connection.execute(record, (migration.name, migration.checksum))
        return
    with connection.transaction():
        # Whoever writes the table waits behind the migration for as long as that waits.
        connection.execute("set local lock_timeout = '10s'")
        connection.execute(migration.text)
        connection.execute(record, (migration.name, migration.checksum))


def _drop_invalid_index(connection: Connection, index: str) -> None:
    """Drop what an interrupted concurrent build leaves: an index that is there by name and never used."""
    row = connection.execute(
        "select nspname from pg_index join pg_class on pg_class.oid = indexrelid"
        " join pg_namespace on pg_namespace.oid = relnamespace where relname = %s and not indisvalid",
        (index,),
    ).fetchone()
    if row is not None:
        connection.execute(sql.SQL("drop index concurrently {}").format(sql.Identifier(row[0], index)))
