"""The rules of merging, on a challenge of the test's own: what the loader does with any view."""

from __future__ import annotations

import hashlib
import re
import threading
import time
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from psycopg import sql

from loader.challenges import Challenge
from loader.database import connect, query
from loader.errors import BusyError, ChallengesError, UnknownChallengeError
from loader.load import load
from loader.merge import Merge, merge_statement
from loader.outcome import LoadOptions
from loader.watermarks import FEW_SCOPES
from tests.catalog import CHALLENGES
from tests.world import BLOCK, NOON, World

CLOCK = datetime(2026, 6, 1, 9, tzinfo=timezone.utc)


INCOMPRESSIBLE = "".join(hashlib.sha256(bytes([number])).hexdigest() for number in range(80))  # 5120 bytes


def versions(world: World) -> list[tuple[Any, ...]]:
    """Return the physical identity of each row: it changes with every write, even of the same values."""
    return world.rows("select challenge_id, specifier, ctid, xmin from user_challenges order by 1, 2")


def log_trigger_calls(world: World) -> None:
    """Write down each row for which a trigger fires."""
    world.run("create table trigger_calls (id serial, operation text, specifier text)")
    world.run(
        "create function log_call() returns trigger language plpgsql as $$"
        " begin insert into trigger_calls (operation, specifier) values (tg_op, new.specifier); return null; end $$"
    )
    world.run(
        "create trigger log_call after insert or update on user_challenges for each row execute function log_call()"
    )


def calls(world: World) -> list[tuple[Any, ...]]:
    return world.rows("select operation, specifier from trigger_calls order by id")


def test_a_second_load_writes_nothing_and_fires_no_trigger(world: World) -> None:
    world.offer({"specifier": "a"}, {"specifier": "b", "is_complete": False})
    world.load()
    before = versions(world)
    log_trigger_calls(world)

    result = world.load()["x"]

    assert (result.new, result.updated, result.already_right, result.audio) == (0, 0, 2, 0)
    assert versions(world) == before
    assert calls(world) == []


def test_a_complete_row_never_changes(world: World) -> None:
    world.offer({"specifier": "a"})
    world.load()
    before = world.rows("select * from user_challenges"), versions(world)

    world.offer(
        {
            "specifier": "a",
            "user_id": 2,
            "amount": 9,
            "is_complete": False,
            "qualified_at": NOON + timedelta(days=1),
            "completed_blocknumber": 9,
        }
    )
    result = world.load()["x"]

    assert (world.rows("select * from user_challenges"), versions(world)) == before
    assert (result.new, result.updated, result.already_right) == (0, 0, 1)


def test_a_row_that_its_view_no_longer_has_stays(world: World) -> None:
    world.offer({"specifier": "a"}, {"specifier": "b", "is_complete": False})
    world.load()
    before = versions(world)

    world.offer()
    world.load()

    assert versions(world) == before


def test_an_incomplete_row_follows_its_view_up_and_down_until_it_is_complete(world: World) -> None:
    def progress(steps: int, **values: Any) -> tuple[Any, ...]:
        world.offer(
            {"specifier": "a", "amount": 5, "current_step_count": steps, "is_complete": steps >= 7} | values,
            step_count=7,
        )
        result = world.load(clock=CLOCK + timedelta(days=steps))["x"]
        return world.rows(
            "select current_step_count, is_complete, completed_at, completed_blocknumber,"
            " created_at, amount, user_id from user_challenges"
        )[0] + (result.audio,)

    first_seen = CLOCK + timedelta(days=3)
    assert progress(3) == (3, False, None, None, first_seen, 5, 1, 0)
    assert progress(5) == (5, False, None, None, first_seen, 5, 1, 0)
    assert progress(1, amount=6, user_id=2) == (1, False, None, None, first_seen, 6, 2, 0)
    assert progress(7) == (7, True, NOON, BLOCK, first_seen, 5, 1, 5)
    assert progress(2) == (7, True, NOON, BLOCK, first_seen, 5, 1, 0)


def test_a_reward_earned_in_one_go_is_created_when_it_qualified(world: World) -> None:
    world.offer({"specifier": "a"})
    world.load(clock=CLOCK)
    assert world.rows("select created_at, completed_at from user_challenges") == [
        (NOON.replace(tzinfo=timezone.utc), NOON)
    ]


