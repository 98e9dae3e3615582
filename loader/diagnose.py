"""Finds out which trigger made a merge fail, and at which reward: PostgreSQL tells the function alone."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

from loader.database import statement
from loader.errors import RaisingTriggerError, missing_right, printable, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from loader.database import Connection

# Classes of errors that no reward is to blame for: the connection, other writers, the server's means, an interruption.
BLAMELESS = ("08", "40", "53", "55", "57", "58")


def cause(
    connection: Connection,
    error: psycopg.Error,
    judged: sql.Composable,
    feed: sql.Composable,
    parameters: Mapping[str, Any] | None,
) -> RaisingTriggerError | None:
    """Return the error that tells which trigger made a merge fail, and at which reward; None where none did.

    To be asked in the transaction in which the merge was rolled back: so by the same snapshot and settings. It writes
    nothing. No reward is named where none fails alone, as with a trigger that counts the rows of a statement.
    """
    if connection.closed or not error.diag.context or (error.sqlstate or "").startswith(BLAMELESS):
        return None
    triggers = connection.execute(statement("raising_triggers.sql"), {"context": error.diag.context}).fetchall()
    if not triggers:
        return None
    reward = None
    with contextlib.suppress(psycopg.Error):  # as where the trigger is one of the table that is fed
        reward = _raising_reward(connection, error, judged, feed, parameters)
    raised_by = "raised by the trigger " + " or ".join(
        f"{printable(name)} on {printable(table)}" for name, table in triggers
    )
    if reward:
        raised_by += f" at the reward {printable(reward['specifier'])} of user {reward['user_id']}"
    return RaisingTriggerError(sentence(error, raised_by) + missing_right(error))


def _raising_reward(
    connection: Connection,
    error: psycopg.Error,
    judged: sql.Composable,
    feed: sql.Composable,
    parameters: Mapping[str, Any] | None,
) -> dict[str, Any] | None:
    """Return the first reward (specifier, user_id) that fails the same way, None where none does alone.

    On the server, in a block of its own: of a first load of history the rewards are too many to be sent here and back.
    """
    message = error.diag.message_primary or ""
    if parameters is not None:
        message = message.replace("%", "%%")
    body = statement(
        "find_raising_reward.sql",
        judged=judged,
        due_rewards=statement("due_rewards.sql"),
        feed=feed,
        no_feed=statement("no_feed.sql"),
        mint=statement("mint.sql", rewards=sql.SQL("")),
        message=sql.Literal(message),
    )
    bound = psycopg.ClientCursor(connection).mogrify(body, parameters)  # a block takes no parameters
    with connection.transaction(force_rollback=True):
        # Deferred triggers too fire at each reward.
        connection.execute("set constraints all immediate")
        connection.execute(sql.SQL("do {}").format(sql.Literal(bound)))
        row = connection.execute("select nullif(current_setting('challenges.raising_reward', true), '')").fetchone()
    return json.loads(row[0]) if row and row[0] else None
