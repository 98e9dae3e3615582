"""The demo: the main job from end to end on sample data and an embedded PostgreSQL. Run it as `python -m sandbox`."""

import json
import sys
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime, timezone
from time import perf_counter
from typing import Any

import click
import psycopg
from psycopg import sql

from loader import report
from loader.challenges import sync_catalog
from loader.cli import EXIT_INTERRUPTED
from loader.database import Connection, connect, set_clock, views_schema
from loader.errors import ChallengesError, sentence
from loader.explain import Question, explain
from loader.load import load, source_defects
from loader.migrate import migrate
from loader.outcome import ChallengeLoad, LoadOptions
from loader.tables import WIDTH, drawn, table
from sandbox.dbt_runner import failures, run_dbt
from sandbox.platform import add_payments, add_sample_data, create_platform, fit_catalog, grant_one_shots
from sandbox.server import throwaway_server

THURSDAY = datetime(2026, 5, 21, 12, tzinfo=timezone.utc)
FRIDAY = datetime(2026, 5, 22, 12, tzinfo=timezone.utc)

# Each query is a table that the demo prints. {schema} is that of dbt's views.
STEPS = """
select
    users.handle as "user",
    catalog.name as challenge,
    user_challenges.specifier,
    user_challenges.current_step_count as steps,
    to_char(user_challenges.completed_at, 'YYYY-MM-DD HH24:MI') as "completed at",
    case when user_challenges.is_complete then user_challenges.amount end as "AUDIO"
from user_challenges
inner join {schema}.catalog as catalog on user_challenges.challenge_id = catalog.id
inner join users on user_challenges.user_id = users.user_id and users.is_current
where
    users.handle not like 'User-%'
    and (
        user_challenges.completed_at is null
        or user_challenges.completed_at > (current_setting('challenges.as_of')::timestamptz at time zone 'UTC')
        - interval '1 day'
    )
order by users.handle, rtrim(catalog.name, '0123456789'), catalog.id, user_challenges.completed_at
"""

STATES = """
select
    'challenge_listen_streak' as "table",
    states.listen_streak || ' days, the last one at ' || to_char(states.last_listen_date, 'YYYY-MM-DD HH24:MI') as state
from challenge_listen_streak as states
inner join users on states.user_id = users.user_id and users.handle = 'Dan'
union all
select
    'challenge_profile_completion' as "table",
    coalesce('without ' || string_agg(steps.step, ' and ' order by steps.step), 'all steps taken') as state
from challenge_profile_completion as states
inner join users on states.user_id = users.user_id and users.handle = 'Ada'
left join lateral jsonb_each(to_jsonb(states)) as steps (step, is_taken) on steps.is_taken = 'false'
order by "table"
"""

REFERRAL = """
select
    catalog.name as challenge,
    decisions.specifier,
    decisions.amount as "AUDIO",
    case when decisions.is_minted then 'minted' else 'refused: ' || array_to_string(decisions.failed_gates, ', ') end
        as decision
from {schema}.reward_decisions as decisions
inner join {schema}.catalog as catalog on decisions.challenge_id = catalog.id
where
    decisions.challenge_id in ('r', 'rv')
    and decisions.specifier = '9c:9d'
order by catalog.id
"""

WINNERS = """
select
    winners.rank,
    max(winners.winner) filter (where winners.type = 'TRACKS') as trending_track,
    max(winners.audio) filter (where winners.type = 'TRACKS') as "AUDIO",
    max(winners.winner) filter (where winners.type = 'UNDERGROUND_TRACKS') as trending_underground,
    max(winners.audio) filter (where winners.type = 'UNDERGROUND_TRACKS') as "AUDIO"
from (
    select
        trending_results.type,
        trending_results.rank,
        tracks.title || ' of ' || users.name as winner,
        user_challenges.amount as audio
    from trending_results
    inner join tracks on trending_results.id = tracks.track_id::text and tracks.is_current
    inner join users on trending_results.user_id = users.user_id and users.is_current
    left join user_challenges
        on user_challenges.challenge_id = case trending_results.type when 'TRACKS' then 'tt' else 'tut' end
        and user_challenges.specifier = trending_results.week || ':' || trending_results.rank
) as winners
group by winners.rank
order by winners.rank
"""

NOTIFICATIONS = """
select type, count(*) as notifications
from notification
group by type
order by type
"""

PAYMENTS = """
select
    payments.state,
    string_agg(catalog.name || ' ' || payments.specifier, ', ')
        filter (where payments.state not in ('paid', 'in_cooldown')) as which,
    count(*) as rewards,
    sum(payments.audio_minted) as "AUDIO",
    trim_scale(sum(payments.audio_paid)) as paid
from {schema}.payments as payments
inner join {schema}.catalog as catalog on payments.challenge_id = catalog.id
group by payments.state
order by payments.state
"""

REFUSED = """
select
    refused.name as challenge,
    string_agg(refused.gate || ' ' || refused.candidates, ', ' order by refused.gate_position) as "refused by"
from (
    select
        gates.challenge_id,
        catalog.name,
        gates.gate_position,
        gates.gate,
        count(*) as candidates
    from {schema}.gates as gates
    inner join {schema}.reward_decisions as reward_decisions
        on gates.challenge_id = reward_decisions.challenge_id
        and gates.gate = any(reward_decisions.failed_gates)
        and not reward_decisions.is_minted
    inner join {schema}.catalog as catalog on gates.challenge_id = catalog.id
    group by gates.challenge_id, catalog.name, gates.gate_position, gates.gate
) as refused
group by refused.challenge_id, refused.name
order by rtrim(refused.name, '0123456789'), refused.challenge_id
"""


