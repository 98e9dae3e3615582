"""A lake for the demo and the tests: the platform's tables as parquet, in tables of Spark.

A value goes through a text that no delimiter can be in: a text as hexadecimal, a time as microseconds, a date as days.
An infinite time has no place on a lake: it becomes null.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import yaml
from psycopg import sql

from sandbox.dbt_runner import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pyspark.sql import SparkSession

    from loader.database import Connection

SOURCES = PROJECT / "models" / "staging" / "__sources.yml"

# How a column of a declared type is written by PostgreSQL, and read by Spark: 'x' before a text, for '' is a null.
HOW = {
    "text": ("'x' || encode(convert_to({}::text, 'UTF8'), 'hex')", "cast(unhex(substring({}, 2)) as string)"),
    "timestamp": (
        "case when isfinite({0}) then (extract(epoch from {0}) * 1000000)::bigint end",
        "cast(timestamp_micros(cast({} as bigint)) as timestamp_ntz)",
    ),
    "date": ("{} - date '1970-01-01'", "date_from_unix_date(cast({} as int))"),
    "integer": ("{}", "cast({} as int)"),
    "bigint": ("{}", "cast({} as bigint)"),
    "boolean": ("{}", "cast({} as boolean)"),
    "double precision": ("{}", "cast({} as double)"),
}
HOW["jsonb"] = HOW["text"]


class Table(NamedTuple):
    """A table of the platform that a lake has: its columns, each a name and a type."""

    name: str
    columns: Sequence[tuple[str, str]]


def lake_tables() -> Iterator[Table]:
    """Yield the tables that the facts are made of, with the columns that models read."""
    (platform,) = (one for one in yaml.safe_load(SOURCES.read_text())["sources"] if one["name"] == "platform")
    for table in platform["tables"]:
        if not table.get("config", {}).get("meta", {}).get("only_in_postgresql"):
            yield Table(table["name"], [(column["name"], column["data_type"]) for column in table["columns"]])


def export(connection: Connection, session: SparkSession, folder: Path, schema: str = "platform") -> None:
    """Make the lake's tables those of PostgreSQL, as of one moment."""
    folder.mkdir(parents=True, exist_ok=True)
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read")
        tables = [(table, _write(connection, table, folder / f"{table.name}.txt")) for table in lake_tables()]
    for table, path in tables:
        split = session.read.text(str(path)).selectExpr("split(value, '\\t') as field")
        columns = [
            f"{HOW[kind][1].format(f'''nullif(field[{number}], '')''')} as `{name}`"
            for number, (name, kind) in enumerate(table.columns)
        ]
        split.selectExpr(*columns).write.mode("overwrite").parquet(str(folder / table.name))
        path.unlink()
    tables_of(session, folder, schema)


def tables_of(session: SparkSession, folder: Path, schema: str = "platform") -> None:
    """Make what was exported to a folder the lake's tables, in place of those that are there."""
    session.sql(f"create schema if not exists {schema}")
    for table in lake_tables():
        session.sql(f"drop table if exists {schema}.{table.name}")
        session.sql(f"create table {schema}.{table.name} using parquet location '{folder / table.name}'")


def _write(connection: Connection, table: Table, path: Path) -> Path:
    values = sql.SQL(", ").join(sql.SQL(HOW[kind][0]).format(sql.Identifier(name)) for name, kind in table.columns)
    statement = sql.SQL("copy (select {} from public.{}) to stdout with (null '')").format(
        values, sql.Identifier(table.name)
    )
    with path.open("wb") as file, connection.cursor().copy(statement) as copy:
        for block in copy:
            file.write(block)
    return path