def test_rows_are_written_in_the_order_of_qualifying_then_of_the_specifiers_bytes(world: World) -> None:
    log_trigger_calls(world)
    world.offer(
        {"specifier": "b"},
        {"specifier": "a"},
        {"specifier": "B"},
        {"specifier": "z", "qualified_at": NOON - timedelta(seconds=1)},
        {"specifier": "0", "qualified_at": NOON + timedelta(seconds=1)},
    )
    world.load()
    assert [specifier for _, specifier in calls(world)] == ["z", "B", "a", "b", "0"]


def test_challenges_load_in_the_order_of_their_ids(world: World) -> None:
    assert list(world.load()) == CHALLENGES


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"amount": 2**31}, "with an amount that is no whole number up to 2147483647"),
        ({"amount": None}, "with an amount that is no whole number up to 2147483647"),
        ({"amount": 1.5}, "with an amount that is no whole number up to 2147483647"),
        ({"amount": -1}, "with an amount that is no whole number up to 2147483647"),
        ({"amount": "NaN"}, "with an amount that is no whole number up to 2147483647"),
        ({"amount": "Infinity"}, "with an amount that is no whole number up to 2147483647"),
        ({"amount": "-Infinity"}, "with an amount that is no whole number up to 2147483647"),
        ({"amount": "1e1000"}, "with an amount that is no whole number up to 2147483647"),
        ({"completed_blocknumber": 2**31}, "with a block or slot above 2147483647"),
        ({"completed_blocknumber": None}, "complete without a block"),
        ({"qualified_at": None}, "complete without a time"),
        ({"qualified_at": "infinity"}, "complete at a time out of range"),
        ({"qualified_at": "-infinity"}, "complete at a time out of range"),
        ({"qualified_at": "1999-12-31"}, "complete at a time out of range"),
        ({"qualified_at": "20000-01-01"}, "complete at a time out of range"),
        ({"is_complete": None}, "neither complete nor incomplete"),
        ({"specifier": None}, "without a specifier"),
        ({"specifier": "x" * 1001}, "with a specifier of more than 1000 bytes"),
        ({"specifier": "é" * 501}, "with a specifier of more than 1000 bytes"),
        ({"specifier": INCOMPRESSIBLE}, "with a specifier of more than 1000 bytes"),
        ({"user_id": None}, "without a recipient"),
        ({"user_id": -1}, "without a recipient"),
        ({"user_id": 0}, "without a recipient"),
        ({"challenge_id": "c"}, "of another challenge"),
    ],
)
def test_what_does_not_fit_is_refused_and_reported_and_the_rest_is_minted(
    world: World, fault: dict[str, Any], reason: str
) -> None:
    bad = {"specifier": "bad"} | fault
    world.offer(bad, {"specifier": "good"})

    result = world.load()["x"]

    assert world.specifiers("x") == ["good"]
    assert [(unpayable.reason, unpayable.rows, unpayable.example) for unpayable in result.unpayable] == [
        (reason, 1, bad["specifier"] and bad["specifier"][:1000])
    ]
    assert (result.new, result.audio) == (1, 1)

    world.offer({"specifier": "bad"}, {"specifier": "good"})
    fixed = world.load()["x"]
    assert (fixed.new, fixed.already_right, fixed.unpayable) == (1, 1, ())
    assert world.specifiers("x") == ["bad", "good"]


def test_the_largest_amount_and_block_fit(world: World) -> None:
    world.offer({"specifier": "a", "amount": 2**31 - 1, "completed_blocknumber": 2**31 - 1})
    assert world.load()["x"].audio == 2**31 - 1


def test_the_sum_of_amounts_is_beyond_what_their_columns_hold(world: World) -> None:
    world.offer(*({"specifier": str(number), "amount": 2**31 - 1} for number in range(3)))
    world.run("insert into offered select * from offered where specifier = '0'")  # and a copy that is refused
    world.add("offered", challenge_id="x", specifier="huge", user_id=1, amount=2**63, is_complete=True)
    world.add("offered", challenge_id="x", specifier="none", user_id=1, amount="NaN", is_complete=True)
    for options in ({"dry_run": True}, {}):
        result = world.load(**options)["x"]
        assert (result.new, result.audio, result.error) == (3, 3 * (2**31 - 1), None)
        assert sum(unpayable.rows for unpayable in result.unpayable) == 3
    assert world.rows("select audio from challenges_loader.challenge_loads") == [(3 * (2**31 - 1),)]


def test_the_longest_specifier_fits_with_its_notifications(world: World) -> None:
    """Though it cannot be compressed: an index holds no more than 2704 bytes in a row."""
    world.run("insert into challenges (id, type, amount, active, cooldown_days) values ('x', 'boolean', '1', true, 0)")
    world.offer({"specifier": INCOMPRESSIBLE[:1000], "user_id": 2**31 - 1})
    assert world.load()["x"].new == 1
    assert world.rows("select type from notification order by id") == [("claimable_reward",), ("challenge_reward",)]


