"""Merges an eligibility view into `user_challenges`: set-based, in one statement.

What is eligible is decided by the view; this module reads of it the columns of the eligibility contract.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from loader.database import Connection, statement
from loader.diagnose import cause
from loader.errors import OverLimitError, printable

if TYPE_CHECKING:
    from loader.challenges import Challenge, Feed, Limit
    from loader.marks import Scopes

LONGEST_EXAMPLE = 1000  # characters


@dataclass(frozen=True)
class Refusal:
    """Rows of a view that cannot be paid, and why."""

    reason: str
    rows: int
    example: str | None


@dataclass(frozen=True)
class Merged:
    """How many rows had which outcome.

    `audio` is in whole AUDIO, of rewards that became complete; `fed` counts the rows written into the table that the
    challenge feeds.
    """

    new: int = 0
    updated: int = 0
    already_right: int = 0
    audio: int = 0
    fed: int = 0
    refusals: tuple[Refusal, ...] = ()


def preview(
    connection: Connection,
    schema: str,
    challenge: Challenge,
    scopes: Scopes | None = None,
    limit: Limit | None = None,
) -> Merged:
    """Return what `merge` would do, with nothing written.

    Raises:
        OverLimitError: it is more than one load may mint.

    """
    query = statement("preview.sql", judged=judged(schema, challenge, scopes, limit))
    return _merged(connection.execute(query, _parameters(challenge, scopes)).fetchall(), challenge)


def merge(
    connection: Connection, schema: str, challenge: Challenge, scopes: Scopes | None, limit: Limit | None
) -> Merged:
    """Merge the rows of these scopes, or of all, under a limit, and return what was done.

    To be called in a transaction: its snapshot is what all of it goes by.

    Raises:
        OverLimitError: it is more than one load may mint; nothing was written.
        RaisingTriggerError: a trigger of the platform raised; what was written is rolled back.

    """
    common = judged(schema, challenge, scopes, limit)
    feed = _feed_query(connection, schema, challenge.feed)
    query = merge_statement(common, feed)
    parameters = _parameters(challenge, scopes)
    is_read_whole = challenge.changes_view is None  # by every load: prepared, and without parameters, its plan is kept
    try:
        with connection.transaction():
            rows = connection.execute(query, parameters, prepare=is_read_whole or None).fetchall()
            # A trigger that is deferred to the commit fires here, where what it raises is understood.
            connection.execute("set constraints all immediate")
    except psycopg.Error as error:
        if raising_trigger := cause(connection, error, common, feed, parameters):
            raise raising_trigger from error
        raise
    return _merged(rows, challenge)


def judged(schema: str, challenge: Challenge, scopes: Scopes | None = None, limit: Limit | None = None) -> sql.Composed:
    """Return the common table expressions that judge the rows of a view: of these scopes, or all; under a limit."""
    condition = "true" if scopes is None else "scope_id = any(%(scopes)s::integer[])"
    return statement(
        "judged.sql",
        # In a statement with parameters a percent sign in a literal would mark one.
        challenge_id=sql.Literal(challenge.challenge_id) if scopes is None else sql.Placeholder("challenge_id"),
        view=sql.Identifier(schema, challenge.view),
        condition=sql.SQL(condition),
        limit_rewards=sql.Literal(limit and limit.rewards),
        limit_audio=sql.Literal(limit and limit.audio),
    )


def _parameters(challenge: Challenge, scopes: Scopes | None) -> dict[str, str] | None:
    """Return the parameters of what `judged` is a part of."""
    return None if scopes is None else {"scopes": scopes.ids, "challenge_id": challenge.challenge_id}


def merge_statement(judged: sql.Composable, feed: sql.Composable) -> sql.Composed:
    """Return the statement that writes what is judged, after what the challenge feeds."""
    mint = statement("mint.sql", rewards=statement("due_rewards.sql"))
    return statement("merge.sql", judged=judged, feed=feed, mint=mint)


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


def _refuse_what_is_held_back(rows: list[tuple[Any, ...]], challenge: Challenge) -> None:
    """Check in the answer of merge.sql that the limit was kept.

    Raises:
        OverLimitError: it was not, and nothing was written.

    """
    for outcome, _, count, audio, _ in rows:
        if outcome == "held back":
            name, limit = printable(challenge.challenge_id), challenge.limit
            raise OverLimitError(
                f"it would mint {count:,} new reward{'' if count == 1 else 's'} and {audio:,.0f} AUDIO,"
                f" and one load may mint {limit.rewards:,}"
                f" and {limit.audio:,} (seeds/limits.csv); if that is right, run `challenges load --challenge {name}"
                f" --over-limit {name}`"
            )


def _merged(rows: list[tuple[Any, ...]], challenge: Challenge) -> Merged:
    """Fold the answer of merge.sql (outcome, refusal, rows, audio, example).

    Raises:
        OverLimitError: the limit was not kept, and nothing was written.

    """
    _refuse_what_is_held_back(rows, challenge)
    counts: Counter[str] = Counter()
    for outcome, _, count, _, _ in rows:
        counts[outcome] += count
    return Merged(
        new=counts["new"],
        updated=counts["updated"],
        already_right=counts["already right"],
        audio=int(sum(audio for outcome, _, _, audio, _ in rows if outcome in {"new", "updated"})),
        fed=counts["fed"],
        refusals=tuple(
            Refusal(reason or "", count, example and example[:LONGEST_EXAMPLE])
            for outcome, reason, count, _, example in rows
            if outcome == "refused"
        ),
    )
