"""The command line `challenges`: a thin layer over functions that can be imported."""

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import click
import psycopg

from loader import report
from loader.adopt import Adoption, adopt, take_back
from loader.challenges import require_ready, sync_catalog
from loader.compare import compare
from loader.database import Connection, connect, persistently, usable_schema, views_schema
from loader.errors import (
    BusyError,
    ChallengesError,
    FutureDateError,
    UnknownChallengeError,
    UnknownUserError,
    printable,
    reason,
    reason_of_view,
)
from loader.explain import DECISIONS, Decision, Question, Unexplained, dismissed, explain, is_user, user_of
from loader.health import full_reads_due, ledger_error, silent_triggers
from loader.lake import open_lake
from loader.ledger import ChallengeStatus, status
from loader.load import load, source_defects
from loader.migrate import drop_views, grant_rights, migrate, restore_triggers, rights
from loader.outcome import LoadOptions
from loader.progress import LoadPrinter, display
from loader.publish import publish
from loader.schedule import Terminated, run_every

EXIT_CHALLENGE_FAILED = 1
EXIT_USAGE = 2
EXIT_ENDED_EARLY = 3
EXIT_OVER_LIMIT = 4
EXIT_BUSY = 5
EXIT_DIFFERENT = 6
EXIT_INTERRUPTED = 130
WRONG_USAGE = (FutureDateError, UnknownChallengeError, UnknownUserError)


class _Commands(click.Group):
    """Commands whose errors that a user can meet end as one sentence on stderr, with an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ChallengesError as error:
            code = EXIT_USAGE if isinstance(error, WRONG_USAGE) else EXIT_ENDED_EARLY
            _fail(str(error), EXIT_BUSY if isinstance(error, BusyError) else code)
        except psycopg.Error as error:
            _fail(f"PostgreSQL refused: {reason_of_view(error)}. Fix this and retry.", EXIT_ENDED_EARLY)
        except Terminated:
            click.echo("Stopped: unfinished work is rolled back, and the next load does it.", err=True)
            raise SystemExit(0) from None
        except KeyboardInterrupt:
            _fail("Interrupted: unfinished work is rolled back. Run the command again.", EXIT_INTERRUPTED)


def _with_zone(_context: click.Context, _option: click.Parameter, time: datetime | None) -> datetime | None:
    return time and time.replace(tzinfo=time.tzinfo or timezone.utc)


def _as_text(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    if text is not None and any("\ud800" <= char <= "\udfff" for char in text):
        raise click.BadParameter("it holds bytes that are no text.")
    return text


def _time_option(*names: str, help_text: str) -> Callable[..., Any]:
    formats = ["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"]
    return click.option(*names, metavar="TIME", type=click.DateTime(formats), callback=_with_zone, help=help_text)


def _challenge_option(verb: str) -> Callable[..., Any]:
    help_text = f"{verb} only this challenge. May be repeated."
    return click.option("--challenge", "only", metavar="ID", multiple=True, help=help_text)


CLOCK_HELP = "Set the clock, as in 2026-05-22T12:00:00Z; without a zone it is UTC. Default: now."
_as_of_option = _time_option("--as-of", "clock", help_text=CLOCK_HELP)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="challenges")
def main() -> None:
    """Write earned rewards into user_challenges.

    libpq's variables choose the database (PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE). dbt's views are in the
    schema CHALLENGES_SCHEMA (default: challenges).

    Exit codes: 0 done; 1 a challenge failed, the others were loaded; 2 wrong usage; 3 the command could not start, or
    stopped early; 4 a challenge would exceed its limit, nothing of it was minted, the others were loaded; 5 another
    load is running; 6 the compared views mint different rewards; 130 interrupted.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name that the terminal cannot show must not end a command
        sys.stdout.reconfigure(errors="backslashreplace")


