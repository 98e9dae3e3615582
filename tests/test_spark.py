"""Spark makes the same facts as PostgreSQL, row by row and all columns, and the same rewards.

The demo on Spark is one of the tests of the demo.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from psycopg import sql

from loader import lake
from loader.database import connect, views_schema
from loader.errors import ChallengesError
from loader.lake import SparkLake
from loader.publish import publish
from sandbox.__main__ import FRIDAY
from sandbox.dbt_runner import PROJECT, DbtFailedError, failures, run_dbt
from sandbox.lake import export
from sandbox.spark import FED, FOR_SAMPLES, spark_session
from tests.conftest import WORLDS_SEED
from tests.lake import LAKE, needs_spark
from tests.merged_worlds import insert_worlds
from tests.test_cli import assert_one_sentence, run
from tests.test_publish import differing, two_days, written
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyspark.sql import SparkSession

    from loader.database import Connection
    from tests.conftest import Databases

pytestmark = [pytest.mark.once, needs_spark]

SPARKS_TYPES = {
    "bigint": "bigint",
    "boolean": "boolean",
    "int": "integer",
    "string": "text",
    "timestamp_ntz": "timestamp without time zone",
}
WORLDS = 60
# On small data, queries run faster without adaptive planning and code generation. The demo on Spark uses both.
SETTINGS = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
}


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    with spark_session(tmp_path_factory.mktemp("spark"), "local[2]", FOR_SAMPLES | SETTINGS) as session:
        yield session


def publish_elsewhere(**environment: str) -> subprocess.Popen[str]:
    """Start `challenges publish` in a process of its own, whose Spark is not that of the tests."""
    command = [sys.executable, "-m", "loader", "publish"]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=os.environ | environment, cwd=PROJECT
    )


def sentence_of(process: subprocess.Popen[str]) -> str:
    """Return the one error with which it ends, as a command does if Spark fails; lines of Spark's log are not ours."""
    _, complaints = process.communicate()
    (line,) = [line for line in complaints.splitlines() if line.startswith("error: ")]
    assert "Traceback" not in complaints
    assert process.returncode == 3
    return line


