"""The runner of migrations, on files of the test's own, and what ours leave in a database."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import jinja2
import psycopg
import pytest

from loader.database import connect, query
from loader.errors import ChallengesError
from loader.migrate import migrate, pending_migrations, read_migrations
from sandbox.dbt_runner import PROJECT
from sandbox.platform import create_platform

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loader.database import Connection

NAMES = """
select
    case relkind when 'i' then 'index' else 'relation' end as kind,
    relname as name
from pg_class
where relnamespace = 'public'::regnamespace
union all
select 'function', proname from pg_proc where pronamespace = 'public'::regnamespace
union all
select 'type', typname from pg_type where typnamespace = 'public'::regnamespace
union all
select 'trigger', tgname from pg_trigger where not tgisinternal
"""


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


def test_a_database_of_an_unreleased_version_is_met_with_what_to_do(connection: Connection) -> None:
    create_platform(connection)
    connection.execute(query("migrate.create_record"))
    connection.execute("insert into challenges_loader.migrations (name, checksum) values ('0001_rolling_cap.sql', '')")
    with pytest.raises(
        ChallengesError, match=r"An unreleased version .*\(0001_rolling_cap\.sql is unknown here\)"
    ) as raised:
        list(migrate(connection))
    assert connection.execute("select count(*) from challenges_loader.migrations").fetchone() == (1,)

    # What the sentence says helps.
    connection.execute("create schema challenges")
    connection.execute(re.findall("`(drop .*?)`", str(raised.value))[0])
    assert list(migrate(connection)) == [migration.name for migration in read_migrations()]


def test_a_database_of_a_newer_version_is_met_with_what_to_do(connection: Connection, tmp_path: Path) -> None:
    write(tmp_path, a="select 1", b="select 2")
    list(migrate(connection, tmp_path))
    (tmp_path / "b.sql").unlink()
    with pytest.raises(ChallengesError, match=r"A newer version .* \(b\.sql is unknown here\): upgrade the package"):
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
    numbers = [int(migration.name.split("_")[0]) for migration in read_migrations()]
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
    assert "challenges_notification_cooldown_idx" in str(plan)


def test_what_stands_among_the_platforms_things_has_a_name_that_the_platform_will_not_use(
    connection: Connection,
) -> None:
    create_platform(connection)
    before = set(connection.execute(NAMES).fetchall())
    list(migrate(connection))
    added = set(connection.execute(NAMES).fetchall()) - before
    assert {kind for kind, _ in added} == {"index", "trigger"}
    named_by_the_specification = {("trigger", "handle_tastemaker"), ("trigger", "handle_trending")}
    assert named_by_the_specification < added
    assert [name for _, name in added - named_by_the_specification if not name.startswith("challenges_")] == []


def test_every_table_of_the_loaders_own_has_a_primary_key(connection: Connection) -> None:
    create_platform(connection)
    list(migrate(connection))
    tables = connection.execute(
        "select oid::regclass::text, exists (select from pg_index where indrelid = pg_class.oid and indisprimary)"
        " from pg_class where relkind = 'r' and relnamespace = 'challenges_loader'::regnamespace"
    ).fetchall()
    assert len(tables) >= 9
    assert [table for table, has_key in tables if not has_key] == []
    connection.execute("create publication everything for all tables")
    for table, _ in tables:
        connection.execute(f"delete from {table}")


@pytest.mark.parametrize(
    ("migration", "specifier_format", "place"),
    [
        ("0017_user_challenges_first_id_index.sql", "hex:hex", 1),
        ("0018_user_challenges_track_index.sql", "hex:t:hex", 3),
    ],
)
def test_an_index_on_specifiers_has_the_expression_of_the_macro(
    migration: str, specifier_format: str, place: int
) -> None:
    expression = specifier_macros().id_in_specifier("specifier", specifier_format, place)
    assert " ".join(expression.split()) in " ".join(migration_text(migration).split())


def test_the_index_on_referred_users_has_the_expression_of_the_macro() -> None:
    expression = specifier_macros().last_id_in_specifier("specifier")
    assert expression in migration_text("0037_user_challenges_paid_referral_index.sql")


def migration_text(name: str) -> str:
    return next(file.text for file in read_migrations() if file.name == name)


def specifier_macros() -> Any:
    macros = jinja2.Environment(autoescape=False, extensions=["jinja2.ext.do"])  # noqa: S701 - it renders SQL
    macros.globals |= {"return": str, "split_part": "split_part({}, {}, {})".format}
    macros.globals["adapter"] = SimpleNamespace(dispatch=lambda name, _: getattr(module, f"postgres__{name}"))
    module = macros.from_string((PROJECT / "macros" / "specifier.sql").read_text()).module
    return module


@pytest.mark.parametrize(
    ("window_cap", "group_cap", "within"),
    [(2, 1, (True, False)), (None, 1, (True, False)), (2, None, (True, True)), (None, None, (True, True))],
)
def test_a_cap_that_is_null_limits_nothing_but_is_counted(
    connection: Connection, window_cap: int | None, group_cap: int | None, within: tuple[bool, bool]
) -> None:
    create_platform(connection)
    list(migrate(connection))
    row = connection.execute(
        "select (verdict).count_in_window, (verdict).count_in_group, (verdict).is_within_window,"
        " (verdict).is_within_group from (select challenges_loader.rolling_caps(now()::timestamp, '7 days', 1, %s, 5,"
        " 1, %s) as verdict) as judged",
        (window_cap, group_cap),
    ).fetchone()
    assert row == (1, 1, *within)


def test_a_migration_never_changes_once_it_has_landed() -> None:
    """A database that has applied a file refuses a changed one. Put a change into a new file, and add a line for it."""
    listed = dict(
        reversed(line.split()) for line in (Path(__file__).parent / "migrations.sha256").read_text().splitlines()
    )
    assert {migration.name: migration.checksum for migration in read_migrations()} == listed
