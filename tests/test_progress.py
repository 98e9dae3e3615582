"""What a load prints while it works, on a terminal and in a log."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from loader import report
from loader.database import connect
from loader.ledger import ChallengeStatus
from loader.load import load
from loader.outcome import ChallengeLoad, LoadOptions
from loader.progress import LoadPrinter, display
from tests.catalog import CHALLENGES
from tests.test_cli import run
from tests.test_ledger import REFUSE
from tests.world import NOON

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.once
ESCAPE = "\x1b"
LOAD = [sys.executable, "-m", "loader", "load"]


def printed(world: World, outcomes: dict[str, str], *, as_json: bool, is_scheduled: bool = True) -> None:
    printer = LoadPrinter(as_json=as_json, is_scheduled=is_scheduled, outcomes=outcomes)
    with display(printer) as at_work:
        for result in load(world.connection, "challenges", LoadOptions(), at_work.begin):
            printer.done(result)
    printer.end()


def on_terminal(*arguments: str, **environment: str) -> tuple[int, str]:
    """Run a command on a terminal; return its exit code and what it printed."""
    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "loader", *arguments]
    child = subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal, env=os.environ | {"TERM": "xterm"} | environment
    )
    os.close(terminal)
    text = b""
    try:
        while part := os.read(master, 4096):
            text += part
    except OSError:  # Linux: the terminal is closed
        pass
    os.close(master)
    return child.wait(), text.decode()


def test_a_scheduled_load_prints_a_line_of_json_for_each_challenge_with_news(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes: dict[str, str] = {}

    def lines() -> list[dict[str, Any]]:
        printed(world, outcomes, as_json=True)
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    world.users(2, 3)
    world.add("comments", comment_id=1, user_id=2)
    (first,) = lines()
    assert (first["challenge_id"], first["name"], first["new"]) == ("c", "first_weekly_comment", 1)

    (idle,) = lines()
    assert idle.pop("seconds") > 0
    assert idle.pop("time").endswith("Z")
    assert idle == {"load_id": first["load_id"] + 1, "outcome": "ok", "challenges": len(CHALLENGES)}

    world.add("comments", comment_id=2, user_id=3, blocknumber=501)
    world.run(REFUSE)
    assert [(line["challenge_id"], line["outcome"]) for line in lines()] == [("c", "failed")]
    assert [(line["challenge_id"], line["outcome"]) for line in lines()] == [("c", "failed")]
    world.run("drop trigger refuse on user_challenges")
    world.run("update users set is_deactivated = true where user_id = 3")
    assert [(line["challenge_id"], line["outcome"], line["new"]) for line in lines()] == [("c", "ok", 0)]  # it changed
    assert [line["challenges"] for line in lines()] == [len(CHALLENGES)]


def test_unpayable_rows_are_news(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.offer({"specifier": "a", "amount": -1})
    for _ in range(2):
        printed(world, {}, as_json=True)
        (line,) = capsys.readouterr().out.splitlines()
        assert json.loads(line)["unpayable"][0]["rows"] == 1


def test_each_challenge_is_printed_as_soon_as_it_is_done(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    printer = LoadPrinter(as_json=False, is_scheduled=False)
    for result in load(world.connection, "challenges", LoadOptions()):
        printer.done(result)
        *_, row = capsys.readouterr().out.splitlines()
        assert row.split()[:2] == [result.challenge_id, result.name]


def test_a_log_has_a_line_about_what_takes_long(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loader.progress.LONG", 0.05)
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    with connect() as other:
        other.execute("begin")
        other.execute("select pg_advisory_xact_lock_shared(2003986804, hashtext('c'))")
        monkeypatch.setattr("loader.load.PAUSES", (0.1,))
        monkeypatch.setenv("PGOPTIONS", "-c lock_timeout=300ms")
        result = run("load", "--challenge", "c")
    assert result.exit_code == 1
    assert re.search(r"^c first_weekly_comment: at work since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", result.stdout, re.M), (
        result.stdout
    )


def test_a_terminal_shows_what_is_at_work_and_failures_in_red(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    world.run("delete from challenges where id = 'b'")

    code, text = on_terminal("load")

    assert code == 1
    assert ": at work since " in text
    assert f"{ESCAPE}[31mFAILED{ESCAPE}[0m" in text
    assert "c first_weekly_comment           1" in text
    code, text = on_terminal("status")
    assert (code, f"{ESCAPE}[31mfailed" in text) == (1, True)
    assert f"{ESCAPE}[31m" not in on_terminal("status", NO_COLOR="1")[1]


@pytest.mark.parametrize("command", [["load"], ["load", "--dry-run"], ["status"], ["explain", "--challenge", "c"]])
def test_without_a_terminal_there_is_no_control_character(
    world: World, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    world.run("delete from challenges where id = 'b'")
    run("load")
    output = run(*command).stdout
    assert ESCAPE not in output
    assert max(map(len, output.splitlines())) > 40


def test_a_reader_that_goes_away_ends_no_load(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        assert subprocess.run(LOAD, stdout=closed, stderr=subprocess.PIPE, check=False).returncode in (0, 120)
    assert world.specifiers("c") == ["2:202621"]


LONGEST = {"challenge_id": "tut", "name": "trending_underground"}


def widest(text: str) -> int:
    return max(map(len, text.splitlines()))


def test_a_load_with_the_longest_values_fits_80_columns() -> None:
    numbers = {"new": 3200000, "updated": 1900000, "already_right": 5900000, "audio": 9999999999999, "seconds": 7200.0}
    reason = "a trigger that notes changes is missing or disabled"
    written = {"rows_also_written": 1900000, "also_writes_table": "trending_results", "full_read_reason": reason}
    whole = ChallengeLoad(**LONGEST, **numbers, **written)
    failed = ChallengeLoad(**LONGEST, outcome="over_limit", error="x", seconds=7200.0)
    inactive = ChallengeLoad(challenge_id="cs", name="cosign", is_active=False)
    header = str(report.load_header())
    rows = [str(report.load_row(one)) for one in (whole, failed, inactive)]
    sums = str(report.load_sums([whole], with_time=True))
    lines = [header, *(row.splitlines()[0] for row in rows), sums]
    assert {len(line) for line in lines} == {80}
    assert widest("\n".join(rows)) == 80
    assert "9,999,999,999,999" in rows[0]
    assert rows[1].split()[2:4] == ["OVER", "LIMIT"]


def test_a_name_that_is_longer_than_its_column_has_a_line_of_its_own() -> None:
    row = str(report.load_row(ChallengeLoad(challenge_id="abc", name="a_challenge_with_a_very_long_name", new=7)))
    label, numbers = row.splitlines()
    assert (label, numbers.split()[0], len(numbers)) == ("abc a_challenge_with_a_very_long_name", "7", 80)


@pytest.mark.parametrize("outcome", ["ok", "over_limit", "ended_early", None])
def test_a_status_with_the_longest_values_fits_80_columns(outcome: str | None) -> None:
    time = NOON.astimezone()
    long_name = {"challenge_id": "abc", "name": "a_challenge_with_a_very_long_name_that_nobody_would_ever_give"}
    times = {"loaded_at": time, "succeeded_at": time, "failing_since": time, "loading_since": time}
    rest = {"load_id": 1, "error": "x" * 3000, "seconds_since_success": 1.0, "blocks_behind": 2147483647} | times
    rest |= {"used_rewards": 10**9, "limit_rewards": 10**9, "used_audio": 10**15, "limit_audio": 10**15}
    rest |= {"is_from_lake": True, "lake_time": time, "published_at": time, "lake_age_seconds": 1.0}
    statuses = [ChallengeStatus(**kind, outcome=outcome, **rest) for kind in (LONGEST, long_name)]
    assert widest(report.status_table(statuses)) <= 80
    assert all("\n" not in error for error in report.status_errors(statuses))