def test_of_two_rows_with_one_specifier_the_first_is_minted_and_the_other_reported(world: World) -> None:
    world.offer(
        {"specifier": "a", "user_id": 2, "qualified_at": NOON + timedelta(hours=1)}, {"specifier": "a", "user_id": 1}
    )

    result = world.load()["x"]

    assert [reward[:2] for reward in world.rewards("x")] == [("a", 1)]
    assert [unpayable.reason for unpayable in result.unpayable] == ["with the specifier of another"]
    assert (result.new, result.already_right) == (1, 0)


def test_a_dry_run_says_the_same_and_writes_nothing(world: World) -> None:
    world.offer({"specifier": "a", "amount": 3}, {"specifier": "b"}, {"specifier": "c", "amount": -1})
    world.load()
    world.offer({"specifier": "a"}, {"specifier": "new", "amount": 4}, {"specifier": "c", "amount": -1})
    before = versions(world), world.rows("select last_value from notification_id_seq")

    dry = world.load(dry_run=True)["x"]

    assert (versions(world), world.rows("select last_value from notification_id_seq")) == before
    real = world.load()["x"]
    assert (dry.new, dry.updated, dry.already_right, dry.audio, dry.unpayable) == (
        real.new,
        real.updated,
        real.already_right,
        real.audio,
        real.unpayable,
    )
    assert real.new == 1


def test_a_dry_run_cannot_write(world: World) -> None:
    world.offer({"specifier": "a"})
    world.run("create sequence counter")
    world.run(
        "create or replace view challenges.offered as select challenge_id, specifier, user_id,"
        " nextval('counter')::numeric as amount, current_step_count, is_complete, qualified_at, completed_blocknumber,"
        " true as is_eligible from public.offered"
    )
    world.note_views()
    assert "read-only transaction" in (world.load(dry_run=True)["x"].error or "")
    assert world.rows("select is_called from counter") == [(False,)]


def test_a_row_that_somebody_else_completes_meanwhile_is_left_alone(world: World) -> None:
    world.offer({"specifier": "a", "is_complete": False, "current_step_count": 1})
    world.load()
    world.offer({"specifier": "a", "is_complete": False, "current_step_count": 2})
    results = {}

    def load_elsewhere() -> None:
        with connect() as connection:
            results.update({result.challenge_id: result for result in load(connection, "challenges", LoadOptions())})

    with world.connection.transaction():
        world.run("update user_challenges set is_complete = true, completed_at = created_at, completed_blocknumber = 3")
        loader = threading.Thread(target=load_elsewhere)
        loader.start()
        world.wait_for("select 1 from pg_locks where not granted")
    loader.join()

    assert (results["x"].updated, results["x"].already_right) == (0, 1)
    assert world.rows("select is_complete, current_step_count from user_challenges") == [(True, 1)]


@pytest.mark.parametrize("default", ["read committed", "repeatable read", "serializable"])
def test_two_loads_at_once_do_not_break_a_cap(world: World, monkeypatch: pytest.MonkeyPatch, default: str) -> None:
    escaped = default.replace(" ", "\\ ")
    monkeypatch.setenv("PGOPTIONS", f"-c default_transaction_isolation={escaped}")
    world.run("update challenges set active = true where id = 'cs'")
    world.users(1, is_verified=True)
    world.users(2)
    world.track(10, owner_id=1)
    for child in range(100, 105):
        world.track(child, owner_id=2)
        world.add("remixes", parent_track_id=10, child_track_id=child)
        world.add("saves", user_id=1, save_item_id=child)
    is_refused = threading.Event()
    loads = [threading.Thread(target=load_cosigns, args=(is_refused,)) for _ in range(2)]
    with world.connection.transaction():
        world.run("lock table challenges_loader.watermarks in share mode")  # the first load stops before it commits
        loads[0].start()
        world.wait_for(
            "select 1 from pg_locks where relation = 'challenges_loader.watermarks'::regclass and not granted"
        )
        with connect() as other:
            other.execute("delete from saves")  # what the second load sees are five others
            for child in range(105, 110):
                World(other).track(child, owner_id=2)
                World(other).add("remixes", parent_track_id=10, child_track_id=child)
                World(other).add("saves", user_id=1, save_item_id=child)
        loads[1].start()
        assert is_refused.wait(timeout=60)
    for thread in loads:
        thread.join()

    assert world.specifiers("cs") == [f"1:{child:x}" for child in range(100, 105)]


