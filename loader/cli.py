"""The command line `challenges`: a thin layer over functions that can be imported."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager, suppress
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import click
import psycopg

from loader import report
from loader.adopt import adopt, take_back
from loader.beat import Terminated, on_a_beat
from loader.catalog import sync_catalog
from loader.database import connect, persistently, views_schema
from loader.errors import BusyError, ChallengesError, UnknownChallengeError, missing_right, sentence
from loader.explain import explain
from loader.load import load, source_defects
from loader.migrations import migrate
from loader.rights import grant_rights, rights
from loader.status import status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loader.database import Connection
    from loader.load import ChallengeLoad

EXIT_CHALLENGE_FAILED = 1
EXIT_USAGE = 2
EXIT_ENDED_EARLY = 3
EXIT_STOPPED = 4
EXIT_BUSY = 5
EXIT_INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="challenges")
def main() -> None:
    """Bring earned rewards into user_challenges.

    The database is the one of libpq's variables (PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE); dbt's views are in
    the schema CHALLENGES_SCHEMA (default: challenges).

    Exit codes: 0 done; 1 a challenge failed, the others were loaded; 2 wrong usage; 3 nothing, or nothing
    more, could be done; 4 a challenge would exceed its limit, nothing of it was minted, the others were loaded;
    5 another load is running.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name that the terminal cannot show must not end a command
        sys.stdout.reconfigure(errors="backslashreplace")


@main.command("migrate")
def migrate_command() -> None:
    """Apply migrations/ in order, once each."""
    with _errors_as_sentences(), connect(is_patient=True) as connection:
        applied = 0
        for name in migrate(connection):
            click.echo(f"applied {name}")
            applied += 1
        if not applied:
            click.echo("Nothing to apply: the database is up to date.")


@main.command("grant-rights")
@click.option("--print", "is_printed", is_flag=True, help="Print the statements instead, for an administrator to run.")
def grant_rights_command(is_printed: bool) -> None:
    """Create the roles for dbt and for the loader, with the rights they need."""
    with _errors_as_sentences():
        schema = views_schema()
        if is_printed:
            click.echo(rights(schema), nl=False)
            return
        with connect() as connection:
            grant_rights(connection, schema)
        click.echo("The roles challenges_dbt and challenges_loader have the rights that they need.")


@main.command("sync-catalog")
def sync_catalog_command() -> None:
    """Bring the catalog, dbt's seed, into the table challenges."""
    with _errors_as_sentences(), connect() as connection:
        changes = sync_catalog(connection, views_schema())
        click.echo(f"The catalog: {changes.new} new, {changes.updated} updated, {changes.already_right} already right.")


def _with_zone(_context: click.Context, _option: click.Parameter, time: datetime | None) -> datetime | None:
    return time and time.replace(tzinfo=time.tzinfo or timezone.utc)


