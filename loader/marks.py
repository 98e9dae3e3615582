"""How far each challenge has read, and what changed since.

A mark is the head block of the load that set it, and the transaction below which all notes in `changed_rows` have been
read. Which scopes changed since is declared with each challenge, in SQL; this module asks, and keeps the mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql
from psycopg.rows import namedtuple_row

from loader.challenges import CHALLENGE_VIEWS
from loader.database import Connection, statement
from loader.errors import ChallengesError

if TYPE_CHECKING:
    from loader.challenges import Challenge


@dataclass(frozen=True)
class Mark:
    """How far a load has read, and with what: where any of it differs at the next load, that reads everything."""

    block_number: int
    block_hash: str | None
    transaction_id: str
    catalog_row: str
    rules_version: str


@dataclass(frozen=True)
class Situation:
    """What a load of a challenge starts from.

    `is_marked` tells that a load has read it before. `why_everything` says why changes since then are not enough, None
    where they are. `is_ahead` tells that the head block is another than the marked one; `is_recent`, that it is by few
    blocks, as from one beat to the next. `is_before_line`: the clock is, so what has no time of its own is not ours
    yet, and will be: no mark may cover it.
    """

    is_active: bool
    mark: Mark
    is_marked: bool
    why_everything: str | None
    is_ahead: bool
    is_recent: bool
    is_before_line: bool


@dataclass(frozen=True)
class Scopes:
    """Scopes that are to be read: how many, and their ids as the server writes an array.

    The ids only pass through, so they stay text: a million of them as a list would take 300 MB.
    """

    count: int
    ids: str


def situation(connection: Connection, schema: str, challenge: Challenge) -> Situation:
    """Return what a load starts from, as of the transaction's snapshot, and set what the changes views ask for.

    Raises:
        ChallengesError: the challenge is not in the table challenges.

    """
    parameters = {
        "challenge_id": challenge.challenge_id,
        "challenge_views": sql.Identifier(schema, CHALLENGE_VIEWS).as_string(connection),
    }
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        row = cursor.execute(statement("situation.sql"), parameters).fetchone()
    if row is None:
        raise ChallengesError(
            "it is not in the table challenges: run `challenges sync-catalog`; if it is new, add it to"
            " seeds/challenges.csv and run `dbt seed` first"
        )
    mark = Mark(row.block_number, row.block_hash, row.transaction_id, row.catalog_row, row.rules_version)
    return Situation(
        row.active,
        mark,
        row.is_marked,
        row.why_everything,
        row.is_ahead,
        row.is_recent,
        row.is_before_line,
    )


def changed_scopes(connection: Connection, schema: str, changes_view: str, *, is_plan_kept: bool) -> Scopes:
    """Return the scopes of which something changed since the mark that `situation` set.

    `is_plan_kept` is for what is asked again and again: planning takes longer than looking. A plan for very many
    changes must not be kept: it reads the tables whole.
    """
    # Without parameters: a prepared statement then keeps its plan until the tables' statistics change.
    query = statement("changed_scopes.sql", changes=sql.Identifier(schema, changes_view))
    row = connection.execute(query, prepare=is_plan_kept).fetchone()
    return Scopes(*row) if row else Scopes(0, "{}")


def save_mark(connection: Connection, challenge: Challenge, mark: Mark) -> None:
    """Set the mark of a challenge, in the transaction of the rewards that it covers."""
    connection.execute(statement("save_mark.sql"), {"challenge_id": challenge.challenge_id, **vars(mark)})


def drop_mark(connection: Connection, challenge: Challenge) -> None:
    """Let the next load of a challenge read everything."""
    connection.execute("delete from challenges_loader.marks where challenge_id = %s", (challenge.challenge_id,))


def forget_changes(connection: Connection, schema: str) -> None:
    """Remove the notes of changes that every challenge has read, and the marks of challenges that are no more."""
    query = statement("forget_changes.sql", challenge_views=sql.Identifier(schema, CHALLENGE_VIEWS))
    connection.execute(query)
