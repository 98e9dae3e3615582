"""Applies the migrations in the order of their names, once each.

A file and its record are one transaction. If the first line of a file is `-- concurrently: <index>`, it holds one
statement that PostgreSQL does not run in a transaction. That runs alone, after the invalid index of an interrupted
attempt is dropped, and must be safe to repeat.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import psycopg
from psycopg import sql

from loader.database import Connection, missing_relations, value
from loader.errors import ChallengesError, sentence
from loader.queries import query

MIGRATIONS = Path(str(files("challenges_migrations")))  # a folder: pip unpacks what it installs
LOCK_KEY = 0x6368616C  # "chal"
FIX = "Fix the cause (is PGDATABASE the platform's database?) and run `challenges migrate` again."
UNRELEASED = (
    "note its adoption dates, run `drop schema challenges, challenges_loader cascade` and set up the database as a new"
    " one. Rewards are kept."
)


@dataclass(frozen=True)
class Migration:
    """One file of migrations."""

    name: str
    text: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def concurrent_index(self) -> str | None:
        """The index that the file builds outside a transaction, or None."""
        match = re.match(r"-- concurrently: (\w+)\n", self.text)
        return match.group(1) if match else None


def read_migrations(folder: Path = MIGRATIONS) -> list[Migration]:
    """Return the migrations of a folder in the order in which they apply."""
    return [Migration(path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.sql"))]


def pending_migrations(connection: Connection, folder: Path = MIGRATIONS) -> list[Migration]:
    """Return the migrations that are not applied yet.

    Raises ChallengesError if a file was changed after it was applied, or another version set up the database.
    """
    applied: dict[str, str] = {}
    if not missing_relations(connection, "challenges_loader.migrations"):
        applied = dict(connection.execute(query("migrate.applied")).fetchall())
    migrations = read_migrations(folder)
    pending = [migration for migration in migrations if migration.name not in applied]
    if unknown := sorted(applied.keys() - {migration.name for migration in migrations}):
        kind, next_step = ("An unreleased", UNRELEASED) if pending else ("A newer", "upgrade the package.")
        raise ChallengesError(
            f"{kind} version of this package set up the database ({unknown[0]} is unknown here): {next_step}"
        )
    for migration in migrations:
        if applied.get(migration.name, migration.checksum) != migration.checksum:
            next_step = "restore it and put the change into a new file."
            raise ChallengesError(f"migrations/{migration.name} was changed after it was applied: {next_step}")
    return pending


def migrate(connection: Connection, folder: Path = MIGRATIONS) -> Iterator[str]:
    """Apply what is pending, and yield the name of each file once it is applied.

    Raises ChallengesError if another migration is running, another version set up the database, an applied file was
    changed, or a file failed. A file that failed is undone, those before it stay applied.
    """
    with _only_one_at_a_time(connection):
        connection.execute(query("migrate.create_record"))
        for migration in pending_migrations(connection, folder):
            try:
                _apply(connection, migration)
            except psycopg.Error as error:
                failed = "failed" if migration.concurrent_index else "failed and was undone"
                raise ChallengesError(f"migrations/{migration.name} {failed}: {sentence(error)}. {FIX}") from error
            yield migration.name


@contextmanager
def _only_one_at_a_time(connection: Connection) -> Iterator[None]:
    # Do not wait for the lock: a session that waits holds a snapshot, and a concurrent index build waits for that.
    if not value(connection, sql.SQL("select pg_try_advisory_lock({})").format(LOCK_KEY)):
        raise ChallengesError("Another `challenges migrate` is running on this database: wait for it, then retry.")
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("select pg_advisory_unlock(%s)", (LOCK_KEY,))


def _apply(connection: Connection, migration: Migration) -> None:
    record = query("migrate.record"), (migration.name, migration.checksum)
    if index := migration.concurrent_index:
        if schema := value(connection, query("migrate.schema_of_invalid_index"), {"index": index}):
            connection.execute(sql.SQL("drop index concurrently {}").format(sql.Identifier(schema, index)))
        connection.execute(migration.text)
        connection.execute(*record)
        return
    with connection.transaction():
        # While the migration waits for a lock on a table, every writer of the table waits behind it.
        connection.execute("set local lock_timeout = '10s'")
        connection.execute(migration.text)
        connection.execute(*record)