@main.command("migrate")
@click.option("--again", is_flag=True, help="Apply all migrations again, after the platform has replaced a table.")
def migrate_command(again: bool) -> None:
    """Apply the migrations, and restore missing triggers."""
    applied = 0
    with connect(is_patient=True) as connection:
        for name in migrate(connection, is_again=again):
            click.echo(f"applied {name}")
            applied += 1
        for trigger in restore_triggers(connection):
            click.echo(f"restored the trigger {trigger}")
            applied += 1
    if not applied:
        click.echo("Nothing to apply: the database is up to date.")


@main.command("grant-rights")
@click.option("--print", "is_printed", is_flag=True, help="Print the statements instead, for an administrator to run.")
def grant_rights_command(is_printed: bool) -> None:
    """Create the roles of dbt, the loader and readers, and grant rights."""
    if is_printed:
        click.echo(rights(views_schema()), nl=False)
        return
    with connect() as connection:
        grant_rights(connection, views_schema())
    click.echo("The roles challenges_dbt, challenges_loader and challenges_reader have the rights that they need.")


@main.command("drop-views")
def drop_views_command() -> None:
    """Drop dbt's views, before the platform changes a table.

    Nothing else is dropped. `dbt build` creates them again, and the next load reads what changed since the last one.
    """
    with connect() as connection:
        names = drop_views(connection, views_schema())
    dropped = f"Dropped {len(names)} views" if names else "There is no view to drop"
    click.echo(f"{dropped} in the schema {printable(views_schema())}. Run `dbt build` before the next load.")


@main.command("sync-catalog")
@click.option("--dry-run", is_flag=True, help="Print what would be changed, and write nothing.")
def sync_catalog_command(dry_run: bool) -> None:
    """Copy the catalog seed into the challenges table.

    Prints each value that changes.
    """
    with connect() as connection:
        changes = sync_catalog(connection, views_schema(), dry_run=dry_run)
    click.echo(report.catalog_changes(changes))
    _warn(*report.catalog_warnings(changes))
    if dry_run:
        click.echo("A dry run: nothing was written.")


@main.command("load")
@_challenge_option("Load")
@click.option("--full", is_flag=True, help="Read everything, not only what changed since the last load.")
@click.option("--quiet", is_flag=True, help="With --full: fire no trigger, so that nobody is notified.")
@click.option("--every", metavar="SECONDS", type=click.IntRange(1), help="Stay running, and load on this schedule.")
@click.option("--over-limit", metavar="ID", multiple=True, help="Let this challenge exceed its limit. May be repeated.")
@click.option("--log-json", is_flag=True, help="Print JSON, a line for each challenge, as CHALLENGES_LOG=json does.")
@click.option("--dry-run", is_flag=True, help="Print what would be done, and write nothing.")
@_as_of_option
def load_command(every: int | None, log_json: bool, **chosen: Any) -> None:  # noqa: ANN401
    """Load challenges, reading only what changed.

    Each challenge is loaded in a transaction of its own. One that fails does not stop the others.
    """
    options = LoadOptions(**chosen)
    log_json = log_json or os.environ.get("CHALLENGES_LOG") == "json"
    if options.quiet and not options.full:
        raise click.UsageError("--quiet is for minting history in bulk. Use it with --full.")
    if every is not None and (options.full or options.dry_run or options.clock or options.over_limit):
        raise click.UsageError("--every cannot be combined with --full, --dry-run, --as-of or --over-limit.")

    outcomes_before: dict[str, str] = {}

    def load_on_schedule(connection: Connection) -> None:
        printer = LoadPrinter(as_json=log_json, is_scheduled=True, outcomes=outcomes_before)
        try:
            _load_and_report(connection, options, printer)
        except BusyError as error:
            _warn(f"this load is skipped. {error}")

    def load_once(connection: Connection) -> set[str]:
        return _load_and_report(connection, options, LoadPrinter(as_json=log_json, is_scheduled=False))

    if every is not None:
        run_every(every, load_on_schedule, _warn)
    if options.quiet and not options.dry_run:
        _print("Quiet: no trigger fires, so nobody is notified of what this load mints, now or later.", err=True)
    outcomes = persistently(load_once, _warn)
    if "failed" in outcomes:
        raise SystemExit(EXIT_CHALLENGE_FAILED)
    if "over_limit" in outcomes:
        raise SystemExit(EXIT_OVER_LIMIT)


