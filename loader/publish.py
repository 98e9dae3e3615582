"""Brings the facts that a lake has built into PostgreSQL: what differs, in one transaction, noted as changed."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Protocol

import psycopg
from psycopg import sql

from loader.challenges import CHALLENGE_VIEWS, LAKE_FACTS, require_ready
from loader.database import Connection, missing_relations, query, rows, takes_commands, value
from loader.errors import BusyError, ChallengesError, UnknownChallengeError, printable, reason, utc

LOCK_SPACE = 0x6C616B65  # "lake"
CLOCKS_DIFFER = timedelta(minutes=5)
NO_TIME_LIMIT = "set local statement_timeout = 0"
MANY_SCOPES = 100_000  # if more changed, a note for each costs more than to read the challenge in full
BUILD_BOTH_AGAIN = "Run `dbt build` on both, with the same version of the project and its vars, and publish again."
BUILD_AGAIN = "Run `dbt build --target spark`, then `challenges publish` again."


@dataclass(frozen=True)
class Facts:
    """The facts of a challenge on a lake, of a finished build.

    `lines` are those of PostgreSQL's COPY in text format, in batches, with the values in the order of `columns`. The
    facts lack what happened after `lake_time`. `version` is that of the code that made them.
    """

    columns: Sequence[str]
    lines: Iterable[str]
    built_at: datetime
    lake_time: datetime
    version: str | None


class Lake(Protocol):
    """Where another engine builds facts."""

    def facts(self, name: str) -> Facts:
        """Return the facts of a challenge, by the name of its view. Raises ChallengesError if there are none."""


@dataclass(frozen=True)
class Published:
    """What was published of a challenge, or why nothing was. `rows` are those that it has now."""

    challenge_id: str
    name: str
    rows: int = 0
    inserted: int = 0
    deleted: int = 0
    lake_time: datetime | None = None
    seconds: float = 0.0
    error: str | None = None


@dataclass(frozen=True)
class _Staged:
    fed: SimpleNamespace  # a row of the query publish.fed
    table: sql.Identifier
    facts: Facts
    seconds: float


def publish(
    connection: Connection,
    schema: str,
    open_lake: Callable[[], Lake],
    *,
    only: Sequence[str] = (),
    dry_run: bool = False,
) -> list[Published]:
    """Make the published facts those of the lake, and return what was done, by the ids of the challenges.

    All is read first, a batch at a time, into temporary tables. Then what differs is applied in one transaction. A
    challenge whose facts cannot be read is left as it was, and the others are published.
    Raises ChallengesError if the database or the lake is not ready, or no challenge is fed from it; BusyError if
    another publish is running; UnknownChallengeError.
    """
    require_ready(connection, schema)
    chosen = _fed(connection, schema, only)
    with _only_one_at_a_time(connection, schema):
        lake = open_lake()
        failed: list[Published] = []
        staged: list[_Staged] = []
        for number, fed in enumerate(chosen):
            table = sql.Identifier("pg_temp", f"staged_facts_{number}")
            try:
                staged.append(_stage(connection, schema, lake, fed, table))
            except (ChallengesError, psycopg.DataError) as error:
                failed.append(Published(fed.challenge_id, fed.facts_name, error=reason(error)))
        with connection.transaction(force_rollback=dry_run):
            connection.execute(NO_TIME_LIMIT)  # the first publish can take long
            published = [_apply(connection, schema, one) for one in staged]
    return sorted([*published, *failed], key=lambda one: one.challenge_id.encode())


def _fed(connection: Connection, schema: str, only: Sequence[str]) -> list[SimpleNamespace]:
    if missing_relations(connection, f"{schema}.{LAKE_FACTS}"):
        raise ChallengesError(f"The view {schema}.{LAKE_FACTS} is missing. Run `dbt build` first.")
    lake_facts, challenge_views = sql.Identifier(schema, LAKE_FACTS), sql.Identifier(schema, CHALLENGE_VIEWS)
    statement = query("publish.fed", lake_facts=lake_facts, challenge_views=challenge_views)
    fed = rows(connection, SimpleNamespace, statement, {"only": list(only)})
    if unknown := sorted(set(only) - {one.challenge_id for one in fed}):
        raise UnknownChallengeError(
            f"The facts of {printable(unknown[0])} do not come from the lake. Name it in the var facts_from_lake of"
            " dbt_project.yml, and run `dbt build`."
        )
    if not fed:
        raise ChallengesError(
            "No challenge has its facts from the lake. Name some in the var facts_from_lake of dbt_project.yml, and run"
            " `dbt build`."
        )
    return fed


@contextmanager
def _only_one_at_a_time(connection: Connection, schema: str) -> Iterator[None]:
    parameters = {"lock_space": LOCK_SPACE, "schema": schema}
    if not value(connection, query("publish.take_lock"), parameters):
        holder = value(connection, query("publish.holder"), parameters)
        raise BusyError(
            f"Another `challenges publish` is running, in process {holder} of the server. Wait for it. If it hangs, end"
            f" it with `select pg_terminate_backend({holder})`."
        )
    try:
        yield
    finally:
        if takes_commands(connection):
            connection.execute(query("publish.release_lock"), parameters)


def _stage(connection: Connection, schema: str, lake: Lake, fed: SimpleNamespace, table: sql.Identifier) -> _Staged:
    started = time.monotonic()
    target = sql.Identifier(schema, fed.facts_table)
    if not (expected := value(connection, query("publish.columns"), {"table": target.as_string()})):
        raise ChallengesError(f"the table {fed.facts_table} is missing. Run `dbt build`, and publish again")
    facts = lake.facts(fed.facts_name)
    if sorted(facts.columns) != sorted(expected):
        raise ChallengesError(
            f"the lake's facts have the columns {printable(', '.join(facts.columns))}, and PostgreSQL's have"
            f" {', '.join(expected)}. {BUILD_BOTH_AGAIN}"
        )
    if facts.version != fed.facts_version:
        raise ChallengesError(f"the lake's facts were made by other code than that of the views. {BUILD_BOTH_AGAIN}")
    if facts.lake_time > datetime.now(timezone.utc) + CLOCKS_DIFFER:
        raise ChallengesError(
            f"the lake's facts are of {utc(facts.lake_time)}, which is in the future. Correct the clocks. {BUILD_AGAIN}"
        )
    statement = sql.SQL("copy {} ({}) from stdin").format(table, _list(facts.columns))
    with connection.transaction():
        connection.execute(NO_TIME_LIMIT)  # it would count the time that the lake takes
        connection.execute(sql.SQL("drop table if exists {}").format(table))
        connection.execute(query("publish.stage", staged=table, facts=target))
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for lines in facts.lines:
                copy.write(lines)
        connection.execute(sql.SQL("analyze {}").format(table))
    return _Staged(fed, table, facts, time.monotonic() - started)


def _apply(connection: Connection, schema: str, staged: _Staged) -> Published:
    started = time.monotonic()
    fed, facts = staged.fed, staged.facts
    target = sql.Identifier(schema, fed.facts_table)
    scope = sql.Identifier("published", fed.scope_column) if fed.scope_column else sql.SQL("null::integer")
    statement = query("publish.apply", facts=target, staged=staged.table, columns=_list(facts.columns), scope=scope)
    (applied,) = rows(connection, SimpleNamespace, statement, {"many_scopes": MANY_SCOPES})
    parameters = vars(applied) | {
        "schema": schema,
        "challenge_id": fed.challenge_id,
        "lake_time": facts.lake_time,
        "facts_version": facts.version,
        "built_at": facts.built_at,
    }
    if applied.scopes != []:
        connection.execute(query("publish.note"), parameters)
    connection.execute(query("publish.record"), parameters)
    seconds = staged.seconds + time.monotonic() - started
    counts = applied.rows, applied.inserted, applied.deleted
    return Published(fed.challenge_id, fed.facts_name, *counts, facts.lake_time, seconds)


def _list(columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))
