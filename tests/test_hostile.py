"""Hostile texts: none of the platform, of dbt or of the command line reaches SQL, steers a terminal or fills it."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
import yaml
from psycopg import sql

from loader.database import connect, views_schema
from loader.load import load
from loader.outcome import LoadOptions
from sandbox.dbt_runner import PROJECT
from sandbox.platform import add_sample_data, fit_catalog, grant_one_shots
from tests.catalog import CHALLENGES
from tests.test_cli import assert_one_sentence, run
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

    from tests.conftest import Databases

HOSTILE = (
    "'; drop table users; --\" \\' $$ {} {0} %s %(x)s 100% \x1b[31m\x1b]0;title\x07 \r\n\t\x7f\x85"
    "\u2028\u2029\u200b\u202e\u2066\ufeff\U000e0041 \u00e9"
)
LONG = HOSTILE + "A" * 5000
LONGEST_LINE = 4000  # characters; JSON is for machines
A_FRIDAY = datetime(2026, 5, 22, 12, tzinfo=timezone.utc)
FRIDAY = ("--as-of", f"{A_FRIDAY:%Y-%m-%dT%H:%M:%SZ}")

# The commands that print, in an order in which each has something to print.
COMMANDS = [
    ["sync-catalog"],
    ["load", "--dry-run", *FRIDAY],
    ["load", "--dry-run", "--log-json", *FRIDAY],
    ["load", *FRIDAY],
    ["load", "--full", *FRIDAY],
    ["load", "--full", "--log-json", *FRIDAY],
    ["explain", "--user", "305", *FRIDAY],
    ["explain", "--user", "305", "--json", *FRIDAY],
    ["status"],
    ["status", "--json"],
    ["adopt"],
    ["adopt", "--take-back", "--yes"],
]

# Columns that decide, and so cannot be hostile in every row at once.
DECIDING = {
    "blocks.blockhash",
    "challenges.amount",
    "challenges.id",
    "comments.entity_type",
    "events.event_data",
    "playlists.playlist_contents",
    "sol_purchases.content_type",
    "sol_purchases.signature",
    "track_trending_scores.time_range",
    "track_trending_scores.type",
    "track_trending_scores.version",
    "tracks.stem_of",
    "trending_results.id",
    "trending_results.type",
    "trending_results.version",
    "user_challenges.challenge_id",
    "user_challenges.specifier",
    # Whether there is one is a step of p.
    "users.bio",
    "users.cover_photo",
    "users.cover_photo_sizes",
    "users.name",
    "users.profile_picture",
    "users.profile_picture_sizes",
}


# The challenges that lose rewards by such a text in the first row of a table.
LOSING = {
    "challenges": {"b"},
    "comments": {"c"},
    "events": {"w"},
    "sol_purchases": {"b", "s"},
    "track_trending_scores": {"t", "tt", "tut"},
    "user_challenges": {"rd"},  # the first row is the earlier system's
}


def assert_clean(result: Result) -> Result:
    """Check what a command printed: no traceback, nothing that steers a terminal, no endless line, JSON that parses."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code in range(6)
    printed = result.stdout + result.stderr
    assert {char for char in printed if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} <= {"\n"}
    for line in printed.splitlines():
        if line.startswith("{"):
            json.loads(line)
        else:
            assert len(line) <= LONGEST_LINE, line
    return result


def run_all() -> list[Result]:
    return [assert_clean(run(*command)) for command in COMMANDS]


def text_columns(connection: psycopg.Connection[Any]) -> list[tuple[str, str, str]]:
    """Return table, column and type of each column with text in the tables that the models read."""
    sources = yaml.safe_load((PROJECT / "models" / "staging" / "__sources.yml").read_text())["sources"]
    names = [table["name"] for source in sources if source["name"] == "platform" for table in source["tables"]]
    return connection.execute(
        "select relname, attname, format_type(atttypid, null)"
        " from pg_attribute inner join pg_class on attrelid = pg_class.oid"
        " where relnamespace = 'public'::regnamespace and relkind = 'r' and relname = any(%s) and attnum > 0"
        " and atttypid = any('{text,varchar,bpchar,json,jsonb,text[],varchar[],jsonb[]}'::regtype[])"
        " order by relname, attname",
        (names,),
    ).fetchall()


def make_hostile(world: World, table: str, column: str, kind: str, rows: str = "true", text: str = HOSTILE) -> None:
    """Put a text, unique in each row, into a column of some rows."""
    value = {
        "jsonb": "jsonb_build_object(%(text)s::text, 1, 'winners', jsonb_build_array(%(text)s::text || ctid, null))",
        "text[]": "array[%(text)s::text || ctid, null]",
    }.get(kind, "%(text)s || ctid")
    world.connection.execute(
        sql.SQL(f"update {{}} set {{}} = {value} where {rows}").format(sql.Identifier(table), sql.Identifier(column)),
        {"text": text},
    )


