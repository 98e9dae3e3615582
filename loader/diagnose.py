"""Finds out which trigger made a merge fail, and at which reward: PostgreSQL names the function alone."""

import contextlib
import json
from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql

from loader.database import Connection, Parameters, value
from loader.errors import RaisingTriggerError, missing_right, printable, sentence
from loader.queries import query

# Classes of errors that no reward is to blame for: the connection, other writers, the server's means, an interruption.
BLAMELESS = ("08", "40", "53", "55", "57", "58")


def raised_by_trigger(
    connection: Connection, error: psycopg.Error, parts: Mapping[str, sql.Composable], parameters: Parameters
) -> RaisingTriggerError | None:
    """Return the error that names the trigger that made a merge fail, and the reward; None if no trigger did.

    `parts` are those of the merge: `compared` and `also_write`. To be called in the transaction in which the merge was
    rolled back: so by the same snapshot and settings. It writes nothing. It names no reward if none fails alone, as
    with a trigger that counts the rows of a statement.
    """
    if connection.closed or not error.diag.context or (error.sqlstate or "").startswith(BLAMELESS):
        return None
    triggers = value(connection, query("diagnose.raising_triggers"), {"context": error.diag.context})
    if not triggers:
        return None
    raised_by = f"raised by the trigger {' or '.join(map(printable, triggers))}"
    with contextlib.suppress(psycopg.Error):  # for example if the trigger is one of the second table
        if reward := _raising_reward(connection, error, parts, parameters):
            raised_by += f" at the reward {printable(reward['specifier'])} of user {reward['user_id']}"
    return RaisingTriggerError(sentence(error, raised_by) + missing_right(error))


def _raising_reward(
    connection: Connection, error: psycopg.Error, parts: Mapping[str, sql.Composable], parameters: Parameters
) -> dict[str, Any] | None:
    """Return the first reward (specifier, user_id) that fails the same way, None if none does alone.

    On the server, in a block of its own: of a first load of history the rewards are too many to be sent here and back.
    """
    message = error.diag.message_primary or ""
    if parameters is not None:
        message = message.replace("%", "%%")
    body = query(
        "diagnose.find_raising_reward",
        rewards_due=query("merge.rewards_due"),
        also_write_nothing=query("merge.also_write_nothing"),
        mint=query("merge.mint", rewards=sql.SQL("")),
        message=sql.Literal(message),
        **parts,
    )
    bound = psycopg.ClientCursor(connection).mogrify(body, parameters)  # a block takes no parameters
    with connection.transaction(force_rollback=True):
        # Deferred triggers too fire at each reward.
        connection.execute("set constraints all immediate")
        connection.execute(sql.SQL("do {}").format(sql.Literal(bound)))
        reward = value(connection, query("diagnose.raising_reward"))
    return reward and json.loads(reward)
