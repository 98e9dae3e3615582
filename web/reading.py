"""How a page reads: on a connection that no other request has, in a role that can only read, at one clock."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from queue import Empty, Full, LifoQueue
from typing import Any

import psycopg
from psycopg.rows import dict_row
from psycopg.sql import SQL, Composable, Composed, Identifier

from loader.database import Connection, connect, named_queries, views_schema

PAGE_TIMEOUT = "5s"  # of each statement
FILE_TIMEOUT = "60s"  # of the statement of a CSV file
MOST_KEPT = 2  # connections; the plans of one can take 100 MB of the server's memory
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


class Connections:
    """Connections that stay open between requests: what the server has planned for one request serves the next.

    The newest is used first. A request that fails closes its own.
    """

    def __init__(self, clock: datetime | None) -> None:
        self._clock = clock
        self._kept: LifoQueue[Connection] = LifoQueue(MOST_KEPT)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Read for one request. Raises ChallengesError, or psycopg.Error if the role is missing."""
        connection = self._taken()
        try:
            yield Reading(connection, views_schema(), self._clock)
        except BaseException:
            connection.close()
            raise
        try:
            self._kept.put_nowait(connection)
        except Full:
            connection.close()

    def close(self) -> None:
        """Close those that no request has."""
        while kept := self._newest():
            kept.close()

    def _taken(self) -> Connection:
        while kept := self._newest():
            with suppress(psycopg.Error):  # the server or the network has closed it
                return self._set_up(kept)
        return self._set_up(connect())

    def _newest(self) -> Connection | None:
        try:
            return self._kept.get_nowait()
        except Empty:
            return None

    def _set_up(self, connection: Connection) -> Connection:
        parameters = {"statement_timeout": PAGE_TIMEOUT, "clock": self._clock}
        try:
            connection.execute(query("reading.settings"), parameters)
        except psycopg.Error:
            connection.close()
            raise
        return connection
