"""Lakes for tests: PostgreSQL's own facts, as if another engine had built them; and how to feed challenges from one."""

from __future__ import annotations

import json
import os
import shutil
from datetime import datetime, timezone
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest
from psycopg import sql

from loader.challenges import CHALLENGE_VIEWS
from loader.database import connect, views_schema
from loader.errors import ChallengesError
from loader.publish import Facts, Published, publish
from sandbox.dbt_runner import failures, run_dbt
from sandbox.spark import FED
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from loader.database import Connection
    from tests.conftest import Databases

IS_SPARK_REQUIRED = os.environ.get("CHALLENGES_TEST_SPARK") == "required"
HAS_SPARK = bool(find_spec("pyspark") and find_spec("dbt.adapters.spark") and shutil.which("java"))
# Without pyspark and Java, tests on Spark are skipped; CHALLENGES_TEST_SPARK=required lets them fail instead.
needs_spark = pytest.mark.skipif(not (HAS_SPARK or IS_SPARK_REQUIRED), reason="pyspark or Java is missing")

LAKE = "lake"  # the schema of PostgreSQL's own facts
NO_LIMIT = 1_000_000  # hours: the rows of tests are of May 2026


class PostgresLake:
    """The facts in a schema of the database, of `lake_time`; `broken` views have none."""

    def __init__(
        self,
        connection: Connection,
        lake_time: datetime | None = None,
        broken: Sequence[str] = (),
        stops_after: int = -1,
        version: str | None = None,
    ) -> None:
        self.connection = connection
        self.lake_time = lake_time or datetime.now(timezone.utc)
        self.broken = broken
        self.version = version  # of the code that made the facts; by default that of the views
        self.stops_after = stops_after  # facts, after which it fails

    def facts(self, name: str) -> Facts:
        if name in self.broken:
            raise ChallengesError(f"the lake has no table {name}. Build it")
        self.stops_after -= 1
        if self.stops_after == -1:
            raise KeyboardInterrupt
        table = sql.Identifier(LAKE, name)
        cursor = self.connection.execute(sql.SQL("select * from {} limit 0").format(table))
        columns = [column.name for column in cursor.description or ()]
        statement = sql.SQL("select facts_version from {} where view_name = %s")
        challenge_views = sql.Identifier(views_schema(), CHALLENGE_VIEWS)
        ((version,),) = self.connection.execute(statement.format(challenge_views), [name]).fetchall()
        return Facts(columns, self._lines(table), datetime.now(timezone.utc), self.lake_time, self.version or version)

    def _lines(self, table: sql.Identifier) -> Iterator[str]:
        statement = sql.SQL("copy (select * from {}) to stdout").format(table)
        with self.connection.cursor() as cursor, cursor.copy(statement) as copy:
            for block in copy:
                yield bytes(block).decode()


def build_own_facts(patch: pytest.MonkeyPatch) -> None:
    """Build PostgreSQL's own facts alone, as views in the schema of a lake."""
    with patch.context() as in_schema:
        in_schema.setenv("CHALLENGES_SCHEMA", LAKE)
        results = run_dbt("run", "--select", "+tag:facts", "--vars", json.dumps({"facts_only": True}))
    refuse_failures(results)


def feed(*challenge_ids: str, max_age_hours: int = NO_LIMIT, **variables: Any) -> None:
    """Build the views so that these challenges, or all that can, have their facts from a lake."""
    variables |= {"facts_from_lake": challenge_ids or FED, "lake_max_age_hours": max_age_hours}
    results = run_dbt("build", "--exclude-resource-type", "unit_test", "test", "--vars", json.dumps(variables))
    refuse_failures(results)


def refuse_failures(results: list[Any]) -> None:
    """Fail, and say which nodes of dbt failed."""
    failed = failures(results)
    assert not failed, failed


def publish_own_facts(connection: Connection, *only: str, **options: Any) -> dict[str, Published]:
    """Publish PostgreSQL's own facts, and return what was done, by challenge."""
    with connect() as other:
        lake = PostgresLake(other, **options)
        published = publish(connection, views_schema(), lambda: lake, only=only)
    return {one.challenge_id: one for one in published}


@pytest.fixture(scope="session")
def fed_template(databases: Databases, template: tuple[str, list[Any]]) -> Iterator[str]:
    """The name of a database in which all challenges that can have their facts from a lake, of PostgreSQL's own."""
    name = databases.create(template[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGDATABASE", name)
        build_own_facts(patch)
        feed()
    yield name
    databases.drop(name)


@pytest.fixture
def fed(databases: Databases, fed_template: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The platform of a database whose challenges have their facts from a lake. Nothing was published yet."""
    with databases.temporary(monkeypatch, fed_template), connect() as connection:
        yield World(connection)
