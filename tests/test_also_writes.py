"""A second table that a challenge writes before its rewards, by the same scopes and in the same statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.world import BLOCK, NOON

if TYPE_CHECKING:
    from tests.world import World

REWARD = {
    "challenge_id": "x",
    "specifier": "a",
    "user_id": 1,
    "amount": 1,
    "current_step_count": 1,
    "is_complete": True,
    "qualified_at": NOON,
    "completed_blocknumber": BLOCK,
}
STATE = "select user_id, progress from progress order by user_id"


@pytest.fixture
def states(world: World) -> World:
    """A challenge by user, of the test's own, that writes how far each user is."""
    world.offer()
    world.run("create table progress (user_id integer primary key, progress integer, touched integer default 0)")
    world.run("create table progress_now (user_id integer, progress integer)")
    world.run("create table changed (scope_id integer)")
    world.run("create view challenges.progress as select * from progress_now")
    world.run("create view challenges.changed as select scope_id from changed")
    also_write(world, "replace")
    return world


def also_write(
    world: World,
    on_conflict: str,
    scope_column: str = "user_id",
    *,
    has_changes: bool = True,
    columns: str | None = None,
) -> None:
    changes_view = "'changed'" if has_changes else "null"
    view, columns = ("null", f"'{columns}'") if columns else ("'progress'", "null")
    world.run(
        "create or replace view challenges.challenge_views as"
        f" select 'x'::text as challenge_id, 'offered'::text as view_name, '{scope_column}'::text as scope_column,"
        f" null::text as scope_view, {changes_view}::text as changes_view, null::text as changed_tables,"
        " null::text as minted_view, 'progress'::text as also_writes_table,"
        f" {view}::text as also_writes_view,"
        f" 'user_id'::text as also_writes_key, '{on_conflict}'::text as also_writes_on_conflict,"
        " null::text as locks_with,"
        f" 'time'::text as adopts_by, null::text as facts_version, {columns}::text as also_writes_columns"
    )
    world.note_views()


def now(world: World, *rows: tuple[int, int]) -> None:
    """Set how far users are by the view."""
    world.run("truncate progress_now")
    for row in rows:
        world.run("insert into progress_now values (%s, %s)", *row)


def change(world: World, *user_ids: int) -> None:
    """Set of which users something changed."""
    world.run("truncate changed")
    for user_id in user_ids:
        world.run("insert into changed values (%s)", user_id)


def versions(world: World) -> dict[int, Any]:
    """Return the physical identity of each row of state: it changes with every write, even of the same values."""
    return dict(world.rows("select user_id, (ctid, xmin)::text from progress"))


def test_only_rows_that_differ_are_replaced(states: World) -> None:
    now(states, (1, 10), (2, 20))
    assert states.load()["x"].rows_also_written == 2
    before = versions(states)
    now(states, (1, 10), (2, 21), (3, 30))

    result = states.load(full=True)["x"]

    assert (result.rows_also_written, result.also_writes_table) == (2, "progress")
    assert states.rows(STATE) == [(1, 10), (2, 21), (3, 30)]
    assert versions(states)[1] == before[1]
    assert states.load(full=True)["x"].rows_also_written == 0


def test_null_is_a_value_like_any_other(states: World) -> None:
    states.run("insert into progress_now values (1, null)")
    assert states.load()["x"].rows_also_written == 1
    assert states.load(full=True)["x"].rows_also_written == 0
    now(states, (1, 1))
    assert states.load(full=True)["x"].rows_also_written == 1


def test_what_the_view_does_not_have_stays(states: World) -> None:
    now(states, (1, 10))
    states.load()
    states.run("update progress set touched = 7")
    states.run("insert into progress values (9, 90)")
    now(states, (1, 11))
    states.load(full=True)
    assert states.rows("select user_id, progress, touched from progress order by 1") == [(1, 11, 7), (9, 90, 0)]


