"""What a collector reads of a load."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.test_cli import run
from tests.test_ledger import REFUSE

if TYPE_CHECKING:
    import pytest
    from click.testing import Result

    from tests.world import World


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_challenge_is_a_line_with_the_load_it_belongs_to(world: World) -> None:
    world.offer({"specifier": "a", "amount": 3}, {"specifier": "b", "amount": -1})

    result = run("load", "--log-json")

    (line,) = lines(result)
    ((load_id, seconds),) = world.rows("select load_id, seconds from challenges_loader.challenge_loads")
    assert line.pop("seconds") >= seconds > 0
    assert line.pop("time").endswith("Z")
    assert line == {
        "load_id": load_id,
        "challenge_id": "x",
        "name": "offered",
        "outcome": "ok",
        "new": 1,
        "updated": 0,
        "already_right": 0,
        "audio": 3,
        "rows_also_written": 0,
        "scopes": None,
        "full_read_reason": None,
        "unpayable": [{"reason": "with an amount that is no whole number up to 2147483647", "rows": 1, "example": "b"}],
        "error": None,
    }
    assert (result.exit_code, result.stderr) == (0, "")


def test_the_variable_does_what_the_option_does(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHALLENGES_LOG", "json")
    assert [line["challenge_id"] for line in lines(run("load"))] == list(world.load())
    assert {line["load_id"] for line in lines(run("load", "--dry-run"))} == {None}


def test_what_failed_and_what_is_over_its_limit_is_a_line_too(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    world.run("update challenges.catalog set limit_rewards = 0 where id = 'c'")
    world.run("delete from challenges where id = 'b'")

    result = run("load", "--log-json", "--challenge", "b", "--challenge", "c")

    assert (result.exit_code, result.stderr) == (1, "")
    failed, over_limit = lines(result)
    assert (failed["outcome"], over_limit["outcome"]) == ("failed", "over_limit")
    assert failed["error"].startswith("not in the table challenges")
    assert over_limit["error"].startswith("it would exceed its limit. 1 reward and 1 AUDIO are due")


def test_an_error_of_any_text_stays_one_line(world: World) -> None:
    world.offer({"specifier": "a"})
    world.run(REFUSE.replace("'not today'", r"E'%\n\"\x1b[31m', E'one\ntwo'"))
    (line,) = lines(run("load", "--log-json"))
    assert line["outcome"] == "failed"