def _as_text(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    if text is not None and any("\ud800" <= char <= "\udfff" for char in text):
        raise click.BadParameter("it holds bytes that are no text.")
    return text


TIME = click.DateTime(["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"])
as_of_option = click.option(
    "--as-of",
    "clock",
    metavar="TIME",
    type=TIME,
    callback=_with_zone,
    help="Set the clock, as in 2026-05-22T12:00:00Z; without a zone it is UTC. Default: now.",
)


@main.command("load")
@click.option("--challenge", "only", metavar="ID", multiple=True, help="Load only this one. May be repeated.")
@click.option("--full", is_flag=True, help="Read everything, not only what changed since the last load.")
@click.option("--quiet", is_flag=True, help="With --full: fire no trigger, so that nobody is notified.")
@click.option("--every", metavar="SECONDS", type=click.IntRange(1), help="Stay running, and load on this beat.")
@click.option("--over-limit", metavar="ID", multiple=True, help="Let this one exceed its limit. May be repeated.")
@click.option("--log-json", is_flag=True, help="Print JSON, a line for each challenge, as CHALLENGES_LOG=json does.")
@click.option("--dry-run", is_flag=True, help="Print what would be done, and write nothing.")
@as_of_option
def load_command(
    only: tuple[str, ...],
    full: bool,
    quiet: bool,
    every: int | None,
    over_limit: tuple[str, ...],
    log_json: bool,
    dry_run: bool,
    clock: datetime | None,
) -> None:
    """Merge the eligibility views into user_challenges, as far as anything changed since the last load."""
    if quiet and not full:
        raise click.UsageError("--quiet is for minting history in bulk: it goes with --full.")
    if every is not None and (full or dry_run or clock or over_limit):
        raise click.UsageError("--every goes with none of --full, --dry-run, --as-of and --over-limit.")
    log_json = log_json or os.environ.get("CHALLENGES_LOG") == "json"
    if every is not None:
        with _errors_as_sentences():
            on_a_beat(every, lambda connection: _load_on_a_beat(connection, only, log_json), _warn)
        return
    if quiet and not dry_run:
        _say("Quiet: no trigger fires, so nobody is notified of what this load mints, now or later.", err=True)

    def load_once(connection: Connection) -> int:
        exit_code = _load_and_tell(
            connection,
            only,
            log_json=log_json,
            full=full,
            quiet=quiet,
            over_limit=over_limit,
            dry_run=dry_run,
            clock=clock,
        )
        if full or dry_run:
            _tell_defects(connection)
        return exit_code

    with _errors_as_sentences():
        exit_code = persistently(load_once, _warn)
    if exit_code:
        raise SystemExit(exit_code)


def _load_on_a_beat(connection: Connection, only: tuple[str, ...], log_json: bool) -> None:
    """Load and tell, or skip the beat where another load is running."""
    try:
        _load_and_tell(connection, only, beat=True, log_json=log_json)
    except BusyError as error:
        _warn(f"this beat is skipped. {error}")


def _load_and_tell(
    connection: Connection,
    only: tuple[str, ...],
    *,
    beat: bool = False,
    log_json: bool = False,
    full: bool = False,
    quiet: bool = False,
    over_limit: tuple[str, ...] = (),
    dry_run: bool = False,
    clock: datetime | None = None,
) -> int:
    """Load, say what was done, and return the exit code. On a beat, a load with nothing new is one line."""
    loads: list[ChallengeLoad] = []
    try:
        for result in load(
            connection,
            views_schema(),
            only,
            full=full,
            quiet=quiet,
            over_limit=over_limit,
            dry_run=dry_run,
            clock=clock,
        ):
            loads.append(result)
            if log_json:
                _say(report.load_json(result))
    finally:  # what is committed is told, however the load ends
        if not log_json:
            _tell_loads(loads, beat=beat)
    if not log_json:
        _tell_remarks(loads, dry_run=dry_run)
    outcomes = {result.outcome for result in loads}
    if "failed" in outcomes:
        return EXIT_CHALLENGE_FAILED
    return EXIT_STOPPED if "stopped" in outcomes else 0


def _tell_loads(loads: list[ChallengeLoad], *, beat: bool) -> None:
    if beat and loads and report.is_nothing_new(loads):
        _say(report.nothing_new(loads))
    elif loads:
        _say(report.load_table(loads))


def _tell_remarks(loads: list[ChallengeLoad], *, dry_run: bool) -> None:
    if dry_run:
        _say("A dry run: nothing was written.")
    for warning in report.load_warnings(loads):
        _warn(warning)
    for error in report.load_errors(loads):
        _say(f"error: {error}", err=True)


def _tell_defects(connection: Connection) -> None:
    try:
        defects = source_defects(connection, views_schema())
    except psycopg.Error as error:
        _warn(f"the platform's tables could not be checked for defects: {sentence(error)}{missing_right(error)}.")
    else:
        for warning in report.defect_warnings(defects):
            _warn(warning)


@main.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, a line for each challenge.")
def status_command(as_json: bool) -> None:
    """Tell how the last load of each challenge went, by the ledger.

    Exit codes: 0 fine; 1 a challenge failed, was stopped or its load died the last time; 3 it cannot be told, or a
    challenge was never loaded.
    """
    with _errors_as_sentences(), connect() as connection:
        statuses = status(connection, views_schema())
    if as_json:
        for challenge in statuses:
            click.echo(report.status_json(challenge))
    else:
        click.echo(report.status_table(statuses))
        for error in report.status_errors(statuses):
            click.echo(f"error: {error}", err=True)
    outcomes = {challenge.outcome for challenge in statuses}
    if outcomes - {"ok", None}:
        raise SystemExit(EXIT_CHALLENGE_FAILED)
    if None in outcomes:
        raise SystemExit(EXIT_ENDED_EARLY)


@main.command("adopt")
@click.option("--challenge", "only", metavar="ID", multiple=True, help="Adopt only this one. May be repeated.")
@click.option("--since", metavar="TIME", type=TIME, callback=_with_zone, help="Draw the line at this time, not now.")
@click.option("--take-back", "is_taken_back", is_flag=True, help="Remove the line: history is minted after all.")
def adopt_command(only: tuple[str, ...], since: datetime | None, is_taken_back: bool) -> None:
    """Take over from another system: what qualified before now, or before --since, is not paid again."""
    if since and is_taken_back:
        raise click.UsageError("--take-back removes the line: it goes without --since.")
    with _errors_as_sentences(), connect() as connection:
        schema = views_schema()
        adoptions = (
            take_back(connection, schema, only) if is_taken_back else adopt(connection, schema, only, since=since)
        )
        click.echo(report.adoption_table(adoptions))


@main.command("explain")
@click.option("--user", "user_id", metavar="ID", type=click.IntRange(1), help="Explain the rewards of this user.")
@click.option("--challenge", "only", metavar="ID", multiple=True, help="Explain only this one. May be repeated.")
@click.option(
    "--specifier", metavar="TEXT", callback=_as_text, help="Explain the reward with this specifier, as in 3e8:186a1."
)
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
    _say(f"warning: {sentence}", err=True)


def _say(text: str, *, err: bool = False) -> None:
    """Print, where that can be done: what is minted does not hang on a disk that is full of logs."""
    with suppress(OSError):
        click.echo(text, err=err)


@contextmanager
def _errors_as_sentences() -> Iterator[None]:
    """Turn the errors a user can meet into one sentence on stderr and an exit code."""
    try:
        yield
    except ChallengesError as error:
        click.echo(f"error: {error}", err=True)
        codes = {UnknownChallengeError: EXIT_USAGE, BusyError: EXIT_BUSY}
        raise SystemExit(codes.get(type(error), EXIT_ENDED_EARLY)) from error
    except psycopg.Error as error:
        refused = f"PostgreSQL refused: {sentence(error)}{missing_right(error)}"
        click.echo(f"error: {refused}. Mend that and try again.", err=True)
        raise SystemExit(EXIT_ENDED_EARLY) from error
    except Terminated:
        click.echo("Stopped: what was under way is rolled back, and the next load does it.", err=True)
    except KeyboardInterrupt as error:
        click.echo("error: Interrupted: what was under way is rolled back. Run the command again.", err=True)
        raise SystemExit(EXIT_INTERRUPTED) from error
