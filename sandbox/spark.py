"""The demo with its facts from a lake: parquet, a Spark cluster with two workers, publish, load.

    python -m sandbox.spark

It prints the tables of the demo. They are the same, because both engines make the same facts.
"""

from __future__ import annotations

import csv
import os
import shutil
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import psycopg

from loader import report
from loader.cli import EXIT_INTERRUPTED
from loader.database import Connection, connect, views_schema
from loader.errors import ChallengesError, sentence
from loader.lake import SparkLake
from loader.publish import publish
from sandbox.__main__ import FRIDAY, THURSDAY, load_and_show, set_up, show_people, step
from sandbox.dbt_runner import PROJECT, failures, run_dbt
from sandbox.lake import export
from sandbox.platform import add_sample_data
from sandbox.server import throwaway_server

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark.sql import SparkSession

CLUSTER = "local-cluster[2,1,1024]"  # two workers, processes of their own, each with a core and 1024 MB
# On sample data, Java's optimizing compiler takes more time than it saves.
JAVA_OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
FOR_SAMPLES = {"spark.driver.extraJavaOptions": JAVA_OPTIONS, "spark.executor.extraJavaOptions": JAVA_OPTIONS}
# All challenges but o, which has no facts.
with (PROJECT / "seeds" / "catalog.csv").open(newline="") as seed:
    FED = [row["id"] for row in csv.DictReader(seed) if row["id"] != "o"]
NO_JAVA = "Spark needs Java 17: install it (on Debian: apt-get install openjdk-17-jre-headless)."


@contextmanager
def spark_session(
    folder: Path, master: str = CLUSTER, settings: Mapping[str, str] = FOR_SAMPLES
) -> Iterator[SparkSession]:
    """Start Spark on the loopback address for the length of the block; its tables are in the folder.

    `settings` are set in addition to those that every session here has.
    Raises ChallengesError if Spark or Java is missing.
    """
    try:
        from pyspark.sql import SparkSession  # an extra
    except ModuleNotFoundError as error:
        raise ChallengesError(f"The package {error.name} is missing. Run `make demo-spark`.") from error
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        raise ChallengesError(NO_JAVA)
    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost", "PYSPARK_PYTHON": sys.executable}
    own_settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.log.level": "ERROR",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "2",  # as many as there are workers
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.appName("challenges").master(master)
    session = builder.config(map=own_settings | settings).getOrCreate()
    try:
        yield session
    finally:
        session.stop()


def build_facts(*arguments: str) -> None:
    """Build the facts on Spark, as `dbt run --target spark` does. Raises ChallengesError."""
    if failed := failures(run_dbt("run", "--target", "spark", *arguments)):
        raise ChallengesError("dbt run --target spark failed:\n" + "\n".join(failed))


def main() -> None:
    """Run the demo on an embedded server and a cluster of its own, which are removed afterwards."""
    try:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="challenges-lake-")))
            with step("Starting an embedded PostgreSQL"):
                stack.enter_context(throwaway_server())
            with step("Starting Spark with two workers"):
                session = stack.enter_context(spark_session(folder))
            _run(stack.enter_context(connect()), session, folder)
    except ChallengesError as error:
        sys.exit(f"error: {error}")
    except psycopg.Error as error:
        sys.exit(f"error: PostgreSQL refused: {sentence(error)}.")
    except KeyboardInterrupt:
        click.echo("\nStopped: the demo's server, its cluster and its data are gone.")
        sys.exit(EXIT_INTERRUPTED)


def _run(connection: Connection, session: SparkSession, folder: Path) -> None:
    set_up(connection, {"facts_from_lake": FED})

    _publish(connection, session, folder)
    load_and_show(connection, THURSDAY)
    show_people(connection, THURSDAY)

    click.echo()
    with step("Friday: a day of new activity"):
        add_sample_data(connection, day=2)
    _publish(connection, session, folder)
    load_and_show(connection, FRIDAY)
    show_people(connection, FRIDAY)
    loads = load_and_show(connection, FRIDAY, shows_all=False)
    written = sum(load.new + load.updated for load in loads)
    click.secho(f"\nThe week is closed and nothing is new: the third load wrote {written} rows.", bold=True)


def _publish(connection: Connection, session: SparkSession, folder: Path) -> None:
    with step("Exporting the platform's tables to the lake, as parquet"):
        export(connection, session, folder / "platform")
    with step("Building the facts on Spark: dbt run --target spark"):
        build_facts()
    click.secho("\nchallenges publish", bold=True)
    published = publish(connection, views_schema(), partial(SparkLake, session, views_schema()))
    click.echo(report.published_table(published), color=True)
    for error in report.published_errors(published):
        raise ChallengesError(error)


if __name__ == "__main__":
    main()
