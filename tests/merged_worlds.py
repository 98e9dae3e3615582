"""Many of the oracle's worlds in one platform, each with ids of its own: one build of all of them on another engine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from psycopg import sql

from tests.test_oracle import Platform, table_of, value_of
from tests.worlds import EVERYTHING, WRITTEN, add_blocks, assembled, check_worlds, happen

if TYPE_CHECKING:
    from loader.database import Connection
    from tests.oracle import Row
    from tests.worlds import History

APART = 100_000  # ids of one world from those of the next
IDS = {"id", "referrer"}  # and all columns whose names end in _id
LEFT_OUT = {"blocks", "challenges", "one_shots", *WRITTEN}


def insert_worlds(connection: Connection, count: int, number: int) -> None:
    """Insert so many worlds, after all that happens in them; the number says which."""
    platform = Platform.__new__(Platform)
    platform.connection, platform.count = connection, 0
    drawn: list[History] = []
    check_worlds(EVERYTHING, count, number, drawn.append)
    for place, history in enumerate(drawn, 1):
        tables = assembled(history.pieces)
        add_blocks(tables)
        for step in history.steps:
            happen(step, tables)
        for table in ("blocks", *(name for name in tables if name not in LEFT_OUT)):
            for row in tables[table]:
                _insert(connection, table, platform.filled(table, _moved(row, place * APART)))


def _moved(row: Row, distance: int) -> Row:
    moved = {column: _moved_id(value, distance) if _is_id(column) else value for column, value in row.items()}
    if isinstance(moved.get("event_data"), dict) and isinstance(moved["event_data"].get("winners"), list):
        winners = [_moved_id(value, distance) for value in moved["event_data"]["winners"]]
        moved["event_data"] = moved["event_data"] | {"winners": winners}
    if "signature" in moved:
        moved["signature"] = f"{distance:09d}{moved['signature']}"
    return moved


def _is_id(column: str) -> bool:
    return column in IDS or column.endswith("_id")


def _moved_id(value: Any, distance: int) -> Any:
    """Move what is the id of something; what is garbage stays."""
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value < APART:
        return value + distance
    if isinstance(value, str) and value.isascii() and value.isdigit() and 1 <= int(value) < APART:
        return str(int(value) + distance)
    return value


def _insert(connection: Connection, table: str, row: Row) -> None:
    statement = sql.SQL(
        "insert into {table} ({columns}) select {values} from jsonb_populate_record(null::{table}, %s::jsonb)"
        " on conflict do nothing"
    ).format(
        table=table_of(table),
        columns=sql.SQL(", ").join(map(sql.Identifier, row)),
        values=sql.SQL(", ").join(map(value_of, row)),
    )
    connection.execute(statement, [json.dumps(row, default=str)])