def load_cosigns(is_refused: threading.Event) -> None:
    """Load once no other load is running, and note if one was."""
    with connect() as connection:
        for _ in range(600):
            try:
                list(load(connection, "challenges", LoadOptions(only=["cs"])))
                return
            except BusyError:
                is_refused.set()
                time.sleep(0.1)


def test_a_failing_challenge_rolls_back_alone(world: World) -> None:
    world.users(1, is_verified=True)
    world.users(2)
    world.track(10, owner_id=1, pinned_comment_id=1)
    world.add("comments", comment_id=1, user_id=2, entity_id=10)
    world.run(
        "create function refuse() returns trigger language plpgsql as $$"
        " begin if new.challenge_id = 'c' then raise 'no comments today'; end if; return null; end $$"
    )
    world.run("create trigger refuse after insert on user_challenges for each row execute function refuse()")

    results = world.load()

    assert "no comments today" in (results["c"].error or "")
    assert world.specifiers("c") == []
    assert world.specifiers("cp") == ["2:a"]
    world.run("drop trigger refuse on user_challenges")
    assert world.load()["c"].new == 1


def test_a_view_that_is_missing_or_raises_fails_alone(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2, blocknumber=None)
    definitions = {
        view: world.rows(f"select pg_get_viewdef('challenges.{view}'::regclass)")[0][0]
        for view in ("comment_pin", "stg_head_block")
    }
    world.run("drop view challenges.comment_pin cascade")
    world.run("create table broken as select 'not a number'::text as number")
    world.run(
        "create or replace view challenges.stg_head_block as select (select number from broken)::bigint as blocknumber"
    )
    world.note_views()

    results = world.load()
    assert 'relation "challenges.comment_pin" does not exist' in (results["cp"].error or "")
    assert "run `dbt build`" in (results["cp"].error or "")
    assert "not a number" in (results["c"].error or "")
    assert results["w"].error is None

    for view, definition in definitions.items():
        world.run(f"create or replace view challenges.{view} as {definition}")
    world.note_views()
    results = world.load()
    assert (results["c"].new, results["cp"].error) == (1, None)


def test_a_view_that_raises_half_way_fails_alone_and_its_rest_is_minted_once_it_is_fixed(world: World) -> None:
    """Some of its rows are read by then, and rewards are written from them."""
    world.users(1, is_verified=True)
    for number in range(2, 500):
        world.users(number)
        world.track(number, owner_id=1, pinned_comment_id=number)
        world.add("comments", comment_id=number, user_id=number, entity_id=number)
    assert world.load("cp", dry_run=True)["cp"].new == 498
    ((definition,),) = world.rows("select pg_get_viewdef('challenges.comment_pin'::regclass)")
    columns = [
        "completed_blocknumber + 0 * (1 / (user_id - 400))::bigint as completed_blocknumber"
        if name == "completed_blocknumber"
        else name
        for name in (column.name for column in world.connection.execute("table challenges.comment_pin").description)
    ]
    with connect() as other:
        other.execute(
            f"create or replace view challenges.comment_pin as select {', '.join(columns)}"
            f" from ({definition.rstrip(';')}) as rewards"
        )
    world.note_views()

    results = world.load()

    assert (results["cp"].error, world.specifiers("cp")) == ("division by zero", [])
    assert results["c"].new == 498
    with connect() as other:
        other.execute(f"create or replace view challenges.comment_pin as {definition}")
    world.note_views()
    assert world.load()["cp"].new == 498


