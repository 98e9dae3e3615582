"""The challenges that views decide, as the view `challenge_views` lists them; no challenge is known by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from loader.database import Connection, relation_exists, statement
from loader.errors import ChallengesError, UnknownChallengeError, printable
from loader.migrations import pending_migrations

if TYPE_CHECKING:
    from collections.abc import Sequence

CHALLENGE_VIEWS = "challenge_views"
SOURCE_DEFECTS = "source_defects"
LIMITS = "limits"


@dataclass(frozen=True)
class Feed:
    """A table of the platform that a challenge writes before its rewards: from which view, by which unique key."""

    table: str
    view: str
    key: tuple[str, ...]


@dataclass(frozen=True)
class Limit:
    """The most that one load may mint of a challenge: new rewards, and AUDIO of rewards that become complete."""

    rewards: int
    audio: int


@dataclass(frozen=True)
class Challenge:
    """A line of `challenge_views`: a challenge, the views that decide it, and what it feeds.

    Candidates of one scope are judged together. `scope_column` is the column of the candidates that says which it is;
    `scope_view` has the scopes of a user or of a specifier, `changes_view` those of which something changed.
    """

    challenge_id: str
    view: str
    candidates_view: str
    limit: Limit
    feed: Feed | None = None
    scope_column: str | None = None
    scope_view: str | None = None
    changes_view: str | None = None


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
    if not relation_exists(connection, schema, LIMITS):
        raise ChallengesError(f"The limits {schema}.{LIMITS} are not there: run `dbt seed` first.")


def challenges(connection: Connection, schema: str, only: Sequence[str] = ()) -> list[Challenge]:
    """Return the challenges that a view decides, in the order in which they load: that of their ids' bytes.

    Raises:
        UnknownChallengeError: one of `only` has no view.

    """
    query = statement(
        "challenges.sql",
        challenge_views=sql.Identifier(schema, CHALLENGE_VIEWS),
        limits=sql.Identifier(schema, LIMITS),
    )
    known = [
        Challenge(
            challenge_id,
            view,
            candidates_view,
            Limit(rewards, audio),
            Feed(feed_table, feed_view, tuple(feed_key.split(","))) if feed_table else None,
            *scope,
        )
        for challenge_id, view, candidates_view, rewards, audio, feed_table, feed_view, feed_key, *scope in (
            connection.execute(query, prepare=False).fetchall()  # dbt may change the types of its columns at any time
        )
    ]
    ids = [challenge.challenge_id for challenge in known]
    if unknown := sorted(set(only) - set(ids)):
        raise UnknownChallengeError(
            f"No eligibility view decides the challenge {printable(unknown[0])}: choose among"
            f" {', '.join(map(printable, ids))}."
        )
    return [challenge for challenge in known if not only or challenge.challenge_id in only]
