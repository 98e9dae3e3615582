"""Many different histories of a group, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, assume, given, seed, settings

from tests.worlds.drawing import histories

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.worlds.drawing import Group
    from tests.worlds.history import History

# Once a run has drawn ten worlds, Hypothesis follows each new one with up to five that repeat parts of it. Then few
# worlds are independent of each other, and it is a matter of luck which rules they meet. Shorter runs avoid that.
WORLDS_OF_A_RUN = 9


def check_worlds(group: Group, count: int, number: int, check: Callable[[History], None]) -> int:
    """Check so many histories of a group, each another one; the number says which. Return how many were checked.

    Raises:
        AssertionError: what the check raises, for the smallest history for which it does.

    """
    drawn = histories(group)
    checked: set[int] = set()
    for first in range(0, count, WORLDS_OF_A_RUN):

        @seed(f"{number} {first}")
        @settings(
            max_examples=min(WORLDS_OF_A_RUN, count - first),
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
            print_blob=False,
            report_multiple_bugs=False,
        )
        @given(drawn)
        def every_world_passes(history: History) -> None:
            fingerprint = hash(str((history.pieces, history.steps)))
            assume(fingerprint not in checked)  # Hypothesis repeats itself: each run begins with the simplest world
            check(history)
            checked.add(fingerprint)

        every_world_passes()
    return len(checked)
