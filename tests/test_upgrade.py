"""A database of each released version is upgraded by today's migrations, and its loads go on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from loader.adopt import adopt
from loader.challenges import sync_catalog
from loader.database import connect, views_schema
from loader.migrate import read_migrations
from sandbox.dbt_runner import failures, run_dbt
from sandbox.platform import add_sample_data, create_platform
from tests.test_cli import run

if TYPE_CHECKING:
    from loader.database import Connection

DUMPS = sorted((Path(__file__).parent / "upgrades").glob("*.sql"))
FRIDAY = "2026-05-22T13:00:00Z"

# What an upgrade keeps, by the columns that 1.0.0 has.
KEPT = {
    "watermarks": "challenge_id, block_number, block_hash, transaction_id::text, catalog_row, rules_version",
    "adoptions": "challenge_id, adoption_date",
    "changed_rows": "id, table_name, scope_id, transaction_id::text",
    "full_reads": "id, challenge_id, reason, transaction_id::text",
    "loads": "id, started_at, finished_at, version, is_full, is_quiet, as_of, challenge_ids, outcome, error",
    "challenge_loads": (
        "challenge_id, load_id, started_at, seconds, scopes, new, updated, already_right, rows_also_written,"
        " unpayable, audio, outcome, error"
    ),
    "challenge_status": "challenge_id, load_id, loaded_at, outcome, error, succeeded_at, failing_since",
    "mints": "challenge_id, specifier, load_id",
}


def add_other_tables(connection: Connection) -> None:
    """Add the platform's tables that the dump leaves out: it has those that its release read."""
    connection.execute("create schema platform; set search_path to platform")
    create_platform(connection)
    others = connection.execute(
        "select case relkind when 'r' then 'table' else 'sequence' end, relname from pg_class"
        " where relnamespace = 'platform'::regnamespace and relkind in ('r', 'S')"
        " and not exists (select 1 from pg_class as there where there.relname = pg_class.relname"
        " and there.relnamespace = 'public'::regnamespace)"
    ).fetchall()
    for kind, name in others:
        connection.execute(f"alter {kind} platform.{name} set schema public")
    connection.execute("drop schema platform cascade; reset search_path")


def kept(connection: Connection) -> dict[str, set[tuple[Any, ...]]]:
    return {
        table: {tuple(map(str, row)) for row in connection.execute(f"select {columns} from challenges_loader.{table}")}
        for table, columns in KEPT.items()
    }


def rewards(connection: Connection) -> dict[tuple[str, str], tuple[Any, ...]]:
    rows = connection.execute(
        "select challenge_id, specifier, user_id, is_complete, current_step_count, completed_blocknumber, amount,"
        " created_at, completed_at from user_challenges"
    ).fetchall()
    return {row[:2]: row for row in rows}


def load(*options: str) -> None:
    result = run("load", "--as-of", FRIDAY, *options)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.stem)
@pytest.mark.usefixtures("empty_database")
def test_a_database_of_a_released_version_goes_on_where_it_stands(dump: Path) -> None:
    with connect() as connection:
        connection.execute(dump.read_text())
        connection.execute("reset all")
        add_other_tables(connection)
    with connect() as connection:
        before, minted = kept(connection), rewards(connection)
        applied = {name for (name,) in connection.execute("select name from challenges_loader.migrations").fetchall()}
    assert {len(rows) > 0 for table, rows in before.items() if table not in {"changed_rows", "full_reads"}} == {True}
    assert minted

    # As docs/operations.md describes an upgrade.
    pending = [migration.name for migration in read_migrations() if migration.name not in applied]
    lines = run("migrate").stdout.splitlines()
    assert lines == [f"applied {name}" for name in pending] or (not pending and len(lines) == 1)
    assert failures(run_dbt("build", "--exclude-resource-type", "unit_test", "test")) == []
    with connect() as connection:
        assert kept(connection) == before
        sync_catalog(connection, views_schema())
        ids = {row[0] for row in connection.execute("select id from challenges")}
        later = sorted(ids - {row[0] for row in before["watermarks"]} - {row[0] for row in before["challenge_status"]})
        assert adopt(connection, views_schema(), later) if later else True

        # Nothing is new, in a full load or in any other.
        for options in ([], ["--full"]):
            load(*options)
            assert rewards(connection) == minted

        add_sample_data(connection, 2)
        load()
        added = {key: row for key, row in rewards(connection).items() if key not in minted}
        assert added
        assert rewards(connection) == minted | added
        assert {row[0] for row in added.values()} <= {row[0] for row in connection.execute("select id from challenges")}

        # The ledger goes on: rewards of before have their load, those of now theirs.
        after = kept(connection)
        assert before["mints"] < after["mints"]
        assert before["adoptions"] == {("c", "2026-01-01 00:00:00")}
        assert {row[0] for row in after["adoptions"] - before["adoptions"]} == set(later)
        assert {row[:2] for row in after["mints"] - before["mints"]} == set(added)
        before_load = max(int(row[0]) for row in before["loads"])
        assert {int(row[2]) > before_load for row in after["mints"] - before["mints"]} == {True}
