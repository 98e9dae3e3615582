"""A load of changes leaves out rewards that are complete, and decides nothing else differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from psycopg import sql

from loader.challenges import challenges
from loader.database import views_schema
from sandbox.__main__ import FRIDAY, THURSDAY
from sandbox.platform import add_sample_data, fit_catalog, grant_one_shots
from tests.catalog import CHALLENGES

if TYPE_CHECKING:
    from psycopg.rows import TupleRow

    from tests.world import World

LEAVE_OUT = "select set_config('challenges.leaves_out_complete', %s, false)"
IS_COMPLETE = (
    "exists (select from user_challenges as rewards where rewards.challenge_id = candidates.challenge_id"
    " and rewards.specifier = candidates.specifier and rewards.is_complete)"
)


@pytest.fixture
def thursday(world: World) -> World:
    """Return a platform on which Thursday's rewards are minted, and each challenge has something new on Friday."""
    fit_catalog(world.connection)
    grant_one_shots(world.connection)
    add_sample_data(world.connection, 1)
    world.load(clock=THURSDAY)
    add_sample_data(world.connection, 2)
    world.run("select set_config('challenges.as_of', %s, false)", FRIDAY.isoformat())
    return world


def candidates(world: World, condition: str = "true", *, leaves_out: bool = False) -> dict[str, list[TupleRow]]:
    """Return the candidates of each challenge that the condition holds for, whole."""
    statement = sql.SQL("select * from {} as candidates where {} order by candidates::text")
    found = {}
    for challenge in challenges(world.connection, views_schema()):
        world.run(LEAVE_OUT, challenge.challenge_id if leaves_out else "")
        view = sql.Identifier(views_schema(), challenge.view_name)
        found[challenge.challenge_id] = world.connection.execute(statement.format(view, sql.SQL(condition))).fetchall()
    return found


def test_all_other_candidates_are_decided_as_ever(thursday: World) -> None:
    complete = candidates(thursday, IS_COMPLETE)
    others = candidates(thursday, f"not {IS_COMPLETE}")

    # Of these nothing is complete before Friday, and plays that e has read are no candidates any more.
    assert [key for key in CHALLENGES if not complete[key]] == ["e", "p", "p3", "tt", "tut"]
    assert all(others.values())
    assert candidates(thursday, leaves_out=True) == others


def test_a_load_of_changes_compares_none_of_them(thursday: World) -> None:
    before = thursday.rows("select * from user_challenges where is_complete")
    thursday.run("update users set blocknumber = (select max(number) from blocks)")
    loads = thursday.load(clock=FRIDAY)

    compared = thursday.rows("select count(*) from user_challenges where not is_complete")
    assert sum(loads[challenge_id].already_right for challenge_id in CHALLENGES) <= compared[0][0]
    assert thursday.load(clock=FRIDAY, full=True)["c"].already_right > 0
    after = thursday.rows("select * from user_challenges where is_complete")
    assert set(before) <= set(after)


def test_no_second_table_lacks_what_is_complete(world: World) -> None:
    """A load of changes leaves complete rewards out of the eligibility view: no view of a second table may read it."""
    by_view = {
        challenge.also_writes_view: challenge.view_name
        for challenge in challenges(world.connection, views_schema())
        if challenge.also_writes_view and challenge.is_incremental
    }
    assert by_view
    for also_writes_view, view in by_view.items():
        below = world.rows(
            "select challenges_loader.deciding_views(%s, jsonb_build_object('also_writes_view', %s::text))::text",
            views_schema(),
            also_writes_view,
        )
        assert (f"{views_schema()}.{also_writes_view}",) in below
        assert (f"{views_schema()}.{view}",) not in below


def test_no_second_table_lacks_a_candidate_that_is_complete(thursday: World) -> None:
    """What a second table is written from keeps the candidates that are complete, but they are not eligible."""
    thursday.load(clock=FRIDAY)
    complete = candidates(thursday, IS_COMPLETE)
    remaining = candidates(thursday, IS_COMPLETE, leaves_out=True)
    not_eligible = candidates(thursday, f"{IS_COMPLETE} and not is_eligible", leaves_out=True)
    from_candidates = {
        challenge.challenge_id
        for challenge in challenges(thursday.connection, views_schema())
        if challenge.also_writes_columns
    }
    assert from_candidates == {"p"}
    for challenge_id in CHALLENGES:
        if challenge_id in from_candidates:
            assert complete[challenge_id]
            assert len(not_eligible[challenge_id]) == len(remaining[challenge_id]) == len(complete[challenge_id])
        else:
            assert remaining[challenge_id] == []