def test_a_row_that_is_kept_is_never_changed(states: World) -> None:
    also_write(states, "keep")
    now(states, (1, 10))
    states.load()
    before = versions(states)
    now(states, (1, 11), (2, 20))
    assert states.load(full=True)["x"].rows_also_written == 1
    assert states.rows(STATE) == [(1, 10), (2, 20)]
    assert versions(states)[1] == before[1]


@pytest.mark.parametrize("on_conflict", ["keep", "replace"])
def test_it_is_read_by_the_scopes_of_the_rewards(states: World, on_conflict: str) -> None:
    also_write(states, on_conflict)
    states.load()
    now(states, (1, 10), (2, 20), (3, 30))
    change(states, 1, 3)
    result = states.load()["x"]
    assert (result.scopes, result.rows_also_written) == (2, 2)
    assert states.rows(STATE) == [(1, 10), (3, 30)]
    change(states)
    assert (states.load()["x"].scopes, states.rows(STATE)) == (0, [(1, 10), (3, 30)])


@pytest.mark.parametrize("on_conflict", ["keep", "replace"])
def test_without_changes_a_row_that_the_table_lacks_is_due(states: World, on_conflict: str) -> None:
    also_write(states, on_conflict, has_changes=False)
    states.run(
        "insert into offered (" + ", ".join(REWARD) + ") values (%s, %s, %s, %s, %s, %s, %s, %s)", *REWARD.values()
    )
    now(states, (1, 10))
    assert (states.load()["x"].new, states.rows(STATE)) == (1, [(1, 10)])
    before = versions(states)

    result = states.load()["x"]

    assert (result.rows_also_written, result.already_right, versions(states)) == (0, 1, before)
    states.run("delete from progress")
    assert (states.load()["x"].rows_also_written, states.rows(STATE)) == (1, [(1, 10)])


def test_a_table_that_cannot_be_written_fails_the_load_before_a_row_is_due(states: World) -> None:
    also_write(states, "keep", has_changes=False)
    assert states.load()["x"].outcome == "ok"
    states.run("alter table progress drop constraint progress_pkey")
    assert "no unique or exclusion constraint" in (states.load()["x"].error or "")


def test_a_scope_that_the_table_does_not_have_is_not_written(states: World) -> None:
    """The scope may be another than the columns of the table have: then it is a column of the two views alone."""
    states.run(
        "create or replace view challenges.offered as select *, true as is_eligible, user_id % 2 as side from offered"
    )
    states.run("create or replace view challenges.progress as select *, user_id % 2 as side from progress_now")
    also_write(states, "replace", scope_column="side")
    now(states, (1, 10), (2, 20), (3, 30))
    states.load()
    now(states, (1, 11), (2, 21), (3, 31))
    change(states, 1)
    assert states.load()["x"].rows_also_written == 2
    assert states.rows(STATE) == [(1, 11), (2, 20), (3, 31)]


def test_the_state_is_there_before_a_trigger_looks_for_it(states: World) -> None:
    states.run("create table seen (specifier varchar, progress integer)")
    states.run(
        "create function look() returns trigger language plpgsql as $$ begin"
        " insert into seen select new.specifier, progress from progress where user_id = new.user_id;"
        " return new; end $$"
    )
    states.run("create trigger look after insert on user_challenges for each row execute function look()")
    states.add("offered", **REWARD)
    states.run("insert into progress values (1, 9)")
    now(states, (1, 10))
    states.load()
    assert states.rows("select * from seen") == [("a", 10)]


def test_over_the_limit_nothing_of_it_is_written(states: World) -> None:
    states.run("update challenges.catalog set limit_rewards = 0 where id = 'x'")
    states.add("offered", **REWARD)
    now(states, (1, 10))
    assert states.load()["x"].outcome == "over_limit"
    assert states.rows(STATE) == []
    assert states.load(over_limit=["x"])["x"].rows_also_written == 1


