"""Measures the facts on Spark beside PostgreSQL alone, and writes docs/benchmark-spark.md: `make bench-spark`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import click
from psycopg import sql

from bench.data import generate
from bench.measure import MAX_SECONDS, prepare_template
from bench.report import load_average, machine, markdown_table
from bench.worker import BENCH, FRIDAY
from loader.database import connect, views_schema
from loader.lake import SparkLake
from loader.load import load
from loader.outcome import LoadOptions
from loader.publish import publish
from sandbox.dbt_runner import PROJECT, failures, run_dbt
from sandbox.lake import export, tables_of
from sandbox.server import throwaway_server
from sandbox.spark import FED, build_facts, spark_session

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyspark.sql import SparkSession

    from loader.database import Connection

OWN_FACTS = "own_facts"
CHANGED_ROWS = 1_000
REPEATS = 2
LARGE = 1  # the scale from which on nothing is repeated
EACH_WORKER = "[{},1,2048]"  # a core and 2 GB
SHARED_BUFFERS = "4GB"  # of PostgreSQL; Spark needs the rest
# The driver builds the tables that Spark sends to each worker. With 1 GB it fails at scale 1.
MEMORY = {"spark.driver.memory": "4g", "spark.executor.memory": "2g"}
HOURS = 1_000_000
POSTGRESQL = "PostgreSQL alone"
STARTS = "start of the session"
COLD = "facts, as the first of a session"
WARM = "facts, in a session that has built them before"
PUBLISH_ALL = "publish, all"
PUBLISH_NOTHING = "publish, nothing new"
PUBLISH_CHANGES = f"publish, {CHANGED_ROWS:,} changed rows"
LOAD_CHANGES = "the load after it"
FACTS = "facts of all challenges"
FULL = "full load, nothing new"
INCREMENTAL = f"incremental load, {CHANGED_ROWS:,} changed rows"
PAGE = """\
# Benchmark of Spark

Written by `make bench-spark`, from the figures of each scale that it keeps in `{figures}`. At scale 1 there
are as many rows as in production, except for plays. All times are seconds. Below scale {large} most are medians; from
there on all were measured once.

* PostgreSQL is embedded, and runs without fsync. Spark runs in local-cluster mode: each worker is a process of its own
  with one core and 2 GB; the driver has 4 GB. All share the two cores, so the figures say how each grows, not how fast
  a cluster is.
* All 22 challenges that have facts are fed from the lake. The tables are parquet on a local disk.
* A full load by Spark's facts writes nothing, so both earn the same. Below scale {large} the facts were compared too,
  row by row. The benchmark stops if anything differs.
* Each scale was measured on the date that it names, with the code of that date.

{tables}

## What that says

