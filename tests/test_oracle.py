"""After each load of a small world the tables are what the rules say, by an oracle that shares nothing with the models.

Hypothesis draws the worlds. `--worlds 20000` draws more of them, `--fresh-worlds` other ones than the last time.
"""

from __future__ import annotations

import json
from collections import Counter
from contextlib import contextmanager
from datetime import timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, seed, settings
from psycopg import sql
from psycopg.rows import dict_row
from tabulate import tabulate

from loader.adopt import adopt, take_back
from loader.database import connect, views_schema
from loader.errors import FutureDateError
from loader.load import load
from loader.merge import Merge
from loader.outcome import LoadOptions
from tests.catalog import CHALLENGES
from tests.conftest import WORLDS_LEFT_OUT, WORLDS_SEED
from tests.oracle import RULES, Notes, Oracle
from tests.oracle.first_steps import parsed
from tests.worlds import (
    EVERYTHING,
    GROUPS,
    KEYS,
    WRITTEN,
    History,
    add_blocks,
    assembled,
    check_worlds,
    happen,
    histories,
    left_out,
)
from tests.worlds.drawing import track

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from loader.database import Connection
    from tests.oracle import Row, Tables
    from tests.worlds import Piece, Step

ENOUGH_WORLDS = 3000  # for each gate to refuse somebody, and each cap to be filled

# What the platform's tables want and no rule reads.
FILLERS: dict[str, Row] = {
    "comments": {"text": "", "txhash": "", "blockhash": ""},
    "events": {"txhash": "", "blockhash": ""},
    "playlists": {
        "is_album": False,
        "is_private": True,
        "created_at": "2026-01-01",
    },
    "sol_purchases": {"from_account": "", "access_type": "stream", "valid_after_blocknumber": 1},
    "tracks": {"created_at": "2026-01-01"},
}
WITH_TXHASH = ("follows", "playlists", "reposts", "saves", "tracks", "users")
NUMBERED = {"blocks": "blockhash", **dict.fromkeys(WITH_TXHASH, "txhash")}
# Columns whose values are drawn as the texts of JSON: a null of JSON is not the same as none.
JSON_TEXTS = {"playlist_contents", "stem_of"}
SEEDS = {"one_shots"}


class Platform:
    """The platform's tables in a database, as the oracle writes them: whole rows by column name."""

    def __init__(self, connection: Connection, *, has_triggers: bool = False) -> None:
        self.connection = connection
        self.count = 0
        # Limits are not of the rules: test_limits.py has them.
        connection.execute(
            sql.SQL("update {} set limit_rewards = 2147483647, limit_audio = 9223372036854775807").format(
                sql.Identifier(views_schema(), "catalog")
            )
        )
        # test_notifications.py has the triggers; here they would only cost, and refuse what an earlier system wrote.
        if not has_triggers:
            connection.execute("alter table user_challenges disable trigger user")
        connection.execute("delete from challenges")  # each world has its own
        if has_table(connection, "one_shots"):
            connection.execute(sql.SQL("delete from {}").format(table_of("one_shots")))
        # The tables are tiny: to plan each statement again would take four times as long as all the rest.
        connection.execute("set plan_cache_mode = force_generic_plan")
        connection.prepare_threshold = 0

    @contextmanager
    def world(self) -> Iterator[None]:
        """Leave nothing of what is done in the block; the loader's transactions are savepoints in it."""
        with self.connection.transaction(force_rollback=True):
            yield

    def insert(self, table: str, rows: list[Row]) -> None:
        """Insert rows of a table in one statement."""
        if rows:
            filled = [self.filled(table, row) for row in rows]
            self.connection.execute(
                sql.SQL(
                    "insert into {table} ({columns})"
                    " select {values} from jsonb_populate_recordset(null::{table}, %s::jsonb){conflict}"
                ).format(
                    table=table_of(table),
                    columns=sql.SQL(", ").join(map(sql.Identifier, filled[0])),
                    values=sql.SQL(", ").join(map(value_of, filled[0])),
                    # Rewards refer to a challenge: it cannot be deleted and inserted again.
                    conflict=sql.SQL(
                        " on conflict (id) do update set active = excluded.active, amount = excluded.amount,"
                        " step_count = excluded.step_count, starting_block = excluded.starting_block"
                        if table == "challenges"
                        else ""
                    ),
                ),
                [json.dumps(filled, default=str)],
            )

    def filled(self, table: str, row: Row) -> Row:
        """Return the row with what the table wants beside it; a float as text, for JSON knows no NaN."""
        self.count += 1
        number = {NUMBERED[table]: f"{self.count}"} if table in NUMBERED else {}
        values = {column: str(value) if isinstance(value, float) else value for column, value in row.items()}
        values = texts(values) if table in SEEDS else values
        return FILLERS.get(table, {}) | values | number

    def replace(self, piece: Piece) -> None:
        """Replace the rows of a piece's entity."""
        key = tuple(texts(dict(enumerate(piece.key))).values()) if piece.table in SEEDS else piece.key
        if piece.table != "challenges":
            condition = sql.SQL(" and ").join(
                sql.SQL("{} is null" if value is None else "{} = {}").format(
                    *[sql.Identifier(column), sql.Literal(value)][: 1 if value is None else 2]
                )
                for column, value in zip(KEYS[piece.table], key, strict=True)
            )
            self.connection.execute(
                sql.SQL("delete from {} where {}").format(table_of(piece.table), condition), prepare=False
            )
        self.insert(piece.table, list(piece.rows))

    def happen(self, step: Step, tables: Tables) -> None:
        """Make the changes of a step, here and in the oracle's tables, in one block or as more of the head block."""
        blocks = len(tables["blocks"])
        pieces = happen(step, tables)
        self.insert("blocks", tables["blocks"][blocks:])
        for piece in pieces:
            self.replace(piece)
        if any(piece.is_rollback for piece in pieces):
            self.roll_back()

    def roll_back(self) -> None:
        """Give each block another hash, as if the chain had been rolled back and had grown again."""
        self.connection.execute("update blocks set blockhash = md5(blockhash)")

    def rows(self, table: str) -> list[Row]:
        """Return all rows of a table."""
        with self.connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(sql.SQL("select * from {}").format(table_of(table))).fetchall()


