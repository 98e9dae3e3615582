"""How the last loads went, by the ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from psycopg import sql

from loader.challenges import CHALLENGE_VIEWS, require_ready
from loader.database import statement
from loader.turns import LOCK_SPACE

if TYPE_CHECKING:
    from datetime import datetime

    from loader.database import Connection

DIED = (
    "its process was killed, or its connection lost, before it ended; what was under way was rolled back. Run"
    " `challenges load`: it finds what is missing."
)


@dataclass(frozen=True)
class ChallengeStatus:
    """The last load of a challenge.

    `outcome` is ok, failed, stopped, or, where the load did not come to it, died or ended early (died: it never said
    why); None where it was never loaded.
    `failing_since` is the first load since the last that was ok, `succeeded_at` that one. `blocks_behind` counts from
    its mark to the head block, None where it has no mark: its next load reads everything. `loading_since` is when a
    load began that is at work on it, None where there is none.
    """

    challenge_id: str
    load_id: int | None
    loaded_at: datetime | None
    outcome: str | None
    error: str | None
    succeeded_at: datetime | None
    failing_since: datetime | None
    blocks_behind: int | None
    loading_since: datetime | None


def status(connection: Connection, schema: str) -> list[ChallengeStatus]:
    """Return how the last load of each challenge went.

    Raises:
        ChallengesError: the database is not ready.

    """
    require_ready(connection, schema)
    challenge_views = sql.Identifier(schema, CHALLENGE_VIEWS)
    query = statement("status.sql", challenge_views=challenge_views, turns=statement("turns.sql"))
    statuses = [ChallengeStatus(*row) for row in connection.execute(query, {"lock_space": LOCK_SPACE}).fetchall()]
    return [replace(status, error=DIED) if status.outcome == "died" else status for status in statuses]
