"""`challenges status`: what a person and a monitor learn of the last loads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from loader.database import connect
from loader.load import load
from loader.outcome import LoadOptions
from tests.test_cli import assert_one_sentence, run
from tests.test_ledger import REFUSE
from tests.test_locks import NOBODY

if TYPE_CHECKING:
    from tests.world import World


def as_json() -> dict[str, dict[str, Any]]:
    lines = [json.loads(line) for line in run("status", "--json").stdout.splitlines()]
    return {line["challenge_id"]: line for line in lines}


def test_all_is_fine(world: World) -> None:
    world.load()

    result = run("status")

    assert (result.exit_code, result.stderr) == (0, "")
    header, *lines = result.stdout.splitlines()
    assert header.split("  ")[0] == "challenge"
    loads = world.load().values()
    assert [line.split()[:3] for line in lines] == [[load.challenge_id, load.name, "ok"] for load in loads]


def test_what_was_never_loaded_cannot_be_told(world: World) -> None:
    world.load("c")

    result = run("status")

    assert result.exit_code == 3
    assert result.stdout.splitlines()[1].split()[:4] == ["b", "audio_matching_buyer", "never", "loaded"]
    known = {"challenge_id": "b", "name": "audio_matching_buyer"}
    known |= {"used_rewards": 0, "limit_rewards": 2000, "used_audio": 0, "limit_audio": 25000}
    known["is_from_lake"] = False
    assert as_json()["b"] == dict.fromkeys(as_json()["b"], None) | known


def test_what_failed_is_told_with_since_when_and_when_it_last_succeeded(world: World) -> None:
    world.users(2)
    world.load()
    world.add("comments", comment_id=1, user_id=2)
    world.run(REFUSE)
    world.load()
    world.run("create or replace function refuse() returns trigger language plpgsql as $$ begin raise 'never'; end $$")
    world.load()
    world.load()

    result = run("status")

    assert result.exit_code == 1
    assert result.stderr.startswith("error: c first_weekly_comment failed in load 4: never")
    found = as_json()["c"]
    ((succeeded, failed),) = world.rows(
        "select min(started_at at time zone 'UTC') filter (where load_id = 1),"
        " min(started_at at time zone 'UTC') filter (where load_id = 2)"
        " from challenges_loader.challenge_loads where challenge_id = 'c'"
    )
    assert (found["outcome"], found["load_id"]) == ("failed", 4)
    assert found["succeeded_at"] == f"{succeeded:%Y-%m-%dT%H:%M:%SZ}"
    assert found["failing_since"] == f"{failed:%Y-%m-%dT%H:%M:%SZ}"
    assert as_json()["cp"]["failing_since"] is None

    world.run("drop trigger refuse on user_challenges")
    world.load()
    assert run("status").exit_code == 0
    assert as_json()["c"]["failing_since"] is None


def test_the_last_success_is_told_however_long_ago_it_was(world: World) -> None:
    world.offer()
    world.load()
    world.offer({"specifier": "a"})
    world.run(REFUSE)
    world.load()
    world.run("update challenges_loader.challenge_loads set started_at = started_at - interval '31 days'")
    world.load()
    assert world.rows("select 1 from challenges_loader.challenge_loads") == []
    assert as_json()["x"]["succeeded_at"] is not None


def test_how_far_a_challenge_is_behind_the_head_block(world: World) -> None:
    world.users(2)
    world.load()
    assert as_json()["c"]["blocks_behind"] == 0
    assert as_json()["t"]["blocks_behind"] is None  # it reads everything each time
    world.next_block()
    world.next_block()
    world.load("cp")
    assert (as_json()["c"]["blocks_behind"], as_json()["cp"]["blocks_behind"]) == (2, 0)


@pytest.mark.usefixtures("empty_database")
def test_a_database_that_is_not_the_platforms_cannot_be_told() -> None:
    assert_one_sentence(run("status"), 3, "no table user_challenges")


def test_a_load_that_is_at_work_is_told_with_since_when(world: World) -> None:
    world.load()
    with connect() as other:
        loads = load(other, "challenges", LoadOptions(only=["b", "c"]))
        next(loads)

        ((since,),) = world.rows("select max(started_at) at time zone 'UTC' from challenges_loader.loads")
        loading = {name: status["loading_since"] for name, status in as_json().items() if status["loading_since"]}
        assert loading == dict.fromkeys(["b", "c"], f"{since:%Y-%m-%dT%H:%M:%SZ}")
        assert run("status").exit_code == 0
        assert f"{since:%Y-%m-%dT%H:%M:%SZ}" in run("status").stdout.splitlines()[2]

        list(loads)
        assert {status["loading_since"] for status in as_json().values()} == {None}


def test_a_load_that_died_is_told_until_another_ends_well(world: World) -> None:
    world.users(2)
    world.load()
    world.add("comments", comment_id=1, user_id=2, blocknumber=501)
    with connect() as other:
        loads = load(other, "challenges", LoadOptions(only=["c", "cp"]))
        next(loads)
        pid = other.info.backend_pid
    world.wait_for(NOBODY.format(pid))

    result = run("status")

    assert result.exit_code == 1
    assert result.stderr == (
        "error: cp comment_pin died in load 2: its process was killed or lost its connection before it ended;"
        " unfinished work was rolled back. Run `challenges load`: it finds what is missing.\n"
    )
    found = as_json()
    assert [found[name]["outcome"] for name in ("b", "c", "cp")] == ["ok", "ok", "died"]  # c had been minted
    assert found["cp"]["failing_since"] == found["cp"]["loaded_at"] is not None
    assert found["cp"]["succeeded_at"] is not None

    # Another process of the same number is not that one.
    world.run("update challenges_loader.loads set backend_pid = pg_backend_pid() where id = 2")
    assert as_json()["cp"]["outcome"] == "died"
    world.load("cp")
    assert run("status").exit_code == 0


def test_a_load_that_ended_early_is_told_with_why(world: World) -> None:
    world.load()
    loads = load(world.connection, "challenges", LoadOptions(only=["c", "t"], full=True))
    assert next(loads).challenge_id == "c"
    with pytest.raises(KeyboardInterrupt):
        loads.throw(KeyboardInterrupt)

    result = run("status")

    assert (result.exit_code, result.stderr) == (1, "error: t tastemaker ended early in load 2: interrupted.\n")
    world.load()
    assert run("status").exit_code == 0


def test_a_success_that_is_too_old_is_an_error_that_names_the_challenge(world: World) -> None:
    world.load()
    world.run(
        "update challenges_loader.challenge_status set succeeded_at = now() - interval '61 seconds',"
        " loaded_at = now() - interval '61 seconds' where challenge_id = 'cp'"
    )
    assert run("status").exit_code == 0
    assert run("status", "--max-age", "3600").exit_code == 0

    result = run("status", "--max-age", "60")

    assert result.exit_code == 1
    succeeded = as_json()["cp"]["succeeded_at"]
    assert result.stderr == f"error: The last success is more than 60 s ago: cp comment_pin ({succeeded}).\n"
    assert as_json()["cp"]["seconds_since_success"] >= 61
    world.run("update challenges_loader.challenge_status set succeeded_at = null where challenge_id = 'c'")
    assert "c first_weekly_comment (never)" in run("status", "--max-age", "60").stderr
