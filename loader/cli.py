"""The command line `challenges`: a thin layer over functions that can be imported."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import click
import psycopg

from loader import report
from loader.catalog import sync_catalog
from loader.database import connect, views_schema
from loader.errors import ChallengesError, UnknownChallengeError, sentence
from loader.load import load, source_defects
from loader.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loader.load import ChallengeLoad

EXIT_CHALLENGE_FAILED = 1
EXIT_USAGE = 2
EXIT_ENDED_EARLY = 3
EXIT_INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="challenges")
def main() -> None:
    """Bring earned rewards into user_challenges.

    The database is the one of libpq's variables (PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE); dbt's views are in
    the schema CHALLENGES_SCHEMA (default: challenges).

    Exit codes: 0 done; 1 a challenge failed, the others were loaded; 2 wrong usage; 3 nothing, or nothing
    more, could be done.
    """


@main.command("migrate")
def migrate_command() -> None:
    """Apply migrations/ in order, once each."""
    with _errors_as_sentences(), connect() as connection:
        applied = 0
        for name in migrate(connection):
            click.echo(f"applied {name}")
            applied += 1
        if not applied:
            click.echo("Nothing to apply: the database is up to date.")


@main.command("sync-catalog")
def sync_catalog_command() -> None:
    """Bring the catalog, dbt's seed, into the table challenges."""
    with _errors_as_sentences(), connect() as connection:
        changes = sync_catalog(connection, views_schema())
        click.echo(f"The catalog: {changes.new} new, {changes.updated} updated, {changes.already_right} already right.")


@main.command("load")
@click.option("--challenge", "only", metavar="ID", multiple=True, help="Load only this one. May be repeated.")
@click.option("--dry-run", is_flag=True, help="Print what would be done, and write nothing.")
@click.option(
    "--as-of",
    metavar="TIME",
    type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"]),
    help="Set the clock, as in 2026-05-22T12:00:00Z; without a zone it is UTC. Default: now.",
)
def load_command(only: tuple[str, ...], dry_run: bool, as_of: datetime | None) -> None:
    """Merge the eligibility views into user_challenges."""
    clock = as_of.replace(tzinfo=as_of.tzinfo or timezone.utc) if as_of else None
    with _errors_as_sentences(), connect() as connection:
        loads: list[ChallengeLoad] = []
        try:
            loads.extend(load(connection, views_schema(), only, dry_run=dry_run, clock=clock))
        finally:  # what is committed is told, however the load ends
            if loads:
                click.echo(report.load_table(loads))
        if dry_run:
            click.echo("A dry run: nothing was written.")
        for warning in report.load_warnings(loads):
            _warn(warning)
        try:
            defects = source_defects(connection, views_schema())
        except psycopg.Error as error:
            _warn(f"the platform's tables could not be checked for defects: {sentence(error)}.")
        else:
            for warning in report.defect_warnings(defects):
                _warn(warning)
    errors = list(report.load_errors(loads))
    for error in errors:
        click.echo(f"error: {error}", err=True)
    if errors:
        raise SystemExit(EXIT_CHALLENGE_FAILED)


@main.command("demo")
def demo_command() -> None:
    """Run the main job on an embedded PostgreSQL with sample data."""
    from sandbox.demo import run_demo  # only here: the loader needs neither dbt nor an embedded server

    with _errors_as_sentences():
        run_demo()


def _warn(sentence: str) -> None:
    click.echo(f"warning: {sentence}", err=True)


@contextmanager
def _errors_as_sentences() -> Iterator[None]:
    """Turn the errors a user can meet into one sentence on stderr and an exit code."""
    try:
        yield
    except ChallengesError as error:
        click.echo(f"error: {error}", err=True)
        raise SystemExit(EXIT_USAGE if isinstance(error, UnknownChallengeError) else EXIT_ENDED_EARLY) from error
    except psycopg.Error as error:
        click.echo(f"error: PostgreSQL refused: {sentence(error)}. Mend that and try again.", err=True)
        raise SystemExit(EXIT_ENDED_EARLY) from error
    except KeyboardInterrupt as error:
        click.echo("error: Interrupted: what was under way is rolled back. Run the command again.", err=True)
        raise SystemExit(EXIT_INTERRUPTED) from error
