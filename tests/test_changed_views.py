"""Views that change under a running loader, which keeps its connection and the plans of its statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from loader.database import connect, views_schema
from loader.explain import Question, explain
from loader.load import load
from loader.outcome import LoadOptions
from tests.test_schedule import scheduled
from tests.world import WEDNESDAY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World

OFTEN = 7  # loads after which each statement is prepared
COLUMNS = (
    "challenge_id, specifier, user_id, amount, current_step_count, is_complete, qualified_at, completed_blocknumber"
)

ONE_MORE = "insert into offered select {} from offered where specifier = 'a'".format(
    COLUMNS.replace("specifier", "'c'")
)


def replace_offered(world: World, columns: str) -> None:
    """Replace the eligibility view of the test's own challenge, as `dbt build --full-refresh` does."""
    with connect() as other, other.transaction():
        other.execute("drop view challenges.offered")
        other.execute(f"create view challenges.offered as select {columns}, true as is_eligible from public.offered")
    world.note_views()


def loaded_often(world: World) -> None:
    """Load a challenge of two rewards so often that the plans of all statements are kept."""
    world.offer({"specifier": "a"}, {"specifier": "b"})
    replace_offered(world, COLUMNS.replace("amount", "amount::integer"))
    for _ in range(OFTEN):
        world.load()
        world.load(dry_run=True)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (COLUMNS.replace(" amount,", ""), 'column "amount" does not exist; run `dbt build`'),
        (COLUMNS.replace("amount", "amount as audio"), 'column "amount" does not exist; run `dbt build`'),
        (COLUMNS.replace("amount", "amount::text"), "function trunc(text) does not exist; run `dbt build`"),
        (COLUMNS.replace("specifier", "1 / 0 || specifier as specifier"), "division by zero"),
    ],
)
def test_a_column_that_is_dropped_renamed_or_retyped(world: World, columns: str, said: str) -> None:
    loaded_often(world)
    world.run(ONE_MORE)
    replace_offered(world, columns)

    result = world.load()["x"]
    assert result.error == said
    assert world.load(dry_run=True)["x"].error == said

    replace_offered(world, COLUMNS)
    assert (world.load(dry_run=True)["x"].new, world.load()["x"].new, world.load()["x"].new) == (1, 1, 0)
    assert world.specifiers("x") == ["a", "b", "c"]


@pytest.mark.parametrize("kind", ["bigint", "numeric", "numeric(20, 0)", "smallint", "double precision"])
def test_a_column_of_another_number_type_changes_nothing(world: World, kind: str) -> None:
    """Though the kept plan of a statement must not change the types of what it answers."""
    loaded_often(world)
    world.run(ONE_MORE)
    replace_offered(world, COLUMNS.replace("amount", f"amount::{kind}"))
    assert world.load(dry_run=True)["x"].error is None
    assert (world.load()["x"].error, world.specifiers("x")) == (None, ["a", "b", "c"])
    assert {world.load()["x"].already_right for _ in range(OFTEN)} == {3}


def test_tables_of_the_platform_and_lists_of_dbt_whose_columns_are_retyped(world: World) -> None:
    loaded_often(world)
    world.run(ONE_MORE)
    with connect() as other:
        other.execute("alter table challenges.catalog alter column limit_audio type numeric")
        other.execute("alter table challenges_loader.watermarks alter column block_hash type varchar(100)")
    assert (world.load()["x"].error, world.specifiers("x")) == (None, ["a", "b", "c"])
    assert world.load(dry_run=True)["x"].error is None


def test_an_explanation_after_the_view_was_replaced(world: World) -> None:
    world.offer({"specifier": "a", "user_id": 5})
    ((listed,),) = world.rows("select pg_get_viewdef('challenges.challenge_views'::regclass)")
    by_user = listed.replace("NULL::text AS scope_column", "'user_id'::text AS scope_column")
    world.run(f"create or replace view challenges.challenge_views as {by_user}")
    question = Question(only=["x"], user_id=5, clock=WEDNESDAY)
    for columns in (COLUMNS, COLUMNS.replace("amount", "amount::numeric(20, 0)"), COLUMNS):
        replace_offered(world, columns)
        for _ in range(2):
            assert [answer.specifier for answer in explain(world.connection, views_schema(), question)] == ["a"]


def comments(world: World) -> None:
    world.users(1, is_verified=True)
    world.users(2)
    world.track(10, owner_id=1, pinned_comment_id=1)
    world.add("comments", comment_id=1, user_id=2, entity_id=10)


def test_a_view_that_is_replaced_between_two_challenges_of_one_load(world: World) -> None:
    comments(world)
    for _ in range(OFTEN):
        world.load(dry_run=True)
    ((definition,),) = world.rows("select pg_get_viewdef('challenges.comment_pin'::regclass)")
    loads = load(world.connection, views_schema(), LoadOptions(clock=WEDNESDAY))
    done = [next(loads), next(loads)]
    assert [result.challenge_id for result in done] == ["b", "c"]

    with connect() as other:
        other.execute("drop view challenges.comment_pin cascade")
        other.execute("create view challenges.comment_pin as select 'cp'::text as challenge_id")
        world.note_views()

    done += loads
    assert {result.challenge_id: result.error for result in done if result.error} == {
        "cp": 'column "specifier" does not exist; run `dbt build`'
    }
    assert (world.specifiers("c"), world.specifiers("cp")) == (["2:202621"], [])

    world.run("drop view challenges.comment_pin cascade")
    world.run(f"create view challenges.comment_pin as {definition}")
    world.note_views()
    assert [(result.challenge_id, result.new) for result in world.load().values() if result.new] == [("cp", 1)]


def test_views_that_are_dropped_and_made_again_while_it_loads_on_a_schedule(world: World, tmp_path: Path) -> None:
    definitions = {
        view: world.rows(f"select pg_get_viewdef('challenges.{view}'::regclass)")[0][0]
        for view in ("comment_pin", "challenge_views")
    }
    with scheduled(tmp_path) as loader:
        loader.wait_for("nothing new", times=2)
        world.run("drop view challenges.comment_pin cascade")
        comments(world)
        loader.wait_for("error: cp comment_pin failed")
        world.run("drop view challenges.challenge_views cascade")
        loader.wait_for("warning: The view challenges.challenge_views")
        for view, definition in definitions.items():
            world.run(f"create view challenges.{view} as {definition}")
        world.wait_for("select 1 from user_challenges where specifier = '2:a'")
        assert loader.end() == 0
    complaints = loader.complained.read_text().splitlines()
    assert set(complaints[:-1]) == {
        'error: cp comment_pin failed and was rolled back: relation "challenges.comment_pin" does not exist;'
        " run `dbt build`.",
        "warning: The view challenges.challenge_views is missing. Run `dbt build` first. The next load is in 1 s at"
        " the latest.",
    }
    assert world.specifiers("c") == ["2:202621"]
