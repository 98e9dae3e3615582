"""Merges eligibility views into `user_challenges`: set-based, one transaction per challenge.

What is eligible is decided by the views; this module knows no challenge by name. It finds them in the view
`challenge_views`, and reads of each the columns of the eligibility contract.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
class Refusal:
    """Rows of a view that cannot be paid, and why."""

    reason: str
    rows: int
    example: str | None


@dataclass(frozen=True)
class ChallengeLoad:
    """What one load did to one challenge. `audio` is in whole AUDIO, of rewards that became complete."""

    challenge_id: str
    is_active: bool = True
    new: int = 0
    updated: int = 0
    already_right: int = 0
    audio: int = 0
    seconds: float = 0.0
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
        raise ChallengesError(f"{len(pending)} migrations are not applied: run `challenges migrate` first.")
    for view in (CHALLENGE_VIEWS, SOURCE_DEFECTS):
        if not relation_exists(connection, schema, view):
            raise ChallengesError(f"The view {schema}.{view} is not there: run `dbt build` first.")


def eligibility_views(connection: Connection, schema: str, only: Sequence[str] = ()) -> dict[str, str]:
    """Return the name of each challenge's view, in the order in which challenges load: that of their ids' bytes.

    Raises:
        UnknownChallengeError: one of `only` has no view.

    """
    query = sql.SQL("select challenge_id, view_name from {}").format(sql.Identifier(schema, CHALLENGE_VIEWS))
    views = dict(sorted(connection.execute(query).fetchall()))
    if unknown := sorted(set(only) - set(views)):
        raise UnknownChallengeError(
            f"No eligibility view decides the challenge {printable(unknown[0])}: choose among {', '.join(views)}."
        )
    return {challenge_id: view for challenge_id, view in views.items() if not only or challenge_id in only}


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
    `clock` is the time of loading; without it, now.

    Raises:
        ChallengesError: the database is not ready, a challenge is unknown, or the connection is lost.

    """
    require_ready(connection, schema)
    views = eligibility_views(connection, schema, only)
    for challenge_id, view in views.items():
        started = time.perf_counter()
        try:
            outcome = _load_challenge(connection, challenge_id, sql.Identifier(schema, view), dry_run, clock)
        except psycopg.Error as error:
            if connection.closed:
                raise ChallengesError(
                    f"The connection was lost while {printable(challenge_id)} was loading: {sentence(error)}."
                    " Run `challenges load` again: it finds what is missing."
                ) from error
            outcome = {"error": sentence(error)}
        except ChallengesError as error:
            outcome = {"error": str(error)}
        yield ChallengeLoad(challenge_id, seconds=time.perf_counter() - started, **outcome)


def source_defects(connection: Connection, schema: str) -> list[SourceDefect]:
    """Return the kinds of defects in the platform's tables, with how many rows have each."""
    query = statement("source_defects.sql", source_defects=sql.Identifier(schema, SOURCE_DEFECTS))
    return [SourceDefect(*row) for row in connection.execute(query).fetchall()]


def _load_challenge(
    connection: Connection, challenge_id: str, view: sql.Identifier, dry_run: bool, clock: datetime | None
) -> dict[str, object]:
    query = statement("preview.sql" if dry_run else "merge.sql", judged=statement("judged.sql", view=view))
    with connection.transaction():
        if dry_run:
            connection.execute("set transaction read only")
        else:
            # The caps of two loads at once would not see each other's rewards: the second waits for the first.
            connection.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", (LOCK_SPACE, challenge_id))
        clock = _set_clock(connection, clock)
        challenge = connection.execute("select active from public.challenges where id = %s", (challenge_id,)).fetchone()
        if challenge is None:
            raise ChallengesError(
                "it is not in the table challenges: add it to seeds/challenges.csv, then run `dbt seed` and"
                " `challenges sync-catalog`"
            )
        rows = connection.execute(query, {"challenge_id": challenge_id, "clock": clock}).fetchall()
    return {"is_active": challenge[0], **_outcomes(rows)}


def _set_clock(connection: Connection, clock: datetime | None) -> datetime:
    """Set the clock of this transaction, the views' and the loader's, and return it."""
    row = connection.execute(
        "select set_config('challenges.as_of', coalesce(%s::timestamptz, now())::text, true)::timestamptz", (clock,)
    ).fetchone()
    return row[0] if row else clock


def _outcomes(rows: list[tuple[str, str | None, int, int, str | None]]) -> dict[str, object]:
    """Fold the answer of merge.sql (outcome, refusal, rows, audio, example) into the fields of ChallengeLoad."""
    counts = {outcome: count for outcome, _, count, _, _ in rows if outcome != "refused"}
    return {
        "new": counts.get("new", 0),
        "updated": counts.get("updated", 0),
        "already_right": counts.get("already right", 0),
        "audio": int(sum(audio for outcome, _, _, audio, _ in rows if outcome in {"new", "updated"})),
        "refusals": tuple(
            Refusal(reason or "", count, example) for outcome, reason, count, _, example in rows if outcome == "refused"
        ),
    }