def _load_and_report(connection: Connection, options: LoadOptions, printer: LoadPrinter) -> set[str]:
    try:
        with display(printer) as at_work:
            for result in load(connection, views_schema(), options, at_work.begin):
                printer.done(result)
    finally:  # what is committed is reported, however the load ends
        printer.end()
        if not printer.as_json:
            _warn(*report.load_warnings(printer.loads))
            _print_errors(*report.load_errors(printer.loads))
    if options.dry_run and not printer.as_json:
        _print("A dry run: nothing was written.")
    _warn(*report.trigger_warnings(silent_triggers(connection)))
    if options.full or options.dry_run:
        try:
            _warn(*report.defect_warnings(source_defects(connection, views_schema())))
        except psycopg.Error as error:
            _warn(f"the platform's tables could not be checked for defects: {reason_of_view(error)}.")
    return {result.outcome for result in printer.loads}


def _print_outcome(table: str, errors: Iterable[str], *, dry_run: bool) -> None:
    """Print what was done to each challenge, and end with an exit code of its own if some have an error."""
    click.echo(table)
    if dry_run:
        click.echo("A dry run: nothing was written.")
    sentences = [*errors]
    _print_errors(*sentences)
    if sentences:
        raise SystemExit(EXIT_CHALLENGE_FAILED)


@main.command("publish")
@_challenge_option("Publish")
@click.option("--dry-run", is_flag=True, help="Print what would be changed, and write nothing.")
def publish_command(only: tuple[str, ...], dry_run: bool) -> None:
    """Bring the facts that Spark has built on a lake into PostgreSQL.

    Of the challenges that the var facts_from_lake names. pyspark's own settings choose the cluster, such as the folder
    SPARK_CONF_DIR. Only what differs is written, in one transaction, and the next load reads what it concerns.

    Exit codes: 0 done; 1 a challenge's facts were not published, the others were; 3 nothing was published; 5 another
    publish is running.
    """
    schema = views_schema()
    with connect() as connection:
        published = publish(connection, schema, partial(open_lake, schema), only=only, dry_run=dry_run)
    _print_outcome(report.published_table(published), report.published_errors(published), dry_run=dry_run)


@main.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, a line for each challenge.")
@click.option("--max-age", metavar="SECONDS", type=click.FloatRange(0), help="Fail if a last success is older.")
@click.option(
    "--prometheus",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write metrics to this file instead of the table, for Prometheus's textfile collector.",
)
def status_command(as_json: bool, max_age: float | None, prometheus: Path | None) -> None:
    """Show how the last load of each challenge went.

    Exit codes: 0 the last load of each challenge was ok; 1 the last load of a challenge failed, exceeded its limit,
    ended early or died, a last success is older than --max-age, or loads cannot be recorded; 3 the status could not be
    read, or a challenge was never loaded.
    """
    if as_json and prometheus:
        raise click.UsageError("--json prints the status, and --prometheus writes it to a file. Choose one.")
    with connect() as connection:
        statuses = status(connection, views_schema())
        if prometheus:
            _write_metrics(connection, statuses, prometheus)
        unrecorded = ledger_error(connection, views_schema())
        warnings = [*report.trigger_warnings(silent_triggers(connection))]
        warnings += report.full_read_warnings(full_reads_due(connection, views_schema()))
    errors = [] if max_age is None else [*report.age_errors(statuses, max_age)]
    errors += [report.ledger_sentence(unrecorded)] if unrecorded else []
    if as_json:
        for challenge in statuses:
            click.echo(report.status_json(challenge))
    else:
        if not prometheus:
            click.echo(report.status_table(statuses), color=True)
        _print_errors(*report.status_errors(statuses))
    _warn(*warnings)
    _print_errors(*errors)
    outcomes = {challenge.outcome for challenge in statuses}
    if errors or outcomes - {"ok", None}:
        raise SystemExit(EXIT_CHALLENGE_FAILED)
    if None in outcomes:
        raise SystemExit(EXIT_ENDED_EARLY)


