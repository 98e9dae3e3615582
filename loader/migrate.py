"""What an administrator runs: the migrations, in the order of their names and once each, and the rights of roles."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import psycopg
from psycopg import errors, sql

from loader.database import Connection, missing_relations, query, value
from loader.errors import INSUFFICIENT_PRIVILEGE, ChallengesError, sentence

MIGRATIONS = Path(str(files("challenges_migrations")))  # a folder: pip unpacks what it installs
LOCK_KEY = 0x6368616C  # "chal"
TRIGGER = re.compile(r"^create or replace trigger (\w+)\s[^;]*? on public\.(\w+)\s[^;]*;", re.M)
MAY_BE_ON_LAKE = {"plays"}  # tables of the platform that a trigger is on, and that PostgreSQL may lack
ADMINISTRATOR = "Run `challenges migrate` as an administrator: the owner of the platform's tables, or a superuser."
FIX = "Fix the cause (is PGDATABASE the platform's database?) and run `challenges migrate` again."
RETRY = "A load or another query reads them: retry."
DROP_VIEWS_STEPS = {
    errors.InsufficientPrivilege: "Run this in the role that owns the views, challenges_dbt, or as a superuser.",
    errors.DependentObjectsStillExist: "Drop what stands on them first, and make it again after `dbt build`.",
    errors.LockNotAvailable: RETRY,
    errors.DeadlockDetected: RETRY,
}
UNRELEASED = (
    "stop the loader, note the adoption dates, run `drop schema challenges, challenges_loader cascade`, set up the"
    " database as a new one, and run `challenges adopt --since` with each date before the first load. Rewards are kept."
)


@dataclass(frozen=True)
class Migration:
    """One file: a transaction with its record, or one statement that builds a `concurrent_index`, safe to repeat."""

    name: str
    text: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def concurrent_index(self) -> str | None:
        """The index that the file builds outside a transaction, by its first line, or None."""
        return next(iter(re.findall(r"\A-- concurrently: (\w+)\n", self.text)), None)


def read_migrations(folder: Path = MIGRATIONS) -> list[Migration]:
    """Return the migrations of a folder in the order in which they apply."""
    return [Migration(path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.sql"))]


def pending_migrations(connection: Connection, folder: Path = MIGRATIONS) -> list[Migration]:
    """Return what is not applied yet. Raises ChallengesError if an applied file was changed or is unknown here."""
    is_first = missing_relations(connection, "challenges_loader.migrations")
    recorded = () if is_first else connection.execute("select name, checksum from challenges_loader.migrations")
    applied = dict(recorded)
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


@cache
def trigger_statements() -> dict[tuple[str, str], str]:
    """Return the statement of each trigger that the migrations create, by its table and its name."""
    texts = (migration.text for migration in read_migrations())
    found = (match for text in texts for match in TRIGGER.finditer(text))
    return {(match[2], match[1]): match[0] for match in found}


def declared_triggers() -> dict[str, list[str]]:
    """Return the parameters of the query triggers.declared."""
    tables, names = zip(*trigger_statements(), strict=True)
    return {"trigger_tables": list(tables), "trigger_names": list(names)}


def restore_triggers(connection: Connection) -> Iterator[str]:
    """Create each trigger that is missing or disabled, and yield "name on table". The next load then reads everything.

    Raises ChallengesError if a trigger cannot be created.
    """
    triggers = query("triggers.declared")
    for table, name in connection.execute(query("triggers.to_restore", triggers=triggers), declared_triggers()):
        try:
            with connection.transaction():
                connection.execute("set local lock_timeout = '10s'")
                connection.execute(trigger_statements()[table, name])
        except psycopg.Error as error:
            raise ChallengesError(
                f"The trigger {name} on {table} was not restored: {sentence(error)}. {_next_step(error)}"
            ) from error
        yield f"{name} on {table}"


def migrate(connection: Connection, folder: Path = MIGRATIONS, *, is_again: bool = False) -> Iterator[str]:
    """Apply what is pending, and yield the name of each file once it is applied; those before a failed one stay.

    With `is_again` all files are pending: each is safe to apply again, and makes what a table of the platform lacks.

    Raises ChallengesError if another migration is running, a file failed, or as `pending_migrations` does.
    """
    with _only_one_at_a_time(connection):
        try:
            connection.execute(query("migrate.create_record"))
        except errors.InsufficientPrivilege as error:
            raise ChallengesError(f"Nothing was migrated: {sentence(error)}. {ADMINISTRATOR}") from error
        pending = pending_migrations(connection, folder)
        if is_again:
            connection.execute(query("migrate.forget_all"))
            pending = read_migrations(folder)
        for migration in pending:
            try:
                _apply(connection, migration)
            except psycopg.Error as error:
                failed = "failed" if migration.concurrent_index else "failed and was undone"
                raise ChallengesError(
                    f"migrations/{migration.name} {failed}: {sentence(error)}. {_next_step(error)}"
                ) from error
            yield migration.name


def _next_step(error: psycopg.Error) -> str:
    return ADMINISTRATOR if error.sqlstate == INSUFFICIENT_PRIVILEGE else FIX


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
        # An interrupted attempt leaves an invalid index.
        if schema := value(connection, query("migrate.schema_of_invalid_index"), {"index": index}):
            connection.execute(sql.SQL("drop index concurrently {}").format(sql.Identifier(schema, index)))
        try:
            connection.execute(migration.text)
            connection.execute(*record)
            return
        except errors.FeatureNotSupported:  # a partitioned table takes an index in a transaction only
            migration = replace(migration, text=migration.text.replace("index concurrently ", "index ", 1))
    with connection.transaction():
        # While the migration waits for a lock on a table, every writer of the table waits behind it.
        connection.execute("set local lock_timeout = '10s'")
        connection.execute(_fit_text(connection, migration))
        connection.execute(*record)


def _fit_text(connection: Connection, migration: Migration) -> str:
    """Return the text without triggers on a table that only the lake has; `restore_triggers` makes them if it comes."""
    missing = missing_relations(connection, *(f"public.{table}" for table in MAY_BE_ON_LAKE))
    return TRIGGER.sub(lambda match: "" if f"public.{match[2]}" in missing else match[0], migration.text)


def rights(schema: str) -> str:
    """Return the statements that create the roles, which nobody logs in as, and grant what they need."""
    parts = {"schema": sql.Identifier(schema), "schema_name": sql.Literal(schema)}
    return query("rights.grant_rights", **parts).as_string(None)


def grant_rights(connection: Connection, schema: str) -> None:
    """Grant all rights or none. Raises ChallengesError if migrations are missing, or this role may not grant them."""
    if pending := pending_migrations(connection):
        raise ChallengesError(f"Migrations are not applied, {pending[0].name} first: run `challenges migrate`.")
    try:
        with connection.transaction():
            connection.execute(rights(schema))
    except errors.InsufficientPrivilege as error:
        next_step = "Run this as a superuser, or give a superuser the output of `challenges grant-rights --print`."
        raise ChallengesError(f"No right was granted: {sentence(error)}. {next_step}") from error


def drop_views(connection: Connection, schema: str) -> list[str]:
    """Drop all views of the schema or none, and return their names; its tables, rights and watermarks stay.

    Raises ChallengesError if somebody reads them, another view depends on them, or this role does not own them.
    """
    names = value(connection, query("migrate.views"), {"schema": schema})
    if not names:
        return []
    views = sql.SQL(", ").join(sql.Identifier(schema, name) for name in names)
    try:
        connection.execute(sql.SQL("drop view {}").format(views))
    except tuple(DROP_VIEWS_STEPS) as error:
        raise ChallengesError(f"No view was dropped: {sentence(error)}. {DROP_VIEWS_STEPS[type(error)]}") from error
    return names
