"""The random worlds get where they should, by the oracle alone: each challenge mints, each gate and cap refuses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.conftest import WORLDS_SEED
from tests.oracle import RULES, Notes, Oracle
from tests.worlds import GROUPS, History, add_blocks, assembled, check_worlds, everything, happen

if TYPE_CHECKING:
    from tests.worlds import Group

pytestmark = pytest.mark.once

ENOUGH_WORLDS = 3000


def live(history: History, seen: Counter[str]) -> None:
    """Let a history happen, with the loads and adoptions that the rules ask for."""
    tables = assembled(history.pieces)
    add_blocks(tables)
    notes = Notes()
    for step in history.steps:
        happen(step, tables)
        oracle = Oracle(tables, step.clock, notes, seen)
        known = {row["id"] for row in tables["challenges"]}
        ids = known & set(history.challenges or known)
        if step.since and step.adopted_since <= step.now:
            oracle.adopt(ids, step.adopted_since)
        elif step.is_taken_back:
            oracle.take_back(ids)
        oracle.load(history.challenges)


@pytest.mark.parametrize("name", [*GROUPS, "everything"])
def test_the_worlds_get_everywhere(name: str, request: pytest.FixtureRequest) -> None:
    group = everything(RULES) if name == "everything" else GROUPS[name]
    worlds = request.config.getoption("--worlds")
    seen = lived(group, max(1, round(worlds * group.share)), request.config.stash[WORLDS_SEED])

    missed = [reason for reason in group.reaches if not seen[reason]]
    assert worlds < ENOUGH_WORLDS or not missed, f"no world got there: {missed}"


def lived(group: Group, count: int, number: int) -> Counter[str]:
    """Draw so many histories of a group, and return what the rules said of them."""
    seen: Counter[str] = Counter()
    assert check_worlds(group, count, number, lambda history: live(history, seen)) == count
    return seen
