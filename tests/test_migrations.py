"""The runner of migrations, on files of the test's own, and that ours can be applied twice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from loader.database import connect
from loader.errors import ChallengesError
from loader.migrations import MIGRATIONS, migrate, pending_migrations, read_migrations
from sandbox.platform import create_platform

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loader.database import Connection


@pytest.fixture
def connection(empty_database: str) -> Iterator[Connection]:
    with connect() as connection:
        yield connection


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.sql").write_text(text)


def test_files_apply_in_the_order_of_their_names_once_each(connection: Connection, tmp_path: Path) -> None:
    write(tmp_path, b="insert into seen values ('b')", a="create table seen (name text)")
    assert list(migrate(connection, tmp_path)) == ["a.sql", "b.sql"]
    write(tmp_path, c="insert into seen values ('c')")
    assert list(migrate(connection, tmp_path)) == ["c.sql"]
    assert list(migrate(connection, tmp_path)) == []
    assert connection.execute("select name from seen").fetchall() == [("b",), ("c",)]


def test_a_failing_file_is_undone_and_named(connection: Connection, tmp_path: Path) -> None:
    write(tmp_path, a="create table kept (id integer)", b="create table undone (id integer); select 1 / 0")
    with pytest.raises(ChallengesError, match=r"migrations/b\.sql failed and was undone: division by zero"):
        list(migrate(connection, tmp_path))
    assert [migration.name for migration in pending_migrations(connection, tmp_path)] == ["b.sql"]
    assert connection.execute("select to_regclass('kept') is null, to_regclass('undone') is null").fetchone() == (
        False,
        True,
    )


def test_an_edited_file_is_noticed(connection: Connection, tmp_path: Path) -> None:
    write(tmp_path, a="create table one (id integer)")
    list(migrate(connection, tmp_path))
    write(tmp_path, a="create table two (id integer)")
    with pytest.raises(ChallengesError, match=r"migrations/a\.sql was changed after it was applied"):
        list(migrate(connection, tmp_path))


def test_a_folder_without_migrations_is_no_checkout(connection: Connection, tmp_path: Path) -> None:
    with pytest.raises(ChallengesError, match="install the project from its checkout"):
        list(migrate(connection, tmp_path))


def test_a_second_runner_leaves(connection: Connection, tmp_path: Path) -> None:
    write(tmp_path, a="create table one (id integer)")
    running = migrate(connection, tmp_path)
    next(running)
    with connect() as other, pytest.raises(ChallengesError, match="Another `challenges migrate` is running"):
        list(migrate(other, tmp_path))
    assert list(running) == []
    with connect() as other:
        assert list(migrate(other, tmp_path)) == []


def test_an_interrupted_concurrent_build_is_built_again(connection: Connection, tmp_path: Path) -> None:
    connection.execute("create table numbers as select 1 as number from generate_series(1, 2)")
    with pytest.raises(psycopg.errors.UniqueViolation):
        connection.execute("create unique index concurrently ix_numbers on numbers (number)")
    write(
        tmp_path,
        a="-- concurrently: ix_numbers\ncreate index concurrently if not exists ix_numbers on numbers (number)",
    )

    assert list(migrate(connection, tmp_path)) == ["a.sql"]

    assert connection.execute(
        "select indisvalid from pg_index where indexrelid = 'ix_numbers'::regclass"
    ).fetchall() == [(True,)]


def test_every_migration_is_safe_to_apply_twice(connection: Connection) -> None:
    create_platform(connection)
    names = list(migrate(connection))
    assert names == [migration.name for migration in read_migrations()]
    connection.execute("truncate challenges_loader.migrations")
    assert list(migrate(connection)) == names


def test_migrations_are_numbered_without_gaps() -> None:
    numbers = [int(path.name.split("_")[0]) for path in sorted(MIGRATIONS.glob("*.sql"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_cooldown_lookup_of_the_platforms_trigger_uses_the_index(database: str) -> None:
    with connect() as connection:
        connection.execute(
            "insert into notification (specifier, group_id, type, timestamp, user_ids)"
            " select i, i, case when i % 50 = 0 then 'reward_in_cooldown' else 'other' end,"
            " timestamp '2026-01-01' + i * interval '1 minute', array[i] from generate_series(1, 20000) as i"
        )
        connection.execute("analyze notification")
        plan = connection.execute(
            "explain select 1 from notification where type = 'reward_in_cooldown' and 7 = any(user_ids)"
            " and timestamp >= timestamp '2026-01-14'"
        ).fetchall()
    assert "ix_notification_reward_in_cooldown" in str(plan)


def test_a_migration_never_changes_once_it_is_listed() -> None:
    """A database that has applied a file refuses another of its name: a change belongs into a new file, listed here."""
    listed = dict(
        reversed(line.split()) for line in (Path(__file__).parent / "migrations.sha256").read_text().splitlines()
    )
    assert {migration.name: migration.checksum for migration in read_migrations()} == listed
