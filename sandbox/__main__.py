"""The demo: the main job from end to end on sample data and an embedded PostgreSQL. Run it as `python -m sandbox`."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timezone
from time import perf_counter

import click
import psycopg

from loader import report
from loader.challenges import sync_catalog
from loader.cli import EXIT_INTERRUPTED
from loader.database import Connection, connect, set_clock, views_schema
from loader.errors import ChallengesError, sentence
from loader.explain import Question, explain
from loader.load import load, source_defects
from loader.migrate import migrate
from loader.outcome import ChallengeLoad, LoadOptions
from loader.tables import drawn, table
from sandbox.dbt_runner import failures, run_dbt
from sandbox.platform import add_sample_data, create_platform
from sandbox.server import throwaway_server

THURSDAY = datetime(2026, 5, 21, 12, tzinfo=timezone.utc)
FRIDAY = datetime(2026, 5, 22, 12, tzinfo=timezone.utc)

WINNERS = """
select
    trending_results.type,
    trending_results.rank,
    tracks.title as track,
    users.name || case when users.is_deactivated then ' (deactivated)' else '' end as owner,
    user_challenges.amount as audio
from trending_results
inner join tracks on trending_results.id = tracks.track_id::text and tracks.is_current
inner join users on trending_results.user_id = users.user_id and users.is_current
left join user_challenges
    on user_challenges.challenge_id = case trending_results.type when 'TRACKS' then 'tt' else 'tut' end
    and user_challenges.specifier = trending_results.week || ':' || trending_results.rank
order by trending_results.type, trending_results.rank
"""

MINTED = """
select
    user_challenges.challenge_id || ' ' || catalog.name as challenge,
    count(*) as rewards,
    sum(user_challenges.amount) as audio,
    count(distinct user_challenges.user_id) as users
from user_challenges
inner join {schema}.catalog as catalog on user_challenges.challenge_id = catalog.id
group by user_challenges.challenge_id, catalog.name
order by user_challenges.challenge_id
"""

NOTIFICATIONS = """
select type, count(*) as notifications
from notification
group by type
order by type
"""

REFUSED = """
select
    gates.challenge_id || ' ' || catalog.name as challenge,
    gates.gate as "gate or cap",
    count(*) as refused
from {schema}.gates as gates
inner join {schema}.reward_decisions as reward_decisions
    on gates.challenge_id = reward_decisions.challenge_id
    and gates.gate = any(reward_decisions.failed_gates)
    and not reward_decisions.is_minted
inner join {schema}.catalog as catalog on gates.challenge_id = catalog.id
group by gates.challenge_id, catalog.name, gates.gate_position, gates.gate
order by gates.challenge_id, gates.gate_position
"""


def main() -> None:
    """Run the demo on an embedded server of its own, which is removed afterwards."""
    try:
        with ExitStack() as stack:
            with _step("Starting an embedded PostgreSQL"):
                stack.enter_context(throwaway_server())
            _run(stack.enter_context(connect()))
    except ChallengesError as error:
        sys.exit(f"error: {error}")
    except psycopg.Error as error:
        sys.exit(f"error: PostgreSQL refused: {sentence(error)}.")
    except KeyboardInterrupt:
        click.echo("\nStopped: the demo's server and its data are gone.")
        sys.exit(EXIT_INTERRUPTED)


def _run(connection: Connection) -> None:
    with _step("Creating the platform's tables and sample data"):
        create_platform(connection)
        add_sample_data(connection, day=1)
    with _step("Applying the migrations: challenges migrate"):
        list(migrate(connection))
    _build()
    with _step("Copying the catalog: challenges sync-catalog"):
        sync_catalog(connection, views_schema())
    with _step("Activating cs, which is inactive in the catalog"):
        connection.execute("update challenges set active = true where id = 'cs'")

    _load(connection, THURSDAY)
    _show_defects(connection)
    with _step("Friday: a day of new activity"):
        add_sample_data(connection, day=2)
    _load(connection, FRIDAY)

    _show("The week that Friday froze", connection, WINNERS)
    _show("What was minted", connection, MINTED.format(schema=views_schema()))
    _show("The notifications that were written", connection, NOTIFICATIONS)

    loads = _load(connection, FRIDAY)
    written = sum(load.new + load.updated for load in loads)
    click.secho(f"\nThe week is closed and nothing is new: the third load wrote {written} rows.", bold=True)

    _explain(connection, "12d:bef")
    with connection.transaction():
        set_clock(connection, FRIDAY)
        _show("How many candidates each gate and each cap refused", connection, REFUSED.format(schema=views_schema()))


def _build() -> None:
    def progress(done: int, total: int) -> None:
        if bar.length != total:
            bar.length = total
        bar.update(done - bar.pos)

    click.echo("Building the views and testing the data: dbt build --exclude-resource-type unit_test")
    with click.progressbar(length=1, label="  dbt build", width=30, show_eta=False) as bar:
        results = run_dbt("build", "--exclude-resource-type", "unit_test", on_progress=progress)
    if failed := failures(results):
        raise ChallengesError("dbt build failed:\n" + "\n".join(failed))


def _load(connection: Connection, clock: datetime) -> list[ChallengeLoad]:
    click.secho(f"\n{clock:%A}: challenges load --as-of {clock:%Y-%m-%dT%H:%M:%SZ}", bold=True)
    loads = list(load(connection, views_schema(), LoadOptions(clock=clock)))
    click.echo(drawn(report.load_header(), *map(report.load_row, loads), report.load_sums(loads)), color=True)
    for error in report.load_errors(loads):
        raise ChallengesError(error)
    return loads


def _explain(connection: Connection, specifier: str) -> None:
    click.secho(f"\nWhy a cosign of Friday is refused: challenges explain --specifier {specifier}", bold=True)
    for decision in explain(connection, views_schema(), Question(specifier=specifier)):
        click.echo(report.decision_text(decision))


def _show_defects(connection: Connection) -> None:
    click.echo("\nA full load also warns about rows of the platform's tables that no rule can use:")
    for warning in report.defect_warnings(source_defects(connection, views_schema())):
        click.echo(f"  warning: {warning}")
    click.echo()


def _show(title: str, connection: Connection, query: str) -> None:
    cursor = connection.execute(query)
    click.secho(f"\n{title}", bold=True)
    headers = [column.name for column in cursor.description or ()]
    rows = cursor.fetchall()
    texts = [number for number, _ in enumerate(headers) if any(isinstance(row[number], str) for row in rows)]
    click.echo(drawn(table(headers, rows, texts)), color=True)


@contextmanager
def _step(title: str) -> Iterator[None]:
    """Print what is being done, and then how long it took."""
    click.echo(f"{title} ... ", nl=False)
    started = perf_counter()
    yield
    click.echo(f"{perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
