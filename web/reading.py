"""How a page reads: a connection of its own, in a role that can only read, at one clock."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from psycopg.rows import dict_row
from psycopg.sql import SQL, Composable, Composed, Identifier

from loader.database import Connection, connect, named_queries, views_schema

PAGE_TIMEOUT = "5s"  # of each statement
FILE_TIMEOUT = "60s"  # of the statement of a CSV file
QUERIES = named_queries(Path(__file__).parent / "sql")
Row = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """What a page reads from. `set_clock` is the time that a person set, if any."""

    connection: Connection
    schema: str
    set_clock: datetime | None = None
    now: datetime = field(default_factory=lambda: datetime.now(timezone.utc))

    @property
    def clock(self) -> datetime:
        """The time for which the page is."""
        return self.set_clock or self.now

    def rows(self, name: str, parameters: Mapping[str, Any] | None = None, **parts: Composable) -> list[Row]:
        """Return the rows of the query `<file>.<name>` of web/sql, its {names} replaced by the parts."""
        with self.connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(query(name, **parts), parameters or {}).fetchall()

    def value(self, name: str, parameters: Mapping[str, Any] | None = None, **parts: Composable) -> Any:  # noqa: ANN401
        """Return the first column of the first row of a query, None if it has no row."""
        rows = self.rows(name, parameters, **parts)
        return next(iter(rows[0].values())) if rows else None

    def relation(self, name: str) -> Identifier:
        """Return the name of a view or a table that dbt builds."""
        return Identifier(self.schema, name)

    def handles(self, user_ids: Collection[int | None]) -> dict[int, str]:
        """Return the handles of those of the users who have one."""
        asked = {"user_ids": list(set(user_ids) - {None})}
        statement = query("reading.handles", user_handles=self.relation("user_handles"))
        return dict(self.connection.execute(statement, asked).fetchall())


def query(name: str, **parts: Composable) -> Composed:
    """Return the query `<file>.<name>` of web/sql, its {names} replaced by the parts."""
    return SQL(QUERIES[name]).format(**parts)


@contextmanager
def reading(clock: datetime | None) -> Iterator[Reading]:
    """Open a connection for one request. Raises ChallengesError, or psycopg.Error if the role is missing."""
    with closing(connect()) as connection:
        connection.execute(query("reading.settings"), {"statement_timeout": PAGE_TIMEOUT, "clock": clock})
        yield Reading(connection, views_schema(), clock)