def _write_metrics(connection: Connection, statuses: Sequence[ChallengeStatus], path: Path) -> None:
    try:
        from loader.metrics import read_metrics, write_metrics  # only here: its package may be missing
    except ModuleNotFoundError as error:
        raise ChallengesError(
            f"Metrics need the package {error.name}, which is not installed. Run `pip install 'challenges[web]'`."
        ) from error
    write_metrics(read_metrics(connection, views_schema(), statuses), path)


@main.command("adopt")
@_challenge_option("Adopt")
@_time_option("--since", help_text="Set the adoption date to this, not now.")
@click.option("--take-back", "takes_back", is_flag=True, help="Remove the adoption date, so that history is minted.")
@click.option("--yes", "is_confirmed", is_flag=True, help="With --take-back: do not ask.")
@click.option("--dry-run", is_flag=True, help="Print what would be done, and write nothing.")
def adopt_command(
    only: tuple[str, ...], since: datetime | None, takes_back: bool, is_confirmed: bool, dry_run: bool
) -> None:
    """Take over from another system, by an adoption date.

    What qualified before now, or before --since, is not paid again. What is due now is not paid either.

    Exit code 1: a challenge could not be adopted, the others were.
    """
    if since and takes_back:
        raise click.UsageError("--take-back removes the adoption date. Use it without --since.")
    if is_confirmed and not takes_back:
        raise click.UsageError("--yes is for --take-back. Nothing else asks.")
    with connect() as connection:
        change = partial(take_back if takes_back else partial(adopt, since=since), connection, views_schema(), only)
        if takes_back and not is_confirmed and not dry_run:
            _confirm_take_back(change(dry_run=True))
        adoptions = change(dry_run=dry_run)
    _print_outcome(report.adoption_table(adoptions), report.adoption_errors(adoptions), dry_run=dry_run)


def _confirm_take_back(preview: Sequence[Adoption]) -> None:
    if not sys.stdin.isatty():
        raise click.UsageError(
            "--take-back lets loads mint history, and there is no terminal to ask. Use it with --yes."
        )
    click.echo(report.adoption_table(preview))
    click.confirm("The next load mints what is due. Take the adoption back?", abort=True)


@main.command("explain")
@click.option("--user", metavar="USER", callback=_as_text, help="Explain the rewards of this user: an id or a handle.")
@_challenge_option("Explain")
@click.option("--specifier", callback=_as_text, help="Explain the reward with this specifier, as in 3e8:186a1.")
@click.option("--decision", "wanted", multiple=True, type=click.Choice(DECISIONS), help="Only these. May be repeated.")
@click.option("--limit", metavar="N", type=click.IntRange(1), help="Show at most N candidates.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, a line for each candidate.")
@_as_of_option
def explain_command(
    user: str | None,
    wanted: tuple[str, ...],
    limit: int | None,
    as_json: bool,
    **chosen: Any,  # noqa: ANN401
) -> None:
    """Show why a reward was earned, or was not.

    Each candidate is shown with its decision, its gates, and what fills a cap that refuses it.
    """
    question = Question(**chosen)
    if user is None and question.specifier is None and not question.only:
        raise click.UsageError("Choose what to explain: --user, --challenge or --specifier, in any combination.")
    shown = found = failed = 0
    with connect() as connection:
        schema = views_schema()
        if user is not None:
            require_ready(connection, schema)
            question = replace(question, user_id=user_of(connection, schema, user))
        for decision in _decisions(connection, question):
            if isinstance(decision, Unexplained):
                failed += 1
                _print_errors(f"{printable(decision.challenge_id)} cannot be explained: {decision.error}.")
                continue
            if wanted and decision.decision not in wanted:
                continue
            found += 1
            if limit is None or shown < limit:
                shown += 1
                click.echo(
                    report.decision_json(decision) if as_json else f"{report.decision_text(decision)}\n", color=True
                )
        if not (found or failed) and question.user_id is not None and not is_user(connection, schema, question.user_id):
            raise UnknownUserError(f"The platform has no current user {question.user_id}, and no reward of one.")
    if not (found or failed):
        click.echo(report.no_decision(question, wanted), err=as_json)
    elif found > 1 or limit is not None:
        click.echo(f"{shown:,} of {found:,} shown", err=as_json)
    if failed:
        raise SystemExit(EXIT_CHALLENGE_FAILED)