def test_a_challenge_missing_in_the_catalog_fails_alone(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    world.run("delete from challenges where id = 'cp'")

    results = world.load()

    assert "sync-catalog" in (results["cp"].error or "")
    assert [challenge_id for challenge_id, result in results.items() if result.error] == ["cp"]
    assert world.specifiers("c") == ["2:202621"]


def test_an_inactive_challenge_mints_nothing_and_amounts_are_those_of_the_table(world: World) -> None:
    world.users(2, 3)
    world.add("comments", comment_id=1, user_id=2)
    world.run("update challenges set active = false where id = 'c'")
    assert (world.load("c")["c"].new, world.load("c")["c"].is_active) == (0, False)

    world.run("update challenges set active = true, amount = '7' where id = 'c'")
    world.load("c")
    world.run("update challenges set amount = '8' where id = 'c'")
    world.add("comments", comment_id=2, user_id=3)
    world.load("c")

    assert [(reward[0], reward[2]) for reward in world.rewards("c")] == [("2:202621", 7), ("3:202621", 8)]


@pytest.mark.parametrize(
    "amount", ["12.5", "ten", "", "-5", "2147483648", "NaN", "Infinity", "-Infinity", "1e3", " 5", "9" * 25, "\u0665"]
)
def test_a_catalog_amount_that_is_no_whole_number_mints_nothing_and_is_reported(world: World, amount: str) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    world.run("update challenges set amount = %s where id = 'c'", amount)

    result = world.load("c")["c"]

    assert (result.new, result.error) == (0, None)
    assert [(unpayable.rows, unpayable.example) for unpayable in result.unpayable] == [(1, "2:202621")]

    world.run("update challenges set amount = '1' where id = 'c'")
    assert world.load("c")["c"].new == 1


def test_a_slot_or_an_amount_beyond_the_column_is_refused_and_the_rest_is_minted(world: World) -> None:
    world.users(1, 2)
    for track_id, amount, slot in ((10, 1_000_000, 2**31), (11, 2**62, 5), (12, 1_000_000, 2**31 - 1)):
        world.track(track_id, owner_id=1)
        world.add(
            "sol_purchases", signature=f"s{track_id}", buyer_user_id=2, content_id=track_id, amount=amount, slot=slot
        )

    result = world.load("b")["b"]

    assert world.specifiers("b") == ["2:c"]
    assert sorted(unpayable.example or "" for unpayable in result.unpayable) == ["2:a", "2:b"]


def test_an_unknown_challenge_is_named_with_the_known_ones(world: World) -> None:
    with pytest.raises(UnknownChallengeError, match=r"decides the challenge zz. Choose from: b, c, cp"):
        world.load("zz")


def test_a_lost_connection_ends_the_load(world: World) -> None:
    world.run(
        "create function hang_up() returns trigger language plpgsql as $$"
        " begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$"
    )
    world.run("create trigger hang_up after insert on user_challenges for each row execute function hang_up()")
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)

    with pytest.raises(ChallengesError, match="connection was lost while c was loading"):
        world.load()


def test_no_step_of_a_merge_compares_every_row_with_every_other(world: World) -> None:
    """If the planner expects a single row of a view, as it often does, a join without an index is quadratic."""
    world.offer({"specifier": "a"})
    world.run("set challenges.load_id = 1")
    world.run(
        "insert into offered select challenge_id, number::text, user_id, amount, current_step_count, is_complete,"
        " qualified_at, completed_blocknumber from offered, generate_series(1, 2000) as number"
    )
    unlikely = " and ".join(["challenge_id || '' = 'x'"] * 3)
    world.run(
        "create or replace view challenges.offered as"
        f" select *, true as is_eligible from public.offered where {unlikely}"
    )
    merge = Merge(world.connection, "challenges", Challenge("x", "offered"))
    statement = merge_statement({"compared": merge.compared, "also_written": query("merge.nothing_also_written")})

    def rows_compared_in_vain() -> int:
        plan = world.connection.execute(sql.SQL("explain (analyze) ") + statement).fetchall()
        return sum(int(rows) for rows in re.findall(r"Rows Removed by (?:Join )?Filter: (\d+)", str(plan)))

    world.run("analyze user_challenges")  # while it holds nothing: the planner expects nothing of the second load
    assert rows_compared_in_vain() < 10 * 2001
    assert rows_compared_in_vain() < 10 * 2001
    assert len(world.specifiers("x")) == 2001


@pytest.mark.parametrize(("scopes", "is_list_known"), [(FEW_SCOPES, False), (FEW_SCOPES + 1, True)])
def test_many_scopes_are_a_list_that_is_known_when_the_merge_is_planned(
    world: World, scopes: int, is_list_known: bool
) -> None:
    """PostgreSQL looks a row up in a long list by a hash table only then. Otherwise it compares it with each scope."""
    world.offer({"specifier": "a"})
    ids = list(range(1, scopes + 1))
    world.run("select set_config('challenges.scopes', %s::integer[]::text, false)", ids)
    merge = Merge(world.connection, "challenges", Challenge("x", "offered", scope_column="user_id"), scopes)
    statement = sql.SQL("explain with {} select from compared").format(merge.compared)
    plan = "\n".join(line for (line,) in world.connection.execute(statement))
    assert ("user_id = ANY ('{1,2,3," in plan) is is_list_known
    assert ")::integer[]" not in plan  # which would read the text of the list again for each row that is compared
    assert merge.is_plan_kept is not is_list_known
