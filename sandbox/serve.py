"""The pages on the demo's data and an embedded PostgreSQL, until Ctrl-C. Run it as `python -m sandbox.serve`."""

import math
import os
import socket
import sys
from contextlib import ExitStack
from datetime import datetime

import click
import psycopg

from loader.database import Connection, connect, views_schema
from loader.errors import ChallengesError, sentence
from loader.load import load
from loader.migrate import grant_rights
from loader.outcome import LoadOptions
from sandbox.__main__ import FRIDAY, THURSDAY, set_up, step
from sandbox.dbt_runner import failures, run_dbt
from sandbox.platform import add_payments, add_sample_data
from sandbox.server import throwaway_server
from web.server import serve


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any that is free.")
def main(port: int) -> None:
    """Set up the demo's data, and serve the pages on it, with the clock of the demo's Friday."""
    try:
        _require_free(port)
        with ExitStack() as stack:
            with step("Starting an embedded PostgreSQL"):
                # It ends with this process, however that ends.
                stack.enter_context(throwaway_server(max_seconds=math.inf))
            with connect() as connection:
                set_up_pages(connection)
            serve("127.0.0.1", port, clock=FRIDAY, started=_announce, warn=_warn)
        click.echo("Stopped: the server and its data are gone.")
    except ChallengesError as error:
        sys.exit(f"error: {error}")
    except psycopg.Error as error:
        sys.exit(f"error: PostgreSQL refused: {sentence(error)}.")
    except KeyboardInterrupt:
        click.echo("\nStopped: the server and its data are gone.")
        sys.exit(130)


def set_up_pages(connection: Connection) -> None:
    """Load the two days of the demo, and build what finance reads, at the clock of its Friday."""
    set_up(connection)
    with step("Loading Thursday, and then Friday with a day of new activity"):
        _load(connection, THURSDAY)
        add_sample_data(connection, day=2)
        _load(connection, FRIDAY)
    with step("Paying what may be claimed, with one mistake of each kind"):
        add_payments(connection, FRIDAY)
    with step("Building what finance reads: dbt build --select tag:finance"):
        build_finance(FRIDAY)
    with step("Granting rights to the role challenges_reader: challenges grant-rights"):
        grant_rights(connection, views_schema())


def build_finance(clock: datetime) -> None:
    """Build the models of finance at a clock. Raises ChallengesError if one fails."""
    before = os.environ.get("PGOPTIONS")
    os.environ["PGOPTIONS"] = f"-c challenges.as_of={clock:%Y-%m-%dT%H:%M:%SZ}"  # dbt's sessions read it
    try:
        results = run_dbt("build", "--select", "tag:finance", "--exclude-resource-type", "unit_test")
    finally:
        os.environ.pop("PGOPTIONS")
        if before is not None:
            os.environ["PGOPTIONS"] = before
    if failed := failures(results):
        raise ChallengesError("dbt build failed:\n" + "\n".join(failed))


def _load(connection: Connection, clock: datetime) -> None:
    for result in load(connection, views_schema(), LoadOptions(clock=clock)):
        if result.error:
            raise ChallengesError(f"{result.challenge_id} failed: {result.error}")


def _require_free(port: int) -> None:
    """Raise ChallengesError if the port is in use: the data take a minute, and would be built for nothing."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            message = f"port {port} cannot be used: {error.strerror}. Choose another: make serve PORT={port + 1}"
            raise ChallengesError(message) from error


def _announce(address: str) -> None:
    click.secho(f"\nOpen {address}. Ctrl-C stops it.", bold=True)
    click.echo(f"Users to look at: {address}users/305, whom a cap refuses, and {address}users/301.")


def _warn(warning: str) -> None:
    click.echo(f"warning: {warning}", err=True)


if __name__ == "__main__":
    main()
