"""The challenges with nothing to do: nothing changed for them, or, if they declare no changes, nothing is due."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone

import psycopg

from loader import watermarks
from loader.challenges import Challenge, lock_views
from loader.database import Connection, errors_of_lost, set_clock
from loader.errors import LOAD_AGAIN
from loader.merge import Merge
from loader.outcome import ChallengeLoad, seconds_since
from loader.watermarks import StartState


def pass_unchanged(
    connection: Connection, schema: str, chosen: Sequence[Challenge], clock: datetime | None
) -> list[ChallengeLoad]:
    """Return the challenges for which nothing changed, and advance their watermarks, by one question for all.

    Any other is to be loaded alone. All are if one of the views is broken, so that only its challenge fails.
    Raises ConnectionLostError.
    """
    asked = [challenge for challenge in chosen if challenge.is_incremental]
    if not asked:
        return []
    started_at = datetime.now(timezone.utc)
    try:
        with _start_states(connection, schema, asked, [each.changes_view for each in asked], clock) as states:
            recent = [state for state in states.values() if state.is_recent and not state.needs_full_read]
            # Asked of all, since the oldest of their watermarks: each other choice would keep another large plan.
            changed = watermarks.changed_challenges(connection, schema, asked) if recent else ()
            unchanged = [state for state in recent if state.challenge_id not in changed]
            to_save = [state for state in unchanged if state.is_ahead and not state.is_before_adoption]
            watermarks.save_watermarks(connection, to_save)
    except psycopg.Error:
        return []
    common = {"started_at": started_at, "seconds": seconds_since(started_at) / max(len(unchanged), 1), "scopes": 0}
    return [ChallengeLoad(challenge_id=state.challenge_id, is_active=state.is_active, **common) for state in unchanged]


def pass_without_due(
    connection: Connection, schema: str, chosen: Sequence[Challenge], clock: datetime | None
) -> list[ChallengeLoad]:
    """Return the challenges that declare no changes and have nothing due. Any other is to be loaded alone.

    Raises ConnectionLostError.
    """
    asked = [challenge for challenge in chosen if not challenge.is_incremental]
    if not asked:
        return []
    passed = []
    try:
        with _start_states(connection, schema, asked, [view for each in asked for view in each.views], clock) as states:
            watermarks.plan_as_usual(connection)
            for challenge in asked:
                started_at = datetime.now(timezone.utc)
                state = states.get(challenge.challenge_id)
                if state is None:
                    continue
                rows = _rows_if_all_right(connection, schema, challenge) if state.is_active else 0
                if rows is not None:
                    done = {"started_at": started_at, "seconds": seconds_since(started_at), "already_right": rows}
                    passed.append(ChallengeLoad(challenge_id=state.challenge_id, is_active=state.is_active, **done))
    except psycopg.Error:
        return []
    return passed


@contextmanager
def _start_states(
    connection: Connection,
    schema: str,
    asked: Sequence[Challenge],
    views: Sequence[str | None],
    clock: datetime | None,
) -> Iterator[dict[str, StartState]]:
    # In one transaction: what loads start from, of the challenges that can be loaded.
    with errors_of_lost(connection, LOAD_AGAIN), connection.transaction():
        # A challenge whose view is locked is loaded alone later. The others must not wait for it.
        connection.execute("set local lock_timeout = '1s'")
        lock_views(connection, schema, *views)
        set_clock(connection, clock)
        watermarks.look_up_by_index(connection)
        yield {
            state.challenge_id: state
            for state in watermarks.start_states(connection, schema, asked)
            if state.is_finished and not state.lacks_facts
        }


def _rows_if_all_right(connection: Connection, schema: str, challenge: Challenge) -> int | None:
    try:
        with connection.transaction():
            watermarks.leave_out_complete(connection, challenge)
            return Merge(connection, schema, challenge).rows_if_all_right()
    except psycopg.Error:
        if connection.closed:
            raise
        return None  # It is loaded alone, and says why.