def value_of(column: str) -> sql.Composed:
    """Return the value to insert, of a recordset with the column's type."""
    return sql.SQL("({} #>> '{{}}')::jsonb" if column in JSON_TEXTS else "{}").format(sql.Identifier(column))


def texts(row: dict[Any, Any]) -> dict[Any, Any]:
    """Return the row as a seed holds it, whose columns are texts."""
    return {column: value if value is None else str(value) for column, value in row.items()}


def table_of(name: str) -> sql.Identifier:
    """Return a table of the platform, or of the project's seeds."""
    return sql.Identifier(views_schema(), name) if name in SEEDS else sql.Identifier(name)


def has_table(connection: Connection, name: str) -> bool:
    """Return whether the table is there: that of a seed comes with its challenge."""
    ((found,),) = connection.execute("select to_regclass(%s) is not null", [table_of(name).as_string()]).fetchall()
    return found


@pytest.fixture
def platform(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    monkeypatch.setattr(Merge, "is_plan_kept", True)  # the loader plans most merges for the rows that there are
    with connect() as connection:
        yield Platform(connection)


def play(platform: Platform, history: History, seen: Counter[str]) -> None:
    """Load the world of a history step by step, and compare after each; `seen` counts what the oracle saw."""
    tables = assembled(history.pieces)
    add_blocks(tables)
    notes = Notes()
    with platform.world():
        for table, rows in tables.items():
            platform.insert(table, rows)
        for number, step in enumerate(history.steps, start=1):
            platform.happen(step, tables)
            takes_over(platform, history, step, tables, notes)
            if step.mode == "crash":
                with platform.world():
                    list(load(platform.connection, views_schema(), LoadOptions(history.challenges, clock=step.clock)))
            loads = list(
                load(
                    platform.connection,
                    views_schema(),
                    LoadOptions(history.challenges, clock=step.clock, full=step.mode == "everything"),
                )
            )
            oracle = Oracle(tables, step.clock, notes)
            oracle.load(history.challenges)

            seen.update(oracle.seen)
            seen.update(f"{result.challenge_id}: read some scopes" for result in loads if result.scopes)
            seen.update(f"{result.challenge_id}: read no scope" for result in loads if result.scopes == 0)
            seen.update(f"read in full: {result.full_read_reason}" for result in loads if result.full_read_reason)
            assert_equal(f"load {number}", tables, {table: platform.rows(table) for table in WRITTEN})
            for result in loads:
                is_known = not oracle.seen[f"{result.challenge_id}: not in challenges"]
                assert (result.error is None) == is_known, f"load {number}: {result}"
                assert result.new + result.updated == oracle.seen[f"{result.challenge_id}: written"], f"load {number}"
                also_written = oracle.seen[f"{result.challenge_id}: also written"]
                assert result.rows_also_written == also_written, f"load {number}: {result}"


def takes_over(platform: Platform, history: History, step: Step, tables: Tables, notes: Notes) -> None:
    """Let this system take over from another, or take that back, as a step says; never from the future on."""
    connection, schema = platform.connection, views_schema()
    known = {row["id"] for row in platform.rows("challenges")}
    ids = sorted(known & set(history.challenges or known))
    oracle = Oracle(tables, step.clock, notes)
    since = step.adopted_since and step.adopted_since.replace(tzinfo=timezone.utc)
    if since and since > step.clock:
        with pytest.raises(FutureDateError):
            adopt(connection, schema, ids, since=since, clock=step.clock)
        return
    if since and ids:
        oracle.adopt(ids, step.adopted_since)
        adoptions = adopt(connection, schema, ids, since=since, clock=step.clock)
        assert not any(adoption.error for adoption in adoptions), adoptions
    elif step.is_taken_back and ids:
        oracle.take_back(ids)
        take_back(connection, schema, ids)


def assert_equal(title: str, expected: Tables, got: Tables) -> None:
    """Compare the tables that a load writes, row by row and all columns, in any order.

    Raises:
        AssertionError: with the rows that differ, as the rules say and as they are, one below the other.

    """
    for table in WRITTEN:
        columns = sorted({column for row in expected[table] + got[table] for column in row})
        sides = [
            Counter(tuple(row.get(column) for column in columns) for row in side[table]) for side in (expected, got)
        ]
        differences = [("expected", *row) for row in (sides[0] - sides[1]).elements()]
        differences += [("got", *row) for row in (sides[1] - sides[0]).elements()]
        key = [1 + columns.index(column) for column in KEYS[table] if column in columns]
        differences.sort(key=lambda row: ([str(row[place]) for place in key], row[0]))
        if differences:
            pytest.fail(
                f"after {title}, {table}:\n{tabulate(differences, ['', *columns], missingval='null')}", pytrace=False
            )


@pytest.mark.parametrize("name", [*GROUPS, "everything"])
def test_the_tables_are_what_the_rules_say(name: str, platform: Platform, request: pytest.FixtureRequest) -> None:
    group = EVERYTHING if name == "everything" else GROUPS[name]
    if missing := left_out(group):
        request.config.stash[WORLDS_LEFT_OUT][name] = missing
        pytest.skip(f"seeds/catalog.csv lacks {', '.join(missing)}")
    worlds = request.config.getoption("--worlds")
    count = max(1, round(worlds * group.share))
    seen: Counter[str] = Counter()

    played = check_worlds(
        group, count, request.config.stash[WORLDS_SEED], lambda history: play(platform, history, seen)
    )

    assert played == count
    missed = [reason for reason in group.reaches if not seen[reason]]
    assert worlds < ENOUGH_WORLDS or not missed, f"no world got there: {missed}"


def test_the_groups_share_all_worlds() -> None:
    assert sum(group.share for group in (*GROUPS.values(), EVERYTHING)) == pytest.approx(1)


def test_every_challenge_has_a_rule_and_worlds() -> None:
    drawn = [challenge_id for group in GROUPS.values() for challenge_id in group.challenges]
    assert sorted(drawn) == sorted(RULES)
    assert set(CHALLENGES) <= set(RULES)


def test_a_difference_is_shown_as_rows() -> None:
    row = {"challenge_id": "c", "specifier": "2:202621", "amount": 1, "completed_at": None}
    nothing: Tables = {table: [] for table in WRITTEN}
    expected = nothing | {"user_challenges": [row]}
    got = nothing | {"user_challenges": [row | {"amount": 2}]}

    with pytest.raises(pytest.fail.Exception) as failure:
        assert_equal("load 1", expected, got)

    assert [line.split() for line in str(failure.value).splitlines()[1:] if "---" not in line] == [
        ["amount", "challenge_id", "completed_at", "specifier"],
        ["expected", "1", "c", "null", "2:202621"],
        ["got", "2", "c", "null", "2:202621"],
    ]


@pytest.mark.parametrize("name", GROUPS)
def test_the_platform_holds_what_is_drawn(name: str, platform: Platform, request: pytest.FixtureRequest) -> None:
    """Of groups whose challenges are not there yet, too: their tables are."""

    @seed(request.config.stash[WORLDS_SEED])
    @settings(max_examples=5, database=None, deadline=None, phases=[Phase.generate])
    @given(histories(GROUPS[name]))
    def every_row_is_there(history: History) -> None:
        tables = assembled(history.pieces)
        add_blocks(tables)
        with platform.world():
            for table, rows in tables.items():
                if has_table(platform.connection, table):
                    platform.insert(table, rows)
                    columns = sorted({column for row in rows for column in row})
                    expected = map(texts if table in SEEDS else as_read, rows)
                    assert counted(platform.rows(table), columns) == counted(expected, columns)

    every_row_is_there()


def as_read(row: Row) -> Row:
    """Return a drawn row as the database gives it back."""
    return {column: parsed(value) if column in JSON_TEXTS else value for column, value in row.items()}


def counted(rows: Iterable[Row], columns: list[str]) -> Counter[str]:
    """Return how often each row is there, by these columns."""
    return Counter(json.dumps([row[column] for column in columns], default=str, sort_keys=True) for row in rows)


def test_a_null_of_json_is_not_the_same_as_none(platform: Platform) -> None:
    add = [track(number, 1, stem_of=text) for number, text in enumerate([None, "null", "{}", '"null"'], start=1)]
    with platform.world():
        platform.insert("blocks", [{"number": 5}])
        platform.insert("tracks", [row for piece in add for row in piece.rows])
        kinds = platform.connection.execute("select jsonb_typeof(stem_of) from tracks order by track_id").fetchall()
    assert kinds == [(None,), ("null",), ("object",), ("string",)]