def main() -> None:
    """Run the demo on an embedded server of its own, which is removed afterwards."""
    try:
        with ExitStack() as stack:
            with step("Starting an embedded PostgreSQL"):
                stack.enter_context(throwaway_server())
            _run(stack.enter_context(connect()))
    except ChallengesError as error:
        sys.exit(f"error: {error}")
    except psycopg.Error as error:
        sys.exit(f"error: PostgreSQL refused: {sentence(error)}.")
    except KeyboardInterrupt:
        click.echo("\nStopped: the demo's server and its data are gone.")
        sys.exit(EXIT_INTERRUPTED)


def set_up(connection: Connection, variables: Mapping[str, Any] | None = None) -> None:
    """Set up the platform with the sample data of Thursday, and build the views, as a user does; print each step.

    The variables are those of the dbt project that differ from its file.
    """
    with step("Creating the platform's tables and sample data"):
        create_platform(connection)
        add_sample_data(connection, day=1)
    with step("Applying the migrations: challenges migrate"):
        list(migrate(connection))
    _build(variables or {})
    with step("Copying the catalog: challenges sync-catalog"):
        sync_catalog(connection, views_schema())
    with step("Activating cs and e, and counting u and fp from block 0"):
        fit_catalog(connection)
    with step("Granting one-shot rewards, as lines of seeds/one_shots.csv do"):
        grant_one_shots(connection)


def _run(connection: Connection) -> None:
    set_up(connection)

    load_and_show(connection, THURSDAY)
    _show_defects(connection)
    show_people(connection, THURSDAY)

    click.echo()
    with step("Friday: a day of new activity"):
        add_sample_data(connection, day=2)
    load_and_show(connection, FRIDAY)
    show_people(connection, FRIDAY)
    _show("Fay is verified since. That she referred Gus was paid, and is not paid again", connection, REFERRAL, FRIDAY)
    _show("The week that Friday froze. An owner who left earns nothing", connection, WINNERS, FRIDAY)
    _show("The notifications that were written", connection, NOTIFICATIONS, FRIDAY)
    with step("\nThe payer pays what may be claimed, with one mistake of each kind"):
        add_payments(connection, FRIDAY)
    _show("What finance finds", connection, PAYMENTS, FRIDAY)
    _explain(connection, "12d:bef")
    _show("How many candidates each gate and each cap refused", connection, REFUSED, FRIDAY)

    loads = load_and_show(connection, FRIDAY, shows_all=False)
    written = sum(load.new + load.updated for load in loads)
    click.secho(f"\nThe week is closed and nothing is new: the third load wrote {written} rows.", bold=True)


def _build(variables: Mapping[str, Any]) -> None:
    def progress(done: int, total: int) -> None:
        if bar.length != total:
            bar.length = total
        bar.update(done - bar.pos)

    click.echo("Building the views, testing data: dbt build --exclude-resource-type unit_test")
    with click.progressbar(length=1, label="  dbt build", width=30, show_eta=False) as bar:
        build = ("build", "--exclude-resource-type", "unit_test", "--vars", json.dumps(variables))
        results = run_dbt(*build, on_progress=progress)
    if failed := failures(results):
        raise ChallengesError("dbt build failed:\n" + "\n".join(failed))


def load_and_show(connection: Connection, clock: datetime, *, shows_all: bool = True) -> list[ChallengeLoad]:
    """Load and print the table, sorted by name so that related challenges stand together; or its sums alone."""
    click.secho(f"\n{clock:%A}: challenges load --as-of {clock:%Y-%m-%dT%H:%M:%SZ}", bold=True)
    loads = list(load(connection, views_schema(), LoadOptions(clock=clock)))
    lines = map(report.load_row, sorted(loads, key=_by_name)) if shows_all else ()
    click.echo(drawn(report.load_header(), *lines, report.load_sums(loads)), color=True)
    for error in report.load_errors(loads):
        raise ChallengesError(error)
    return loads


def _by_name(one: ChallengeLoad) -> tuple[str, str]:
    # A number at the end would be sorted as text: the ids of the milestones are in their order.
    return (one.name or "").rstrip("0123456789"), one.challenge_id


def _explain(connection: Connection, specifier: str) -> None:
    click.secho(f"\nWhy a cosign of Friday is refused: challenges explain --specifier {specifier}", bold=True)
    for decision in explain(connection, views_schema(), Question(specifier=specifier)):
        click.echo(report.decision_text(decision))


def _show_defects(connection: Connection) -> None:
    click.echo("\nA full load also warns about rows of the platform's tables that no rule can use:")
    for warning in report.defect_warnings(source_defects(connection, views_schema())):
        click.echo(textwrap.fill(f"warning: {warning}", WIDTH, initial_indent="  ", subsequent_indent="    "))


def show_people(connection: Connection, clock: datetime) -> None:
    """Print what became of some users, and the states that clients read."""
    _show(f"{clock:%A}: what some users have in progress, or completed in 24 hours", connection, STEPS, clock)
    _show("The state of Dan's streak and of Ada's profile, which clients read", connection, STATES, clock)


def _show(title: str, connection: Connection, query: str, clock: datetime) -> None:
    with connection.transaction():
        set_clock(connection, clock)
        cursor = connection.execute(sql.SQL(query).format(schema=sql.Identifier(views_schema())))
    headers = [column.name for column in cursor.description or ()]
    rows = cursor.fetchall()
    texts = [number for number, _ in enumerate(headers) if any(isinstance(row[number], str) for row in rows)]
    click.secho(f"\n{title}", bold=True)
    click.echo(drawn(table(headers, rows, texts)), color=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print what is being done, and then how long it took."""
    click.echo(f"{title} ... ", nl=False)
    started = perf_counter()
    yield
    click.echo(f"{perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
