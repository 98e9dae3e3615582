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
from loader.explain import explain
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


def _with_zone(_context: click.Context, _option: click.Parameter, time: datetime | None) -> datetime | None:
    return time and time.replace(tzinfo=time.tzinfo or timezone.utc)


as_of_option = click.option(
    "--as-of",
    "clock",
    metavar="TIME",
    type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"]),
    callback=_with_zone,
    help="Set the clock, as in 2026-05-22T12:00:00Z; without a zone it is UTC. Default: now.",
)


@main.command("load")
@click.option("--challenge", "only", metavar="ID", multiple=True, help="Load only this one. May be repeated.")
@click.option("--dry-run", is_flag=True, help="Print what would be done, and write nothing.")
@as_of_option
def load_command(only: tuple[str, ...], dry_run: bool, clock: datetime | None) -> None:
    """Merge the eligibility views into user_challenges."""
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


@main.command("explain")
@click.option("--user", "user_id", metavar="ID", type=click.IntRange(1), help="Explain the rewards of this user.")
@click.option("--challenge", "only", metavar="ID", multiple=True, help="Explain only this one. May be repeated.")
@click.option("--specifier", metavar="TEXT", help="Explain the reward with this specifier, as in 3e8:186a1.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, a line for each candidate.")
@as_of_option
def explain_command(
    user_id: int | None, only: tuple[str, ...], specifier: str | None, as_json: bool, clock: datetime | None
) -> None:
    """Tell why a reward was earned, or was not: each gate, and what fills a cap."""
    if user_id is None and specifier is None and not only:
        raise click.UsageError("Say what to explain: --user, --challenge or --specifier, in any combination.")
    with _errors_as_sentences(), connect() as connection:
        shown = False
        for decision in explain(connection, views_schema(), only, user_id=user_id, specifier=specifier, clock=clock):
            click.echo(report.decision_json(decision) if as_json else f"{report.decision_text(decision)}\n")
            shown = True
        if not shown:
            click.echo(report.no_decision(user_id, specifier, only), err=as_json)


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