{conclusions}
"""


def in_words(count: int) -> str:
    """Name Spark with so many workers."""
    return f"Spark, {count} worker{'s' if count > 1 else ''}"


PLACES = [POSTGRESQL, in_words(1), in_words(2)]
KINDS = [FACTS, WARM, WARM]  # all facts, at each place


@dataclass
class Figures:
    """Seconds by what was measured and by where, at one scale."""

    scale: float
    seconds: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    facts: int = 0
    plays: int = 0
    postgres: str = ""
    spark: str = ""
    machine: str = ""
    load: str = ""
    date: str = ""

    def keep(self, where: str, what: str, seconds: float) -> None:
        """Add a measurement."""
        self.seconds.setdefault(what, {}).setdefault(where, []).append(seconds)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--scale", "scales", type=click.FloatRange(0, min_open=True), multiple=True, default=(0.01, 0.1))
@click.option("--output", type=click.Path(path_type=Path), default=PROJECT / "docs" / "benchmark-spark.md")
@click.option(
    "--on", nargs=3, hidden=True, help="Measure Spark alone: so many workers, on a lake in this folder, of this scale."
)
def main(scales: tuple[float, ...], output: Path, on: tuple[str, str, str] | None) -> None:
    """Measure, and write what was found as a page."""
    if on:
        workers, folder, scale = on
        measure_spark(int(workers), Path(folder), repeats(float(scale)))
        return
    started = perf_counter()

    def say(line: str) -> None:
        click.echo(f"{perf_counter() - started:7.1f} s  {line}")

    kept = output.with_suffix(".json")
    found = {one.scale: one for one in (kept_figures(kept) if kept.exists() else [])}
    for scale in sorted(scales):
        found[scale] = measure(scale, say)
        figures = [found[each] for each in sorted(found)]
        kept.write_text(json.dumps([asdict(one) for one in figures], indent=2) + "\n")
        output.write_text(page(figures, kept.name))
    say(f"Done: see {output}")


def kept_figures(file: Path) -> list[Figures]:
    """Return the figures that the file keeps, by scale."""
    return [Figures(**one) for one in json.loads(file.read_text())]


def measure(scale: float, say: Callable[[str], None]) -> Figures:
    """Measure everything at one scale, on servers of its own."""
    figures = Figures(scale)
    say(f"Scale {scale:g}: filling an embedded PostgreSQL ...")
    server = throwaway_server(shared_buffers=SHARED_BUFFERS, max_seconds=MAX_SECONDS)
    with server, tempfile.TemporaryDirectory() as folder:
        prepare_template()
        with connect(is_patient=True) as connection:  # without the time limit of a load
            generate(connection, scale, with_notifications=False)
            ((figures.postgres,),) = connection.execute("show server_version").fetchall()
            ((figures.plays,),) = connection.execute("select count(*) from plays").fetchall()
            _lift_limits(connection)
            _load(connection, full=True, quiet=True)  # the platform's trigger takes hours for millions of rewards
            connection.execute("vacuum (analyze) user_challenges")
            measure_postgresql(connection, figures, say)
        for workers in (1, 2):
            say(f"  {in_words(workers)} ...")
            command = [sys.executable, "-u", "-m", "bench.spark", "--on", str(workers), folder, str(scale)]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            for line in process.stdout or ():
                found = json.loads(line)
                figures.facts, figures.spark = found.get("facts", figures.facts), found.get("spark", figures.spark)
                if "what" in found:
                    figures.keep(in_words(workers), found["what"], found["seconds"])
                    say(f"    {found['what']}: {found['seconds']:.2f} s")
            if code := process.wait():
                sys.exit(code)
    figures.machine, figures.load = machine(), load_average()
    figures.date = str(datetime.now(timezone.utc).date())
    return figures


def measure_postgresql(connection: Connection, figures: Figures, say: Callable[[str], None]) -> None:
    """Measure what PostgreSQL does on its own; then let its challenges have their facts from a lake."""
    _build("run", "--select", "+tag:facts", schema=OWN_FACTS, facts_only=True)
    views = connection.execute(
        "select relname from pg_class where relnamespace = %s::regnamespace and relname = any(%s)",
        (OWN_FACTS, [name for (name,) in connection.execute("select view_name from challenges.challenge_views")]),
    ).fetchall()
    for _ in range(1 + repeats(figures.scale)):
        started = perf_counter()
        for (name,) in views:
            view = sql.Identifier(OWN_FACTS, name)
            connection.execute(sql.SQL("create temporary table facts as select * from {}").format(view))
            connection.execute("drop table facts")
        figures.keep(POSTGRESQL, FACTS, perf_counter() - started)
        figures.keep(POSTGRESQL, FULL, _load(connection, full=True))
        _change(connection)
        figures.keep(POSTGRESQL, INCREMENTAL, _load(connection))
    for what, found in figures.seconds.items():
        say(f"  {what}: {median(found[POSTGRESQL]):.2f} s")
    build = ("build", "--exclude-resource-type", "unit_test", "test")
    _build(*build, facts_from_lake=FED, lake_max_age_hours=HOURS)
    _lift_limits(connection)


def measure_spark(workers: int, folder: Path, again: int) -> None:
    """Measure Spark with so many workers, with so many repeats, and print a line of JSON for each measurement."""

    def tell(what: str, since: float) -> None:
        click.echo(json.dumps({"what": what, "seconds": perf_counter() - since}))

    started = perf_counter()
    with spark_session(folder / str(workers), "local-cluster" + EACH_WORKER.format(workers), MEMORY) as session:
        session.sql("select 1").collect()
        tell(STARTS, started)
        with connect(is_patient=True) as connection:
            for table in connection.execute("select facts_table from challenges.lake_facts").fetchall():
                connection.execute(sql.SQL("delete from {}").format(sql.Identifier(views_schema(), *table)))
            publish_all = partial(_publish, connection, session)
            lake = folder / "platform"
            tables_of(session, lake) if lake.exists() else export(connection, session, lake)
            for what in (COLD, *[WARM] * again):
                started = perf_counter()
                build_facts()
                tell(what, started)
            for what in (PUBLISH_ALL, *[PUBLISH_NOTHING] * again):
                started = perf_counter()
                facts = publish_all()
                tell(what, started)
            click.echo(json.dumps({"facts": facts, "spark": session.version}))
            if again:  # at scale 1 PostgreSQL's own facts take too long to be asked for again
                refuse_other_facts(connection)
            refuse_other_rewards(connection)
            _change(connection)
            export(connection, session, lake)
            started = perf_counter()
            build_facts()
            tell(WARM, started)
            started = perf_counter()
            publish_all()
            tell(PUBLISH_CHANGES, started)
            click.echo(json.dumps({"what": LOAD_CHANGES, "seconds": _load(connection)}))


def refuse_other_facts(connection: Connection) -> None:
    """Exit with a sentence if what was published is not what PostgreSQL's own facts are."""
    for name, table in connection.execute("select facts_name, facts_table from challenges.lake_facts").fetchall():
        statement = sql.SQL(
            "with own as (table {own}), published as (table {published}) select count(*) from"
            " ((table own except table published) union all (table published except table own)) as differing"
        ).format(own=sql.Identifier(OWN_FACTS, name), published=sql.Identifier(views_schema(), table))
        ((count,),) = connection.execute(statement).fetchall()
        if count:
            sys.exit(f"{count:,} facts of {name} are not those of PostgreSQL.")


