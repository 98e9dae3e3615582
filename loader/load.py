"""Merges eligibility views into `user_challenges`: set-based, one transaction per challenge.

What is eligible is decided by the views; this module knows no challenge by name. It finds them in the view
`challenge_views`, and reads of each the columns of the eligibility contract.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from loader.database import Connection, relation_exists, statement
from loader.errors import ChallengesError, UnknownChallengeError, printable, sentence
from loader.migrations import pending_migrations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

CHALLENGE_VIEWS = "challenge_views"
SOURCE_DEFECTS = "source_defects"
LOCK_SPACE = 0x6D696E74  # "mint"


@dataclass(frozen=True)
class Feed:
    """A table of the platform that a challenge writes before its rewards: from which view, by which unique key."""

    table: str
    view: str
    key: tuple[str, ...]


@dataclass(frozen=True)
class Scope:
    """Where candidates of several users are judged together, by a cap of somebody else say.

    `column` is the column of the candidates that says with whom; `view` has the scopes of a user, or of a specifier.
    """

    view: str
    column: str


@dataclass(frozen=True)
class Challenge:
    """A line of `challenge_views`: a challenge, the views that decide it, and what it feeds."""

    challenge_id: str
    view: str
    candidates_view: str
    feed: Feed | None = None
    scope: Scope | None = None


@dataclass(frozen=True)
class Refusal:
    """Rows of a view that cannot be paid, and why."""

    reason: str
    rows: int
    example: str | None


@dataclass(frozen=True)
class ChallengeLoad:
    """What one load did to one challenge.

    `audio` is in whole AUDIO, of rewards that became complete; `fed` counts the rows written into `feed_table`.
    """

    challenge_id: str
    is_active: bool = True
    new: int = 0
    updated: int = 0
    already_right: int = 0
    audio: int = 0
    seconds: float = 0.0
    fed: int = 0
    feed_table: str | None = None
    refusals: tuple[Refusal, ...] = ()
    error: str | None = None


@dataclass(frozen=True)
class SourceDefect:
    """Rows of a platform table that no rule can use, and an example of them."""

    table_name: str
    defect: str
    rows: int
    example: str


def require_ready(connection: Connection, schema: str) -> None:
    """Check that the migrations are applied and the views are built.

    Raises:
        ChallengesError: they are not; the message says what to run.

    """
    if not relation_exists(connection, "public", "user_challenges"):
        raise ChallengesError(
            "This database has no table user_challenges: set PGDATABASE to the platform's database and try again."
        )
    if pending := pending_migrations(connection):
        raise ChallengesError(f"Migrations are not applied, {pending[0].name} first: run `challenges migrate`.")
    for view in (CHALLENGE_VIEWS, SOURCE_DEFECTS):
        if not relation_exists(connection, schema, view):
            raise ChallengesError(f"The view {schema}.{view} is not there: run `dbt build` first.")


def challenges(connection: Connection, schema: str, only: Sequence[str] = ()) -> list[Challenge]:
    """Return the challenges that a view decides, in the order in which they load: that of their ids' bytes.

    Raises:
        UnknownChallengeError: one of `only` has no view.

    """
    query = statement("challenges.sql", challenge_views=sql.Identifier(schema, CHALLENGE_VIEWS))
    known = [
        Challenge(
            challenge_id,
            view,
            candidates_view,
            Feed(feed_table, feed_view, tuple(feed_key.split(","))) if feed_table else None,
            Scope(scope_view, scope_column) if scope_view else None,
        )
        for challenge_id, view, candidates_view, feed_table, feed_view, feed_key, scope_view, scope_column in (
            connection.execute(query).fetchall()
        )
    ]
    ids = [challenge.challenge_id for challenge in known]
    if unknown := sorted(set(only) - set(ids)):
        raise UnknownChallengeError(
            f"No eligibility view decides the challenge {printable(unknown[0])}: choose among {', '.join(ids)}."
        )
    return [challenge for challenge in known if not only or challenge.challenge_id in only]


def load(
    connection: Connection,
    schema: str,
    only: Sequence[str] = (),
    *,
    dry_run: bool = False,
    clock: datetime | None = None,
) -> Iterator[ChallengeLoad]:
    """Merge the views of all challenges, or only of some, and yield what was done to each.

    A failing challenge is rolled back alone; its error stands in what is yielded. With `dry_run` nothing is written.
    `clock` is the time of loading, with its zone; without it, now.

    Raises:
        ChallengesError: the database is not ready, a challenge is unknown, or the connection is lost.

    """
    require_ready(connection, schema)
    for challenge in challenges(connection, schema, only):
        started = time.perf_counter()
        try:
            outcome = _load_challenge(connection, schema, challenge, dry_run, clock)
        except psycopg.Error as error:
            if connection.closed:
                raise ChallengesError(
                    f"The connection was lost while {printable(challenge.challenge_id)} was loading:"
                    f" {sentence(error)}. Run `challenges load` again: it finds what is missing."
                ) from error
            hint = "; run `dbt build`" if isinstance(error, psycopg.errors.UndefinedTable) else ""
            outcome = {"error": sentence(error) + hint}
        except ChallengesError as error:
            outcome = {"error": str(error)}
        yield ChallengeLoad(challenge.challenge_id, seconds=time.perf_counter() - started, **outcome)


def source_defects(connection: Connection, schema: str) -> list[SourceDefect]:
    """Return the kinds of defects in the platform's tables, with how many rows have each."""
    query = statement("source_defects.sql", source_defects=sql.Identifier(schema, SOURCE_DEFECTS))
    return [SourceDefect(*row) for row in connection.execute(query).fetchall()]


