"""Taking over from another system: what qualified before the adoption date is not paid, what qualifies later is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from loader.cli import main
from tests.catalog import CHALLENGES
from tests.world import FRIDAY, NOON

if TYPE_CHECKING:
    from tests.world import World

DATE = (NOON + timedelta(hours=1)).isoformat()
LATER = NOON + timedelta(hours=2)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def told(result: Result) -> dict[str, list[str]]:
    """Return the cells of each challenge in the table that adopt prints: adoption date, were due and are due."""
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    lines = [line.split("  ") for line in result.stdout.splitlines()[1:]]
    return {cells[0].split()[0]: [cell.strip() for cell in cells[1:] if cell.strip()] for cells in lines}


def kept(world: World) -> tuple[list[Any], list[Any], list[Any]]:
    """Return the challenges with an adoption date, those with a watermark, and all rewards."""
    return (
        [row[0] for row in world.rows("select challenge_id from challenges_loader.adoptions order by 1")],
        [row[0] for row in world.rows("select challenge_id from challenges_loader.watermarks order by 1")],
        world.rows("select challenge_id, specifier from user_challenges order by 1, 2"),
    )


@pytest.fixture
def history(world: World) -> World:
    """A platform on which users 2 and 3 have commented at noon."""
    world.users(2, 3, 4)
    world.add("comments", comment_id=1, user_id=2)
    world.add("comments", comment_id=2, user_id=3)
    return world


def test_history_is_not_minted_and_what_follows_is(history: World) -> None:
    assert told(run("adopt", "--challenge", "c", "--since", DATE)) == {
        "c": ["2026-05-20T13:00:00Z", "2", "2", "0", "0"]
    }
    assert kept(history) == (["c"], ["c"], [])
    assert (history.load("c")["c"].new, history.load("c", full=True)["c"].new) == (0, 0)

    history.add("comments", comment_id=3, user_id=4, created_at=LATER, blocknumber=501)
    assert history.load("c")["c"].scopes == 1
    assert history.specifiers("c") == ["4:202621"]
    assert history.load("c", full=True)["c"].new == 0


def test_without_a_time_the_adoption_date_is_now_and_all_challenges_are_adopted(history: World) -> None:
    table = told(run("adopt"))
    assert list(table) == CHALLENGES
    assert table["c"][1:] == ["2", "2", "0", "0"]
    assert history.rows(
        "select count(*), bool_and(adoption_date at time zone 'UTC' between now() - interval '1 hour' and now())"
        " from challenges_loader.adoptions"
    ) == [(len(CHALLENGES), True)]
    assert kept(history)[1] == history.incremental()
    assert {result.new for result in history.load().values()} == {0}


def test_what_is_due_all_the_same_is_told_and_minted_by_the_next_load(history: World) -> None:
    history.add("comments", comment_id=3, user_id=4, created_at=LATER)
    assert told(run("adopt", "--challenge", "c", "--since", DATE))["c"][1:] == ["3", "3", "1", "1"]
    assert kept(history)[1] == []  # without a watermark the next load reads everything
    assert history.load("c", clock=FRIDAY)["c"].new == 1
    assert kept(history)[1:] == (["c"], [("c", "4:202621")])


def test_an_adoption_date_can_be_moved(history: World) -> None:
    run("adopt", "--challenge", "c", "--since", DATE)
    assert told(run("adopt", "--challenge", "c", "--since", NOON.isoformat()))["c"] == [
        "2026-05-20T12:00:00Z",
        *("0", "0", "2", "2"),
    ]
    assert history.load("c")["c"].new == 2


def test_what_the_other_system_paid_stays_and_what_it_did_not_is_paid_once_taken_back(history: World) -> None:
    history.add("user_challenges", challenge_id="c", specifier="2:202621", user_id=2, completed_blocknumber=500)
    assert told(run("adopt", "--challenge", "c", "--since", DATE))["c"][1:] == ["1", "1", "0", "0"]
    assert history.load("c")["c"].new == 0

    assert told(run("adopt", "--challenge", "c", "--take-back")) == {"c": ["none", "0", "0", "1", "1"]}
    assert kept(history)[:2] == ([], [])
    assert history.load("c")["c"].new == 1
    assert history.specifiers("c") == ["2:202621", "3:202621"]
    assert told(run("adopt", "--challenge", "c", "--take-back"))["c"] == ["none", "0", "0", "0", "0"]


def test_history_fills_a_cap_only_where_it_was_minted(world: World) -> None:
    world.run("update challenges set active = true where id = 'cs'")
    world.users(1, is_verified=True)
    world.users(2)
    world.track(10, owner_id=1)
    for child in range(100, 112):
        world.track(child, owner_id=2)
        world.add("remixes", parent_track_id=10, child_track_id=child)
    for child in range(100, 107):
        world.add("saves", user_id=1, save_item_id=child)
    for child in (100, 101):  # of the five that it would have minted, the other system minted two
        world.add("user_challenges", challenge_id="cs", specifier=f"1:{child:x}", user_id=2, completed_blocknumber=500)
    run("adopt", "--challenge", "cs", "--since", DATE)
    for child in range(107, 112):
        world.add("saves", user_id=1, save_item_id=child, created_at=LATER, blocknumber=501)

    world.load("cs")

    assert world.specifiers("cs") == ["1:64", "1:65", "1:6b", "1:6c", "1:6d"]
    assert world.load("cs", full=True)["cs"].new == 0


def test_explain_names_the_adoption_date_as_what_refuses(history: World) -> None:
    run("adopt", "--challenge", "c", "--since", DATE)
    answer = run("explain", "--user", "2", "--challenge", "c").stdout
    assert answer.startswith("c first_weekly_comment 2:202621 of user 2: refused because of is_after_adoption\n")
    assert "NO   is_after_adoption" in answer


def test_a_missing_challenge_changes_no_adoption_date_at_all(history: World) -> None:
    history.run("delete from challenges where id = 'cp'")
    result = run("adopt", "--since", DATE)
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        "error: cp: not in the table challenges. Run `challenges sync-catalog`; what is new must be in"
        " seeds/catalog.csv, and `dbt seed` be run, first. No adoption date was changed.\n"
    )
    assert kept(history) == ([], [], [])


def test_an_adoption_date_in_the_future_sets_no_watermark(history: World) -> None:
    assert told(run("adopt", "--challenge", "c", "--since", "9999-01-01"))["c"][1:] == ["2", "2", "0", "0"]
    assert kept(history) == (["c"], [], [])
    assert history.load("c")["c"].new == 0


@pytest.mark.usefixtures("database")
def test_wrong_usage() -> None:
    both = run("adopt", "--take-back", "--since", DATE)
    assert (both.exit_code, "Use it without --since" in both.stderr) == (2, True)
    unknown = run("adopt", "--challenge", "zz")
    assert (unknown.exit_code, "challenge zz. Choose from: b, c" in unknown.stderr) == (2, True)
    assert run("adopt", "--since", "yesterday").exit_code == 2
