"""What keeps loads from seeing changes, or from being recorded: for `status`, and for the warnings of a load."""

from collections.abc import Mapping, Sequence

import psycopg

from loader.challenges import challenges
from loader.database import Connection, query, set_clock, value
from loader.errors import MEETINGS, reason
from loader.ledger import Ledger, package_version
from loader.migrate import declared_triggers
from loader.outcome import LoadOptions
from loader.watermarks import forget_changes, start_states


def silent_triggers(connection: Connection) -> list[str]:
    """Return the triggers of the migrations that are missing or disabled, each as "name on table"."""
    return value(connection, query("triggers.silent", triggers=query("triggers.declared")), declared_triggers())


def full_reads_due(connection: Connection, schema: str) -> Mapping[str, Sequence[str]]:
    """Return why the next load reads everything, and of which challenges. Raises as `challenges` does."""
    due: dict[str, list[str]] = {}
    with connection.transaction():
        connection.execute("set transaction read only")
        set_clock(connection, None)
        asked = [challenge for challenge in challenges(connection, schema) if challenge.is_incremental]
        for state in start_states(connection, schema, asked):
            if state.is_active and state.has_watermark and state.full_read_reason:
                due.setdefault(state.full_read_reason, []).append(state.challenge_id)
    return due


def ledger_error(connection: Connection, schema: str) -> str | None:
    """Return why a load could not be recorded, by recording one and rolling it back; None if it could be."""
    parameters = vars(LoadOptions()) | {"version": package_version(), "challenge_ids": []}
    try:
        with connection.transaction(force_rollback=True):
            connection.execute("set local lock_timeout = '2s'")
            Ledger(connection, value(connection, query("ledger.start"), parameters), []).finish()
            forget_changes(connection, schema)
    except MEETINGS:  # a load is writing there, so it can be written
        return None
    except psycopg.Error as error:
        return reason(error)
    return None