def _load_challenge(
    connection: Connection, schema: str, challenge: Challenge, dry_run: bool, clock: datetime | None
) -> dict[str, Any]:
    judged = statement("judged.sql", view=sql.Identifier(schema, challenge.view))
    if dry_run:
        query = statement("preview.sql", judged=judged)
    else:
        query = statement("merge.sql", judged=judged, feed=_feed_query(connection, schema, challenge.feed))
    with connection.transaction():
        if dry_run:
            connection.execute("set transaction read only")
        else:
            # The caps of two loads at once would not see each other's rewards: the second waits for the first.
            connection.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", (LOCK_SPACE, challenge.challenge_id))
        clock = set_clock(connection, clock)
        row = connection.execute(
            "select active from public.challenges where id = %s", (challenge.challenge_id,)
        ).fetchone()
        if row is None:
            raise ChallengesError(
                "it is not in the table challenges: run `challenges sync-catalog`; if it is new, add it to"
                " seeds/challenges.csv and run `dbt seed` first"
            )
        answer = connection.execute(query, {"challenge_id": challenge.challenge_id, "clock": clock}).fetchall()
    feed_table = challenge.feed.table if challenge.feed else None
    return {"is_active": row[0], "feed_table": feed_table, **_outcomes(answer)}


def _feed_query(connection: Connection, schema: str, feed: Feed | None) -> sql.Composable:
    """Return the insert into the table that a challenge feeds, for the columns that its view has."""
    if feed is None:
        return statement("no_feed.sql")
    columns = connection.execute(
        sql.SQL("select * from {} limit 0").format(sql.Identifier(schema, feed.view))
    ).description
    return statement(
        "feed.sql",
        table=sql.Identifier("public", feed.table),
        view=sql.Identifier(schema, feed.view),
        columns=sql.SQL(", ").join(sql.Identifier(column.name) for column in columns or ()),
        key=sql.SQL(", ").join(map(sql.Identifier, feed.key)),
    )


def set_clock(connection: Connection, clock: datetime | None) -> datetime:
    """Set the clock of this transaction, the views' and the loader's, and return it."""
    row = connection.execute(
        "select set_config('challenges.as_of', coalesce(%s::timestamptz, now())::text, true)::timestamptz", (clock,)
    ).fetchone()
    return row[0] if row else clock


def _outcomes(rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Fold the answer of merge.sql (outcome, refusal, rows, audio, example) into the fields of ChallengeLoad."""
    counts: Counter[str] = Counter()
    for outcome, _, count, _, _ in rows:
        counts[outcome] += count
    return {
        "new": counts["new"],
        "updated": counts["updated"],
        "already_right": counts["already right"],
        "fed": counts["fed"],
        "audio": int(sum(audio for outcome, _, _, audio, _ in rows if outcome in {"new", "updated"})),
        "refusals": tuple(
            Refusal(reason or "", count, example) for outcome, reason, count, _, example in rows if outcome == "refused"
        ),
    }
