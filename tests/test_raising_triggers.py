"""A trigger of the platform that raises: its challenge is rolled back alone, and the message names the trigger."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.test_cli import run
from tests.test_ledger import recorded
from tests.world import NOON, WEDNESDAY

if TYPE_CHECKING:
    from tests.world import World

NOON_OPTION = ("--as-of", f"{WEDNESDAY:%Y-%m-%dT%H:%M:%SZ}")


def add_trigger(
    world: World,
    condition: str,
    *,
    message: str = "'not today'",
    table: str = "user_challenges",
    event: str = "after insert",
    timing: str = "for each row",
    name: str = "refuse",
) -> None:
    """Let a trigger raise a message, an expression, if the condition is true."""
    world.run(
        "create or replace function refuse() returns trigger language plpgsql as $body$"
        f" begin if {condition} then raise exception using message = {message}; end if; return new; end $body$"
    )
    kind = "constraint trigger" if "deferrable" in timing else "trigger"
    world.run(f'create {kind} "{name}" {event} on {table} {timing} execute function refuse()')


def comments(world: World, count: int) -> list[str]:
    """Let users comment on tracks that pin it, and return the specifiers of their first weekly comments."""
    world.run("update challenges set cooldown_days = 0 where id = 'c'")  # two notifications of each, cp's or not
    world.run("update challenges set active = false where id = 'v'")  # nothing of the owner, who is verified
    world.users(1, is_verified=True)
    for user_id in range(2, count + 2):
        world.users(user_id)
        world.track(user_id, owner_id=1, pinned_comment_id=user_id)
        world.add(
            "comments",
            comment_id=user_id,
            user_id=user_id,
            entity_id=user_id,
            created_at=NOON + timedelta(seconds=user_id),
        )
    return [f"{user_id:x}:202621" for user_id in range(2, count + 2)]


def notified(world: World) -> list[tuple[object, ...]]:
    return world.rows("select group_id, count(*) from notification group by group_id order by group_id")


@pytest.mark.parametrize(
    ("event", "timing"),
    [
        ("before insert", "for each row"),
        ("after insert", "for each row"),
        ("after insert", "deferrable initially deferred for each row"),
    ],
)
def test_one_row_of_many_is_named_and_the_rest_is_minted_once_it_is_fixed(
    world: World, event: str, timing: str
) -> None:
    specifiers = comments(world, 30)
    add_trigger(world, "new.challenge_id = 'c' and new.user_id >= 20", event=event, timing=timing)

    result = run("load", *NOON_OPTION)

    assert result.exit_code == 1
    assert result.stderr == (
        "error: c first_weekly_comment failed and was rolled back: not today; raised by the trigger refuse on"
        " user_challenges at the reward 14:202621 of user 20; PL/pgSQL function refuse() line 1 at RAISE.\n"
    )
    assert (world.specifiers("c"), len(world.specifiers("cp"))) == ([], 30)
    before = notified(world)
    assert len(before) == 30

    world.run("drop trigger refuse on user_challenges")
    assert run("load", *NOON_OPTION).exit_code == 0
    assert world.specifiers("c") == sorted(specifiers)
    assert {count for _, count in notified(world)} == {1}
    assert (set(before) <= set(notified(world)), len(notified(world))) == (True, 90)
    assert sum(load.new for load in world.load(full=True).values()) == 0


def test_each_of_several_challenges_is_told(world: World) -> None:
    comments(world, 3)
    add_trigger(world, "new.user_id = 3")

    result = run("load", *NOON_OPTION)

    assert result.exit_code == 1
    assert [line.split(":")[1] for line in result.stderr.splitlines()] == [
        " c first_weekly_comment failed and was rolled back",
        " cp comment_pin failed and was rolled back",
    ]
    assert result.stderr.count("refuse on user_challenges at the reward 3:") == 2
    assert world.rows("select * from user_challenges") == world.rows("select * from notification") == []


def test_a_trigger_that_a_notification_sets_off_is_named(world: World) -> None:
    comments(world, 5)
    add_trigger(world, "new.group_id like '%:4:challenge:c:%'", table="notification", event="before insert")

    result = run("load", *NOON_OPTION)

    assert result.exit_code == 1
    assert "raised by the trigger refuse on notification at the reward 4:202621 of user 4; PL/pgSQL" in result.stderr
    world.run("drop trigger refuse on notification")
    assert run("load", *NOON_OPTION).exit_code == 0
    assert len(world.specifiers("c")) == 5
    assert len(notified(world)) == 15
    assert {count for _, count in notified(world)} == {1}


def test_what_a_trigger_does_that_fails_is_told_of_it_too(world: World) -> None:
    comments(world, 5)
    world.run("alter table notification add constraint small check (user_ids <> array[3])")

    result = run("load", *NOON_OPTION)

    assert result.exit_code == 1
    assert 'violates check constraint "small"; Failing row contains' in result.stderr
    assert (
        "raised by the trigger on_user_challenge on user_challenges at the reward 3:202621 of user 3" in result.stderr
    )


def test_a_trigger_that_looks_at_what_came_before_meets_it(world: World) -> None:
    comments(world, 5)
    add_trigger(world, "(select count(*) from user_challenges where challenge_id = 'c') > 3", event="before insert")
    assert "at the reward 6:202621 of user 6" in (world.load()["c"].error or "")


def test_a_raise_that_no_row_alone_brings_about_names_the_trigger(world: World) -> None:
    comments(world, 5)
    add_trigger(
        world,
        "(select count(*) from added) > 4",
        timing="referencing new table as added for each statement",
        name="at_most_four",
    )
    error = world.load()["c"].error or ""
    assert "raised by the trigger at_most_four on user_challenges; PL/pgSQL function refuse()" in error


def test_of_a_function_of_several_triggers_all_are_named(world: World) -> None:
    comments(world, 2)
    for table in ("users", "notification", "user_challenges"):
        add_trigger(world, "tg_table_name = 'user_challenges'", table=table, name=f"on_{table}")
    world.run("alter table users disable trigger on_users")
    error = world.load()["c"].error or ""
    assert (
        "raised by the trigger on_user_challenges on user_challenges or on_notification on notification at the" in error
    )


def test_functions_whose_names_hold_one_another_are_told_apart(world: World) -> None:
    comments(world, 2)
    world.run("create schema audit")
    world.run(
        "create function audit.\"not Refuse()\"() returns trigger language plpgsql as $$ begin raise 'no'; end $$;"
        "create function do_refuse() returns trigger language plpgsql as $$ begin return new; end $$;"
        "create function refuse() returns trigger language plpgsql as $$ begin return new; end $$;"
        "create trigger a before insert on user_challenges for each row execute function refuse();"
        "create trigger b before insert on user_challenges for each row execute function do_refuse();"
        'create trigger c before insert on user_challenges for each row execute function audit."not Refuse()"()'
    )
    assert "raised by the trigger c on user_challenges at" in (world.load()["c"].error or "")


def test_a_trigger_of_hostile_name_and_message_reaches_neither_sql_nor_the_terminal(world: World) -> None:
    world.offer({"specifier": "'; drop table users; -- \x1b[31m\u202e%s{}\n\"", "user_id": 7})
    name = "a'; drop table users; -- \x1b[31m\u202e%s{}"
    add_trigger(world, "true", name=name, message=r"E'%s {} \'; \" \x1b[31m\u202e $$ do\n$do$'")

    result = run("load")

    assert result.exit_code == 1
    assert result.stderr == (
        "error: x offered failed and was rolled back: %s {} '; \" ?[31m? $$ do $do$; raised by the trigger a'; drop"
        " table users; -- ?[31m?%s{} on user_challenges at the reward '; drop table users; -- ?[31m?%s{} \" of user 7;"
        " PL/pgSQL function refuse() line 1 at RAISE.\n"
    )
    assert world.rows("select count(*) from users") == [(0,)]


def test_the_second_table_is_fed_before_the_reward_is_looked_for(world: World) -> None:
    world.users(1)
    world.track(10, owner_id=1)
    world.add("track_trending_scores", track_id=10, score=1)
    friday = WEDNESDAY + timedelta(days=2)
    add_trigger(world, "true", table="notification", event="before insert", message="new.type")
    error = world.load("tt", clock=friday)["tt"].error or ""
    # on_user_challenge comes after handle_trending, which finds the week in trending_results
    assert "raised by the trigger refuse on notification at the reward 2026-05-22:1 of user 1;" in error
    assert error.startswith("trending;")

    world.run("drop trigger refuse on notification")
    add_trigger(world, "true", table="trending_results")
    error = world.load("tt", clock=friday)["tt"].error or ""
    assert "not today; raised by the trigger refuse on trending_results; PL/pgSQL function refuse()" in error
    assert world.rows("select * from trending_results") == []

    world.run("drop trigger refuse on trending_results")
    assert world.load("tt", clock=friday)["tt"].new == 1


@pytest.mark.parametrize("message", ["not today", "50% off", "%(scopes)s %s"])
def test_changed_scopes_are_searched_alone(world: World, message: str) -> None:
    comments(world, 3)
    world.load()
    add_trigger(world, "true", message=f"'{message}'")
    world.users(9)
    world.add("comments", comment_id=9, user_id=9, blocknumber=world.next_block())

    result = world.load("c")["c"]

    assert "at the reward 9:202621 of user 9" in (result.error or "")
    assert len(world.specifiers("c")) == 3


def test_the_ledger_and_status_tell_it_too(world: World) -> None:
    comments(world, 3)
    add_trigger(world, "new.challenge_id = 'c' and new.user_id = 3")
    world.load()

    ((_, told),) = [row for row in recorded(world, "challenge_id, error") if row[0] == "c"]
    assert told.startswith(
        "not today; raised by the trigger refuse on user_challenges at the reward 3:202621 of user 3"
    )
    status = run("status")
    assert status.exit_code == 1
    assert f"error: c first_weekly_comment failed in load 1: {told}.\n" in status.stderr


@pytest.mark.parametrize("code", ["40001", "57014", "53100"])
def test_no_reward_is_looked_for_where_none_is_to_blame(world: World, code: str) -> None:
    world.offer({"specifier": "a"})
    add_trigger(world, "true", message=f"'not now', errcode = '{code}'")
    assert world.load()["x"].error == "not now; PL/pgSQL function refuse() line 1 at RAISE"


def test_what_no_trigger_raises_is_told_as_before(world: World) -> None:
    comments(world, 3)
    world.run("alter table user_challenges add constraint small check (user_id <> 3)")
    error = world.load()["c"].error or ""
    assert error.startswith('new row for relation "user_challenges" violates check constraint "small"; Failing row')
    assert "(c, 3, 3:202621, t, " in error
    assert "raised by" not in error


def test_a_quiet_load_fires_what_it_fires_and_no_more(world: World) -> None:
    comments(world, 3)
    add_trigger(world, "new.user_id = 3")
    assert world.load(full=True, quiet=True)["c"].new == 3
    world.run("delete from user_challenges")
    world.run("alter table user_challenges enable always trigger refuse")
    assert "at the reward 3:202621 of user 3" in (world.load(full=True, quiet=True)["c"].error or "")
