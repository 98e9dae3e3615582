"""Finds out which trigger made a merge fail, and at which reward: PostgreSQL names the function alone."""

import contextlib
import json
from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql

from loader.database import Connection, query, value
from loader.errors import ChallengesError, missing_right, printable, sentence

# Classes of errors that no reward is to blame for: the connection, other writers, the server's means, an interruption.
BLAMELESS = ("08", "40", "53", "55", "57", "58")


def raised_by_trigger(
    connection: Connection, error: psycopg.Error, parts: Mapping[str, sql.Composable]
) -> ChallengesError | None:
    """Return the error that names the trigger that made a merge fail, and the reward if one fails alone, or None.

    `parts` are those of the merge. To be called in the transaction, so in the snapshot, in which it was rolled back.
    """
    if connection.closed or not error.diag.context or (error.sqlstate or "").startswith(BLAMELESS):
        return None
    if not (triggers := value(connection, query("diagnose.raising_triggers"), {"context": error.diag.context})):
        return None
    raised_by = f"raised by the trigger {' or '.join(map(printable, triggers))}"
    with contextlib.suppress(psycopg.Error):  # for example if the trigger is one of the second table
        if reward := _raising_reward(connection, error, parts):
            raised_by += f" at the reward {printable(reward['specifier'])} of user {reward['user_id']}"
    return ChallengesError(sentence(error, raised_by) + missing_right(error))


def _raising_reward(
    connection: Connection, error: psycopg.Error, parts: Mapping[str, sql.Composable]
) -> dict[str, Any] | None:
    # Found on the server: of a first load of history the rewards are too many to be sent here and back.
    body = query(
        "diagnose.find_raising_reward",
        rewards_due=query("merge.rewards_due"),
        nothing_also_written=query("merge.nothing_also_written"),
        mint=query("merge.mint", rewards=sql.SQL("")),
        message=sql.Literal(error.diag.message_primary or ""),
        **parts,
    )
    with connection.transaction(force_rollback=True):
        connection.execute("set constraints all immediate")  # deferred triggers too fire at each reward
        connection.execute(sql.SQL("do {}").format(sql.Literal(body.as_string(connection))))
        reward = value(connection, query("diagnose.raising_reward"))
    return reward and json.loads(reward)
