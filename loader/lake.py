"""The facts on a lake that Spark reads: pyspark's own settings choose the cluster (SPARK_CONF_DIR, SPARK_REMOTE)."""

from __future__ import annotations

from datetime import datetime, timezone
from math import ceil
from typing import TYPE_CHECKING

from loader.errors import ChallengesError, printable
from loader.publish import BUILD_AGAIN, Facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import DataFrame, SparkSession

# What the end of a dbt run notes of a table.
PROPERTIES = tuple(f"challenges.{name}" for name in ("built_at", "lake_time", "facts_version"))
PUBLISH_AGAIN = "Run `challenges publish` again."
LINES_AT_ONCE = 5000  # of a batch to PostgreSQL
ROWS_OF_PART = 200_000  # that a worker and the driver hold in memory at once
TEXTS = ("string", "varchar", "char")  # how the names of Spark's text types begin
LONGEST_REASON = 300  # characters of an error of Spark
# The era, because PostgreSQL knows no negative year; a year after 9999 has a plus sign, which it does not know either.
TIME = "trim(leading '+' from date_format(`{}`, 'yyyy-MM-dd HH:mm:ss.SSSSSS G'))"
# What COPY takes for something else.
ESCAPES = (("\\\\", "\\\\\\\\"), ("\\t", "\\\\t"), ("\\n", "\\\\n"), ("\\r", "\\\\r"))


class SparkLake:
    """The tables of facts in a schema that Spark reads."""

    def __init__(self, session: SparkSession, schema: str) -> None:
        self.session = session
        self.schema = schema
        # How times become texts.
        session.conf.set("spark.sql.session.timeZone", "UTC")
        session.conf.set("spark.sql.legacy.timeParserPolicy", "CORRECTED")

    def facts(self, name: str) -> Facts:
        """Return the facts of a challenge. Raises ChallengesError if no finished build has made them."""
        table = f"`{self.schema}`.`{name}`"
        with _errors_of_spark(f"the lake's facts could not be read from {table}"):
            if not self.session.catalog.tableExists(table):
                raise ChallengesError(f"the lake has no table {printable(table)}. {BUILD_AGAIN}")
            found = self._properties(table)
            built_at, lake_time, version = (found.get(name) for name in PROPERTIES)
            if built_at is None or lake_time is None:
                raise ChallengesError(
                    f"the lake's table {printable(table)}, or a model that it reads, was not built by a finished dbt"
                    f" run, or a test of it failed. {BUILD_AGAIN}"
                )
            rows = self.session.table(table)
            return Facts(rows.columns, self._lines(rows, table, found), _time(built_at), _time(lake_time), version)

    def _properties(self, table: str) -> dict[str, str]:
        found = self.session.sql(f"show tblproperties {table}").collect()
        return {name: text for name, text in found if name in PROPERTIES}

    def _lines(self, rows: DataFrame, table: str, before: dict[str, str]) -> Iterator[str]:
        with _errors_of_spark(f"the lake's facts could not be read from {table}"):
            yield from batches(rows)
            if self._properties(table) != before:
                raise ChallengesError(f"the lake's table {printable(table)} was built again meanwhile. {PUBLISH_AGAIN}")


def open_lake(schema: str) -> SparkLake:
    """Return the lake of the Spark session that pyspark's settings choose. Raises ChallengesError if there is none."""
    try:
        from pyspark.sql import SparkSession  # only here: it is an extra, and takes a second
    except ModuleNotFoundError as error:
        raise ChallengesError(
            f"To read a lake, Spark's package {error.name} is needed. Run `pip install 'challenges[spark]'`."
        ) from error
    with _errors_of_spark("Spark could not be started", "Is Java there, and does the cluster run?"):
        session = SparkSession.builder.appName("challenges publish").enableHiveSupport().getOrCreate()
        session.sql("select 1").collect()  # a worker answers
        return SparkLake(session, schema)


class _errors_of_spark:  # noqa: N801 - a context manager
    """Turn an error of Spark, of its Java process or of the connection to them into a ChallengesError."""

    def __init__(self, what: str, next_step: str = BUILD_AGAIN) -> None:
        self.what = what
        self.next_step = next_step

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, ChallengesError):
            raise ChallengesError(f"{self.what}: {_first_line(error)}. {self.next_step}") from error


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines()]
    line = next(
        (line for line in lines if line and not line.startswith("An error occurred while calling")), "no reason"
    )
    return printable(line, LONGEST_REASON).rstrip(".:")


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def batches(rows: DataFrame) -> Iterator[str]:
    """Yield the rows as lines of COPY, a batch at a time. Spark writes the texts, and sends one part at a time."""
    values = [f"coalesce({_text(name, kind)}, '\\\\N')" for name, kind in rows.dtypes]
    lines = in_parts(rows).selectExpr(f"concat_ws('\\t', {', '.join(values)})")
    batch: list[str] = []
    for (line,) in lines.toLocalIterator():
        batch.append(line)
        if len(batch) == LINES_AT_ONCE:
            yield "\n".join(batch) + "\n"
            batch = []
    if batch:
        yield "\n".join(batch) + "\n"


def in_parts(rows: DataFrame) -> DataFrame:
    """Return the rows in partitions of about ROWS_OF_PART. A file can have many millions, which do not fit a worker."""
    count = rows.count()
    return rows if count <= ROWS_OF_PART else rows.repartition(ceil(count / ROWS_OF_PART), *rows.columns)


def _text(name: str, kind: str) -> str:
    """Return the expression of Spark for a column as a text that PostgreSQL reads as a value of its type."""
    if kind.startswith("timestamp"):
        return TIME.format(name)
    text = f"cast(`{name}` as string)"
    if kind.startswith(TEXTS):
        for char, escape in ESCAPES:
            text = f"replace({text}, '{char}', '{escape}')"
    return text