@pytest.fixture(scope="module", autouse=True)
def without_cluster(
    databases: Databases, fed_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[subprocess.Popen[str]]:
    """A `challenges publish` that looks for a cluster which is not there. It takes a minute, beside the other tests."""
    folder = tmp_path_factory.mktemp("without_cluster")
    (folder / "spark-defaults.conf").write_text(
        "spark.master spark://127.0.0.1:1\nspark.driver.host 127.0.0.1\nspark.driver.bindAddress 127.0.0.1\n"
    )
    with (
        pytest.MonkeyPatch.context() as patch,
        databases.temporary(patch, fed_template) as name,
        publish_elsewhere(SPARK_CONF_DIR=str(folder), PGDATABASE=name) as process,
    ):
        patch.undo()
        yield process
        process.kill()


def build_on_spark(connection: Connection, spark: SparkSession, folder: Path, *selected: str) -> None:
    """Bring the platform's tables to the lake, and build all facts there, or those of the models selected."""
    export(connection, spark, folder)
    selection = ["--select", *(f"+{name}" for name in selected)] if selected else []
    assert failures(run_dbt("run", "--target", "spark", *selection)) == []


def publish_from(spark: SparkSession, connection: Connection) -> None:
    published = publish(connection, views_schema(), partial(SparkLake, spark, views_schema()))
    assert [one.error for one in published if one.error] == []


def differences(spark: SparkSession, connection: Connection) -> dict[str, Any]:
    """Return, by view, the facts that only one engine has, or columns of another type; PostgreSQL's come first."""
    on_lake = SparkLake(spark, views_schema())
    found: dict[str, Any] = {}
    for (name,) in connection.execute("select facts_name from challenges.lake_facts order by 1").fetchall():
        view = sql.Identifier(LAKE, name)
        types = connection.execute(
            "select attname, format_type(atttypid, atttypmod) from pg_attribute"
            " where attrelid = %s::regclass and attnum > 0 order by 1",
            [view.as_string()],
        ).fetchall()
        on_spark = sorted(
            (column, SPARKS_TYPES.get(kind, kind)) for column, kind in spark.table(f"challenges.{name}").dtypes
        )
        if types != on_spark:
            found[name] = (types, on_spark)
        facts = on_lake.facts(name)
        copied = sql.Identifier("pg_temp", f"of_spark_{name}")
        connection.execute(sql.SQL("create temporary table {} as select * from {} with no data").format(copied, view))
        columns = sql.SQL(", ").join(map(sql.Identifier, facts.columns))
        statement = sql.SQL("copy {} ({}) from stdin").format(copied, columns)
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for lines in facts.lines:
                copy.write(lines)
        for one, other in ((view, copied), (copied, view)):
            statement = "select one::text from (select * from {} except all select * from {}) as one order by 1 limit 5"
            if rows := connection.execute(sql.SQL(statement).format(one, other)).fetchall():
                found.setdefault(name, []).append((one.as_string(), rows))
        connection.execute(sql.SQL("drop table {}").format(copied))
    return found


def test_the_samples_two_days_earn_the_same(
    fed: World, spark: SparkSession, databases: Databases, template: tuple[str, Any], tmp_path: Path
) -> None:
    """Two days, because the second publishes what differs."""

    def publish_day() -> None:
        build_on_spark(fed.connection, spark, tmp_path)
        assert differences(spark, fed.connection) == {}
        publish_from(spark, fed.connection)

    with_lake = two_days(fed, publish_day)
    with pytest.MonkeyPatch.context() as patch, databases.temporary(patch, template[0]), connect() as connection:
        without_lake = two_days(World(connection))
    assert differing(with_lake, without_lake) == {}
    assert {row[0] for row in with_lake["user_challenges"]} >= set(FED)


def test_the_oracles_worlds_and_hostile_data_earn_the_same(
    fed: World,
    spark: SparkSession,
    databases: Databases,
    template: tuple[str, Any],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    """Many worlds side by side, each with ids of its own, and what no platform should have."""
    number = request.config.stash[WORLDS_SEED]
    insert_worlds(fed.connection, WORLDS, number)
    add_hostile(fed)
    build_on_spark(fed.connection, spark, tmp_path)
    found = differences(spark, fed.connection)
    assert found == {}
    publish_from(spark, fed.connection)
    with pytest.MonkeyPatch.context() as patch, databases.temporary(patch, template[0]), connect() as connection:
        own = World(connection)
        insert_worlds(connection, WORLDS, number)
        add_hostile(own)
        for world in (own, fed):
            world.run("update challenges set active = true, starting_block = 0")
            world.run("update challenges.catalog set limit_rewards = 2147483647, limit_audio = 9223372036854775807")
            loads = world.load(clock=FRIDAY)
            assert [load.error for load in loads.values() if load.error] == []
        assert differing(written(fed), written(own)) == {}
    assert {row[0] for row in written(fed)["user_challenges"]} >= set(FED)


def add_hostile(world: World) -> None:
    """Add garbage, extremes, and nulls in every column that takes them."""
    texts = [
        "",
        "it's",
        'say "hi"',
        "back\\slash",
        "new\nline",
        "tab\there",
        "\\N",
        "\u00e9\u6f22\U0001f600",
        "x" * 3000,
    ]
    first = 2_000_000_000
    world.users(first, is_verified=True, handle_lc="host", updated_at=FRIDAY)
    for number, text in enumerate(texts):
        user_id = first + 1 + number
        world.users(user_id, handle_lc=text, name=text, bio=text, is_verified=number % 2 == 0, updated_at=FRIDAY)
        world.track(user_id, user_id, stem_of=[None, "null", '"null"', {"parent": text}, "{}"][number % 5])
        world.add("user_tips", sender_user_id=user_id, signature=text, slot=2147483647 - number)
        world.add("track_trending_scores", track_id=user_id, score=float(("nan", "inf", "-inf")[number % 3]))
        world.add("saves", user_id=user_id, save_item_id=user_id - 1, txhash=text)
        world.add("reposts", user_id=user_id, repost_item_id=user_id - 1, txhash=text)
        world.add(
            "sol_purchases",
            signature=text,
            amount=9_000_000_000_000_000,
            slot=9_000_000_000_000_000_000,
            content_id=user_id,
            buyer_user_id=first,
            created_at=None,
        )
    times = [
        "0044-03-15 12:00:00 BC",
        "0001-01-01",
        "1582-10-10",
        "2024-12-30 23:59:59.999999",
        "9999-12-31",
        "12026-05-01",
    ]
    for number, time in enumerate(times):
        world.add("comments", comment_id=first + number, user_id=first, created_at=time)
        world.add("plays", id=first + number, user_id=first, created_at=time)
    winners: list[Any] = [
        103.0,
        "103",
        "0103",
        "103\n",
        " 103",
        None,
        True,
        [103],
        {"a": 1},
        "1e2",
        2**31,
        "\u0661",
        -1,
        first + 1,
    ]
    documents: list[Any] = [
        {"winners": winners},
        *({"winners": value} for value in ("[103]", 103, None, {}, [], "x")),
        [],
        '"text"',
        "null",
        {"Winners": [103]},
        {"winners": {"winners": [103]}},
    ]
    for number, document in enumerate(documents):
        world.add("events", event_id=first + number, user_id=first, event_data=document)
        world.add(
            "playlists",
            playlist_id=first + number,
            playlist_owner_id=first,
            playlist_contents={"track_ids": document},
            blocknumber=5,
        )
    set_nulls(world)


def set_nulls(world: World) -> None:
    """Set each column that takes nulls to null in some rows."""
    for table, column in world.rows(
        "select relname, attname from pg_attribute inner join pg_class on attrelid = pg_class.oid"
        " where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attnotnull"
        " and relname = any(%s) order by 1, 2",
        [
            "comments",
            "events",
            "follows",
            "plays",
            "reposts",
            "saves",
            "sol_purchases",
            "tracks",
            "user_events",
            "users",
        ],
    ):
        statement = (
            "update {0} set {1} = null where ctid = any(array("
            # In an order of the values: where a row is stored differs between two databases.
            'select ctid from {0} as rows order by rows::text collate "C" limit 2 offset %s))'
        )
        offset = sum(column.encode()) % 50
        world.connection.execute(sql.SQL(statement).format(sql.Identifier(table), sql.Identifier(column)), (offset,))


def test_rewards_of_an_infinite_time_are_none_on_both(
    fed: World, spark: SparkSession, databases: Databases, template: tuple[str, Any], tmp_path: Path
) -> None:
    """An infinite time has no place on a lake: it is a null there. Nothing at such a time is paid."""

    def fill(world: World) -> World:
        world.users(2, 3)
        world.add("comments", comment_id=1, user_id=2, created_at="infinity")
        world.add("comments", comment_id=2, user_id=3)
        world.add("plays", id=1, user_id=2, created_at="-infinity")
        return world

    build_on_spark(fill(fed).connection, spark, tmp_path)
    publish_from(spark, fed.connection)
    with pytest.MonkeyPatch.context() as patch, databases.temporary(patch, template[0]), connect() as connection:
        own = fill(World(connection))
        for world in (own, fed):
            world.load()
        assert differing(written(fed), written(own)) == {}


def test_a_lake_that_lacks_a_table_or_has_another_type_is_told_in_a_sentence(
    fed: World, spark: SparkSession, tmp_path: Path
) -> None:
    export(fed.connection, spark, tmp_path)
    spark.sql("drop table platform.comments")
    with pytest.raises(DbtFailedError, match=r"The lake has no table platform\.comments\. Bring the table to the lake"):
        run_dbt("run", "--target", "spark", "--select", "+first_weekly_comment")
    spark.sql("create table platform.comments as select '1' as comment_id, 2 as user_id")
    with pytest.raises(
        DbtFailedError, match=r"column comment_id of platform\.comments is string, and must be int; The"
    ):
        run_dbt("run", "--target", "spark", "--select", "+first_weekly_comment")


def test_facts_of_an_unfinished_build_are_not_published(fed: World, spark: SparkSession, tmp_path: Path) -> None:
    def build_again(name: str) -> None:
        spark.sql(f"create table challenges.again as select * from challenges.{name}")
        spark.sql(f"drop table challenges.{name}")
        spark.sql(f"alter table challenges.again rename to challenges.{name}")

    def publish_again() -> dict[str, str | None]:
        published = publish(fed.connection, views_schema(), partial(SparkLake, spark, views_schema()))
        return {one.challenge_id: one.error for one in published}

    models = ("cosign", "first_tip", "first_weekly_comment", "mobile_install")
    build_on_spark(fed.connection, spark, tmp_path, *models)
    spark.sql("drop table challenges.cosign")
    build_again("first_tip")
    # Another run may have built the models that the table reads from other code.
    assert failures(run_dbt("run", "--target", "spark", "--select", "mobile_install")) == []
    errors = publish_again()
    assert "the lake has no table" in (errors["cs"] or "")
    assert "was not built by a finished dbt run" in (errors["ft"] or "")
    assert "was not built by a finished dbt run" in (errors["m"] or "")
    assert errors["c"] is None


def test_two_runs_at_once_have_not_finished_what_the_other_built(
    fed: World, spark: SparkSession, tmp_path: Path
) -> None:
    def meanwhile(finished: int, total: int) -> None:
        if finished == total:
            spark.sql("alter table challenges.first_tip set tblproperties ('challenges.run' = 'another')")

    export(fed.connection, spark, tmp_path)
    command = ("run", "--target", "spark", "--select", "+first_tip", "+mobile_install")
    assert failures(run_dbt(*command, on_progress=meanwhile)) == []
    on_lake = SparkLake(spark, views_schema())
    assert on_lake.facts("mobile_install").columns
    with pytest.raises(ChallengesError, match="was not built by a finished dbt run"):
        on_lake.facts("first_tip")

    def begin(finished: int, total: int) -> None:
        if finished == total:
            spark.sql("drop table challenges.lake_time")
            spark.sql("create table challenges.lake_time as select 'another' as run, current_timestamp() as lake_time")

    with pytest.raises(DbtFailedError, match="Another dbt run on Spark began before this one ended"):
        run_dbt(*command, on_progress=begin)
    with pytest.raises(ChallengesError, match="was not built by a finished dbt run"):
        on_lake.facts("mobile_install")


def test_a_table_that_is_built_again_while_it_is_read_is_not_published(spark: SparkSession) -> None:
    spark.sql("create schema if not exists rebuilt")
    properties = "'challenges.built_at' = '2026-03-09', 'challenges.lake_time' = '2026-03-09'"
    spark.sql(f"create table rebuilt.facts using parquet tblproperties ({properties}) as select 1 as user_id")
    lines = iter(SparkLake(spark, "rebuilt").facts("facts").lines)
    assert next(lines) == "1\n"
    spark.sql("alter table rebuilt.facts set tblproperties ('challenges.built_at' = '2026-03-10')")
    with pytest.raises(ChallengesError, match=r"was built again meanwhile\. Run `challenges publish` again\."):
        next(lines)


def test_a_file_of_many_rows_is_read_in_parts_that_fit_a_worker(
    spark: SparkSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lake, "ROWS_OF_PART", 100)
    spark.range(1000, numPartitions=1).createOrReplaceTempView("one_file")
    rows = spark.sql("select id as user_id, cast(null as string) as name from one_file")

    parts = lake.in_parts(rows).rdd.glom().map(len).collect()

    assert sum(parts) == 1000
    assert max(parts) < 200
    assert sorted("".join(lake.batches(rows)).splitlines()) == sorted(f"{user_id}\t\\N" for user_id in range(1000))


@pytest.mark.usefixtures("fed")
def test_without_java_there_is_a_sentence(tmp_path: Path) -> None:
    with publish_elsewhere(JAVA_HOME=str(tmp_path), PATH="/nowhere") as process:
        assert "Spark could not be started: " in sentence_of(process)


def test_times_are_published_in_utc_whatever_the_sessions_zone(spark: SparkSession) -> None:
    spark.sql("create schema if not exists zones")
    spark.sql("drop table if exists zones.facts")
    properties = "tblproperties ('challenges.built_at' = '2026-03-09', 'challenges.lake_time' = '2026-03-09')"
    at = "timestamp_ntz'2026-03-08 02:30:00'"  # an hour that New York does not have
    spark.sql(f"create table zones.facts using parquet {properties} as select {at} as taken_at")
    zone = spark.conf.get("spark.sql.session.timeZone")
    spark.conf.set("spark.sql.session.timeZone", "America/New_York")
    try:
        assert [*SparkLake(spark, "zones").facts("facts").lines] == ["2026-03-08 02:30:00.000000 AD\n"]
    finally:
        spark.conf.set("spark.sql.session.timeZone", zone)


@pytest.mark.usefixtures("fed")
def test_without_pyspark_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    assert_one_sentence(run("publish"), 3, "Run `pip install 'challenges[spark]'`")


def test_without_a_cluster_there_is_a_sentence(without_cluster: subprocess.Popen[str]) -> None:
    assert "Is Java there, and does the cluster run?" in sentence_of(without_cluster)