@main.command("compare")
@click.option("--with", "other", metavar="SCHEMA", required=True, callback=_as_text, help="The schema of other views.")
@_challenge_option("Compare")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, a line for each challenge.")
@_as_of_option
def compare_command(other: str, only: tuple[str, ...], as_json: bool, clock: datetime | None) -> None:
    """Compare what the next load would mint by the views of another schema.

    Build the views of a branch into a schema of their own, and compare them before you merge. Nothing is written.

    Exit codes: 0 the same rewards; 6 different ones; 1 a challenge could not be compared.
    """
    other, schema = usable_schema(other, "--with"), views_schema()
    if other == schema:
        raise click.UsageError("--with names the schema of CHALLENGES_SCHEMA itself. Name another one.")
    compared = []
    with connect() as connection:
        for comparison in compare(connection, schema, other, only, clock):
            compared.append(comparison)
            if as_json:
                click.echo(report.comparison_json(comparison))
            elif comparison.differences or comparison.note:
                click.echo(report.comparison_text(comparison), color=True)
    if not as_json:
        click.echo(report.comparison_sums(compared))
    errors = [*report.comparison_errors(compared)]
    _print_errors(*errors)
    if errors:
        raise SystemExit(EXIT_CHALLENGE_FAILED)
    if any(comparison.differences for comparison in compared):
        raise SystemExit(EXIT_DIFFERENT)


@main.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Listen on this address.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any that is free.")
@click.option("--allow-remote", is_flag=True, help="Let the host be one that other machines can reach.")
@_as_of_option
def serve_command(**chosen: Any) -> None:  # noqa: ANN401
    """Serve pages: how the challenges are, why users earned what, what was paid.

    They only read. They ask nobody for a password, so only this machine can reach them. Ctrl-C ends this command.
    """
    try:
        from web.server import serve  # an extra, which nothing else needs
    except ModuleNotFoundError as error:
        raise ChallengesError(
            f"The pages need the package {error.name}, which is not installed. Run `pip install 'challenges[web]'`, or"
            " `pip install -e '.[web]' -c constraints.txt` in a checkout."
        ) from error
    serve(**chosen, started=lambda address: _print(f"Serving {address} until Ctrl-C."), warn=_warn)
    _print("Stopped.")


def _decisions(connection: Connection, question: Question) -> Iterator[Decision | Unexplained]:
    yield from explain(connection, views_schema(), question, _warn)
    if question.user_id is not None:
        try:
            yield from dismissed(connection, views_schema(), question)
        except psycopg.Error as error:  # which stops nothing else
            _warn(f"acts that were deleted or hidden could not be looked for: {reason(error)}.")


def _warn(*sentences: str) -> None:
    for sentence in sentences:
        _print(f"warning: {sentence}", err=True)


def _print_errors(*sentences: str) -> None:
    for sentence in sentences:
        _print(f"error: {sentence}", err=True)


def _print(text: str, *, err: bool = False) -> None:
    with suppress(OSError):  # minting does not depend on a disk that is full of logs
        click.echo(text, err=err)


def _fail(sentence: str, exit_code: int) -> NoReturn:
    click.echo(f"error: {sentence}", err=True)
    raise SystemExit(exit_code)
