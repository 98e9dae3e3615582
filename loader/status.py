"""How the last loads went, by the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import sql

from loader.challenges import CHALLENGE_VIEWS, require_ready
from loader.database import statement

if TYPE_CHECKING:
    from datetime import datetime

    from loader.database import Connection


@dataclass(frozen=True)
class ChallengeStatus:
    """The last load of a challenge.

    `outcome` is ok, failed or stopped, None where it was never loaded. `failing_since` is the first load since the last
    that was ok, `succeeded_at` that one. `blocks_behind` counts from its mark to the head block, None where it has no
    mark: its next load reads everything.
    """

    challenge_id: str
    load_id: int | None
    loaded_at: datetime | None
    outcome: str | None
    error: str | None
    succeeded_at: datetime | None
    failing_since: datetime | None
    blocks_behind: int | None


def status(connection: Connection, schema: str) -> list[ChallengeStatus]:
    """Return how the last load of each challenge went.

    Raises:
        ChallengesError: the database is not ready.

    """
    require_ready(connection, schema)
    query = statement("status.sql", challenge_views=sql.Identifier(schema, CHALLENGE_VIEWS))
    return [ChallengeStatus(*row) for row in connection.execute(query).fetchall()]
