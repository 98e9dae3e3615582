"""The challenges with nothing to do: nothing of them changed, or, if they have no scopes, nothing is due."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timezone

import psycopg

from loader import watermarks
from loader.challenges import Challenge, lock_views
from loader.database import Connection, errors_of_lost, set_clock
from loader.errors import LOAD_AGAIN
from loader.merge import Merge
from loader.outcome import ChallengeLoad
from loader.watermarks import StartState


def pass_idle(
    connection: Connection, schema: str, chosen: Sequence[Challenge], clock: datetime | None
) -> list[ChallengeLoad]:
    """Return the challenges with nothing to do, and advance their watermarks, in one transaction for all.

    Any other is to be loaded alone; all are if one of the views is broken, so that only its challenge fails.
    Raises ConnectionLostError.
    """
    started_at = datetime.now(timezone.utc)
    with_scopes = [challenge for challenge in chosen if challenge.is_incremental]
    without_scopes = [challenge for challenge in chosen if not challenge.is_incremental]
    try:
        with errors_of_lost(connection, LOAD_AGAIN), connection.transaction():
            views = [view for challenge in without_scopes for view in challenge.views]
            lock_views(connection, schema, *(challenge.changes_view for challenge in with_scopes), *views)
            set_clock(connection, clock)
            watermarks.look_up_by_index(connection)
            states = {
                state.challenge_id: state
                for state in watermarks.start_states(connection, schema, chosen)
                if state.is_finished and not state.lacks_facts
            }
            unchanged = _unchanged(connection, schema, with_scopes, states)
            to_save = [state for state in unchanged if state.is_ahead and not state.is_before_adoption]
            watermarks.save_watermarks(connection, to_save)
            passed = [(state, {"scopes": 0}) for state in unchanged]
            watermarks.plan_as_usual(connection)
            for challenge in without_scopes:
                state = states.get(challenge.challenge_id)
                if state is None:
                    continue
                rows = _rows_if_idle(connection, schema, challenge) if state.is_active else 0
                if rows is not None:
                    passed.append((state, {"already_right": rows}))
    except psycopg.Error:
        return []
    seconds = (datetime.now(timezone.utc) - started_at).total_seconds() / max(len(passed), 1)
    common = {"started_at": started_at, "seconds": seconds}
    return [
        ChallengeLoad(challenge_id=state.challenge_id, is_active=state.is_active, **found, **common)
        for state, found in passed
    ]


def _unchanged(
    connection: Connection, schema: str, asked: Sequence[Challenge], states: Mapping[str, StartState]
) -> list[StartState]:
    known = [states[challenge.challenge_id] for challenge in asked if challenge.challenge_id in states]
    recent = [state for state in known if state.is_recent and not state.needs_full_read]
    # Asked of all, since the oldest of their watermarks: for each other choice another large plan would be kept.
    changed = watermarks.changed_challenges(connection, schema, asked) if recent else ()
    return [state for state in recent if state.challenge_id not in changed]


def _rows_if_idle(connection: Connection, schema: str, challenge: Challenge) -> int | None:
    # How many rows are already right, if nothing is due; otherwise None.
    try:
        with connection.transaction():
            watermarks.leave_out_complete(connection, challenge)
            return Merge(connection, schema, challenge).rows_if_all_right()
    except psycopg.Error:  # It is loaded alone, and says why.
        return None