def rewards(world: World) -> set[tuple[Any, ...]]:
    return set(world.rows("select challenge_id, specifier, user_id, amount from user_challenges"))


@pytest.fixture(scope="module")
def friday(databases: Databases, template: tuple[str, list[Any]]) -> Iterator[tuple[str, set[tuple[Any, ...]]]]:
    """A database in which each challenge has something to mint on Friday, and what that is."""
    name = databases.create(template[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGDATABASE", name)
        with connect() as connection:
            connection.execute("update challenges.catalog set active = true, starting_block = 0")
            fit_catalog(connection)
            grant_one_shots(connection)
            add_sample_data(connection, 1)
            add_sample_data(connection, 2)
            with connection.transaction(force_rollback=True):
                results = World(connection).load(clock=A_FRIDAY)
                expected = rewards(World(connection))
            assert min(result.new for result in results.values()) > 0
    yield name, expected
    databases.drop(name)


@pytest.fixture
def expected(friday: tuple[str, set[tuple[Any, ...]]]) -> set[tuple[Any, ...]]:
    """The rewards of that Friday."""
    return friday[1]


@pytest.fixture
def sample(
    databases: Databases, friday: tuple[str, set[tuple[Any, ...]]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    """A copy of that database."""
    name = databases.create(friday[0])
    monkeypatch.setenv("PGDATABASE", name)
    with connect() as connection:
        yield World(connection)
    databases.drop(name)


@pytest.mark.parametrize("text", [HOSTILE, LONG], ids=["hostile", "long"])
def test_texts_that_decide_nothing_change_nothing(sample: World, expected: set[tuple[Any, ...]], text: str) -> None:
    columns = text_columns(sample.connection)
    assert {f"{table}.{column}" for table, column, _ in columns} >= DECIDING
    for table, column, kind in columns:
        if f"{table}.{column}" not in DECIDING:
            make_hostile(sample, table, column, kind, text=text)
    assert len(columns) > 80

    assert {result.exit_code for result in run_all()} == {0}

    assert rewards(sample) == expected


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(DECIDING))
def test_a_text_that_decides_harms_no_other_row(sample: World, expected: set[tuple[Any, ...]], name: str) -> None:
    """In one row, then in all of them."""
    table, column = name.split(".")
    sample.run("alter table user_challenges drop constraint user_challenges_challenge_id_fkey")
    if table in {"user_challenges", "trending_results"}:  # what the loader writes
        sample.load(clock=A_FRIDAY)
    ((kind,),) = [(kind,) for *found, kind in text_columns(sample.connection) if found == [table, column]]
    ids = set(CHALLENGES) if name == "challenges.id" else set()

    make_hostile(sample, table, column, kind, f"ctid = (select min(ctid) from {table})")

    assert failing(sample) == ids & {"b"}
    minted = rewards(sample)
    assert {reward[0] for reward in expected - minted} <= LOSING.get(table, set())
    assert table == "challenges" or {reward[0] for reward in minted} >= {reward[0] for reward in expected}

    make_hostile(sample, table, column, kind)

    assert failing(sample) == ids


def failing(world: World) -> set[str]:
    """Run what prints values of the platform, and return the challenges that failed."""
    assert_clean(run("load", "--dry-run", *FRIDAY))
    result = assert_clean(run("load", "--full", "--log-json", *FRIDAY))
    assert_clean(run("explain", "--user", "305", *FRIDAY))
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return {line["challenge_id"] for line in lines if line["outcome"] == "failed"}


@pytest.fixture(params=[HOSTILE, "x" * 2000], ids=["hostile", "long"])
def named(world: World, request: pytest.FixtureRequest) -> tuple[World, str]:
    """A challenge of such a name, whose scopes and changes are read, and with three rewards of such specifiers."""
    name = request.param
    rows = [{"specifier": f"{specifier}{number}"} for number, specifier in enumerate([HOSTILE, "b" * 999, "%s"])]
    world.offer(*rows, {"specifier": HOSTILE, "amount": -1}, {"specifier": LONG, "user_id": None}, challenge_id=name)
    world.run(
        "create or replace view challenges.offered as"
        ' select *, is_complete as is_eligible, 1 as scope_id, 1.5 as "price_%s" from public.offered;'
        "create view challenges.offered_changes as select 1 as scope_id;"
        "create view challenges.offered_scopes as select 1 as scope_id, user_id, specifier from public.offered"
    )
    ((definition,),) = world.rows("select pg_get_viewdef('challenges.challenge_views'::regclass)")
    columns = {"scope_column": "scope_id", "scope_view": "offered_scopes", "changes_view": "offered_changes"}
    for column, value in columns.items():
        assert f"NULL::text AS {column}" in definition
        definition = definition.replace(f"NULL::text AS {column}", f"'{value}'::text AS {column}")
    world.run(f"create or replace view challenges.challenge_views as {definition}")
    world.note_views()
    return world, name


def test_names_of_challenges_and_specifiers(named: tuple[World, str]) -> None:
    world, name = named
    for arguments in (
        ["load", "--dry-run"],
        ["load"],
        ["load"],
        ["load", "--challenge", name, "--over-limit", name],
        ["load", "--full", "--log-json"],
        ["explain", "--challenge", name],
        ["explain", "--user", "1"],
        ["explain", "--challenge", name, "--json"],
        ["status", "--json"],
        ["status"],
        ["adopt", "--challenge", name],
        ["adopt", "--take-back", "--yes"],
        ["load", "--challenge", name],
        ["sync-catalog"],
    ):
        result = assert_clean(run(*arguments))
        assert result.exit_code == 0, (arguments, result.output)
    assert len(world.specifiers(name)) == 3

    for specifier in world.specifiers(name):
        result = assert_clean(run("explain", "--specifier", specifier))
        assert "will be minted" in result.stdout or ": minted on " in result.stdout

    world.run("update challenges.catalog set limit_rewards = 0 where id = %s", name)
    world.run("delete from user_challenges")
    assert assert_clean(run("load", "--full")).exit_code == 4
    assert assert_clean(run("load", "--full", "--log-json")).exit_code == 4
    world.run("alter table challenges_loader.mints rename to away")
    assert assert_clean(run("load", "--full", "--over-limit", name)).exit_code == 1
    world.run("delete from challenges")
    assert assert_clean(run("load")).exit_code == 1
    assert assert_clean(run("adopt")).exit_code == 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGAPPNAME", HOSTILE)
        with connect() as other:
            other.execute("select set_config('application_name', %s, false)", (HOSTILE,))
            loads = load(other, views_schema(), LoadOptions())
            next(loads)
            assert_clean(run("load"))
            loads.close()


@pytest.mark.parametrize("text", [HOSTILE, LONG, "50%", "\udcff", ""], ids=lambda text: ascii(text[:9]))
@pytest.mark.usefixtures("database")
def test_arguments(text: str) -> None:
    for arguments in (
        ["load", "--challenge", text],
        ["load", "--over-limit", text],
        ["explain", "--challenge", text],
        ["explain", "--specifier", text],
        ["explain", "--specifier", text, "--user", "1", "--challenge", "w"],
        ["explain", "--specifier", text, "--json"],
        ["adopt", "--challenge", text],
        *([["load", "--as-of", text], ["explain", "--user", text], ["load", "--every", text]] if text != LONG else []),
    ):
        is_answered = "--specifier" in arguments and "--user" not in arguments and text != "\udcff"  # no user is known
        assert assert_clean(run(*arguments)).exit_code == (0 if is_answered else 2), arguments


@pytest.mark.parametrize(
    "schema", [HOSTILE, LONG, "a%sb", "o'clock", 'a "b"', "no\nschema", "\udcff"], ids=lambda text: ascii(text[:9])
)
@pytest.mark.usefixtures("database")
def test_names_of_the_schema(monkeypatch: pytest.MonkeyPatch, schema: str) -> None:
    monkeypatch.setenv("CHALLENGES_SCHEMA", schema)
    for arguments in (*COMMANDS, ["grant-rights"], ["grant-rights", "--print"]):
        assert_one_sentence(assert_clean(run(*arguments)), 3, "CHALLENGES_SCHEMA")


@pytest.mark.usefixtures("database")
def test_a_terminal_that_cannot_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    command = [sys.executable, "-m", "loader", "explain", "--specifier", "\u6f22"]
    result = subprocess.run(command, capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")
    assert "with the specifier \\u6f22, and no such reward" in result.stdout


def test_a_catalog_and_limits_of_hostile_texts(world: World) -> None:
    world.run("update challenges.catalog set id = %s, amount = %s, limit_rewards = 1 where id = 'c'", HOSTILE, HOSTILE)
    assert assert_clean(run("sync-catalog")).exit_code == 0
    assert world.rows("select amount from challenges where id = %s", HOSTILE) == [(HOSTILE,)]
    world.run("update challenges.catalog set type = %s where id = 'cp'", HOSTILE)
    assert assert_clean(run("sync-catalog")).exit_code == 3
    assert assert_clean(run("load", "--full")).exit_code == 0