def refuse_other_rewards(connection: Connection) -> None:
    """Load everything. Exit with a sentence if what was published earns something else than PostgreSQL's own facts."""
    loads = list(load(connection, views_schema(), LoadOptions(clock=FRIDAY, full=True)))
    if earned := sorted(one.challenge_id for one in loads if one.error or one.new or one.updated):
        sys.exit(f"The rewards of {', '.join(earned)} are not those of PostgreSQL's own facts.")


def page(found: list[Figures], kept: str) -> str:
    """Return the page: a table for each scale, and how each measurement grows from the smallest to the largest."""
    return PAGE.format(
        figures=kept,
        large=LARGE,
        tables="\n\n".join(map(_section, found)),
        conclusions=_conclusions(found[0], found[-1]),
    )


def _section(one: Figures) -> str:
    rows = [
        [what, *(f"{median(by_place[place]):.2f}" if place in by_place else "" for place in PLACES)]
        for what, by_place in one.seconds.items()
    ]
    return (
        f"## Scale {one.scale:g}: {one.facts:,} facts\n\n"
        f"* {one.date}, with {one.plays:,} plays; PostgreSQL {one.postgres}, Spark {one.spark}.\n"
        f"* {one.machine}; {one.load}.\n\n{markdown_table(['', *PLACES], rows)}"
    )


def _conclusions(small: Figures, large: Figures) -> str:
    lines = []
    alone, *on_spark = (median(large.seconds[what][place]) for place, what in zip(PLACES, KINDS, strict=True))
    ratios = " and ".join(f"{seconds / alone:.1f}" for seconds in on_spark)
    lines.append(f"* At scale {large.scale:g} all facts take {ratios} times as long on Spark with one and two workers.")
    if large is not small and large.machine == small.machine:
        times = large.scale / small.scale
        for place, what in zip(PLACES, KINDS, strict=True):
            before, after = (median(one.seconds[what][place]) for one in (small, large))
            lines.append(
                f"* With {times:g} times the rows, all facts take {after / before:.1f} times as long: {place}."
            )
        of_spark, of_postgresql = (
            [median(one.seconds[what][place]) for one in (small, large)]
            for what, place in ((WARM, PLACES[2]), (FACTS, POSTGRESQL))
        )
        slopes = [(after - before) / (large.scale - small.scale) for before, after in (of_spark, of_postgresql)]
        if slopes[0] < slopes[1]:
            scale = small.scale + (of_spark[0] - of_postgresql[0]) / (slopes[1] - slopes[0])
            kind = "Extrapolated" if scale > large.scale else "Interpolated"
            lines.append(
                f"* {kind}, not measured: if every further row takes as long, Spark on these two cores builds all facts"
                f" faster than PostgreSQL from scale {scale:.2g} on."
            )
        else:
            lines.append("* On these two cores Spark is slower at each scale, and grows by more a row.")
    lines.append("* An incremental load on PostgreSQL alone reads what changed; Spark always builds all facts.")
    return "\n".join(lines)


def repeats(scale: float) -> int:
    """Return how often most things are measured again at a scale."""
    return 0 if scale >= LARGE else REPEATS


def _build(*arguments: str, schema: str | None = None, **variables: object) -> None:
    former = os.environ.get("CHALLENGES_SCHEMA")
    if schema:
        os.environ["CHALLENGES_SCHEMA"] = schema
    try:
        failed = failures(run_dbt(*arguments, "--vars", json.dumps(variables)))
    finally:
        if schema:
            os.environ.pop("CHALLENGES_SCHEMA")
            os.environ |= {"CHALLENGES_SCHEMA": former} if former else {}
    if failed:
        sys.exit("\n".join(failed))


def _publish(connection: Connection, session: SparkSession) -> int:
    """Publish all facts, and return how many there are. Exit with a sentence if some could not be published."""
    published = publish(connection, views_schema(), lambda: SparkLake(session, views_schema()))
    if errors := [f"{one.challenge_id}: {one.error}" for one in published if one.error]:
        sys.exit("\n".join(errors))
    return sum(one.rows for one in published)


def _lift_limits(connection: Connection) -> None:
    connection.execute("update challenges.catalog set limit_rewards = 2147483647, limit_audio = 9223372036854775807")


def _change(connection: Connection) -> None:
    with connection.transaction():
        connection.execute("select set_config('bench.changed_rows', %s, true)", (str(CHANGED_ROWS),))
        connection.execute((BENCH / "changes.sql").read_text())


def _load(connection: Connection, *, full: bool = False, quiet: bool = False) -> float:
    started = perf_counter()
    loads = list(load(connection, views_schema(), LoadOptions(clock=FRIDAY, full=full, quiet=quiet)))
    if errors := {one.error for one in loads if one.error}:
        sys.exit("\n".join(errors))
    return perf_counter() - started


if __name__ == "__main__":
    main()