def test_a_trigger_of_the_state_that_raises_is_named(states: World) -> None:
    states.run("create function refuse() returns trigger language plpgsql as $$ begin raise 'no state'; end $$")
    states.run("create trigger refuse before update on progress for each row execute function refuse()")
    now(states, (1, 10))
    states.load()
    now(states, (1, 11))
    error = states.load(full=True)["x"].error or ""
    assert error.startswith("no state; raised by the trigger refuse on progress; ")


def test_two_rows_of_one_key_are_one_and_a_null_key_is_none(states: World) -> None:
    """A defect of the source, such as two current rows of a user, must not fail the challenge."""
    now(states, (1, 10), (1, 11), (2, 20))
    states.run("insert into progress_now values (null, 5)")

    result = states.load()["x"]

    assert (result.error, result.rows_also_written) == (None, 2)
    assert states.rows(STATE) == [(1, 10), (2, 20)]
    assert states.load(full=True)["x"].rows_also_written == 0


COLUMNS = '{"user_id": "user_id", "progress": "current_step_count"}'


@pytest.fixture
def candidates(states: World) -> World:
    """The challenge of `states`, but it writes a row for each candidate; who has no step is not eligible."""
    states.run(
        "create or replace view challenges.offered as select *, current_step_count > 0 as is_eligible from offered"
    )
    also_write(states, "replace", columns=COLUMNS)
    states.run("drop view challenges.progress")
    return states


def offer(world: World, *rows: tuple[int, int]) -> None:
    """Set how far users are as candidates."""
    world.run("truncate offered")
    for user_id, count in rows:
        reward = {"specifier": str(user_id), "user_id": user_id, "current_step_count": count, "is_complete": False}
        world.add("offered", **REWARD | reward)


def test_candidates_are_rows_whether_eligible_or_not(candidates: World) -> None:
    offer(candidates, (1, 3), (2, 0))
    result = candidates.load()["x"]
    assert (result.error, result.new, result.rows_also_written) == (None, 1, 2)
    assert candidates.rows(STATE) == [(1, 3), (2, 0)]
    before = versions(candidates)

    offer(candidates, (1, 3), (2, 5))
    result = candidates.load(full=True)["x"]

    assert (result.new, result.already_right, result.rows_also_written) == (1, 1, 1)
    assert candidates.rows(STATE) == [(1, 3), (2, 5)]
    assert versions(candidates)[1] == before[1]


def test_candidates_are_read_by_the_scopes_of_the_rewards(candidates: World) -> None:
    candidates.load()
    offer(candidates, (1, 3), (2, 4), (3, 5))
    change(candidates, 1, 3)
    result = candidates.load()["x"]
    assert (result.scopes, result.new, result.rows_also_written) == (2, 2, 2)
    assert candidates.rows(STATE) == [(1, 3), (3, 5)]


def test_without_changes_a_candidate_that_the_table_lacks_is_due(candidates: World) -> None:
    also_write(candidates, "replace", has_changes=False, columns=COLUMNS)
    offer(candidates, (1, 3), (2, 0))
    candidates.load()
    result = candidates.load()["x"]
    assert (result.rows_also_written, result.already_right) == (0, 1)
    candidates.run("delete from progress where user_id = 2")
    assert (candidates.load()["x"].rows_also_written, candidates.rows(STATE)) == (1, [(1, 3), (2, 0)])


def test_a_trigger_that_raises_at_a_candidate_is_named_with_the_reward(candidates: World) -> None:
    """The search for the reward writes the second table first, as the merge does."""
    candidates.run(
        "create function refuse() returns trigger language plpgsql as $$ begin"
        " if new.user_id = 2 and (select progress from progress where user_id = 2) = 4 then raise 'no reward'; end if;"
        " return new; end $$; create trigger refuse before insert on user_challenges for each row"
        " execute function refuse()"
    )
    offer(candidates, (1, 3), (2, 4))
    result = candidates.load()["x"]
    assert "raised by the trigger refuse on user_challenges at the reward 2 of user 2" in (result.error or "")
    assert candidates.rows(STATE) == []
