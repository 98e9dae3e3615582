"""Taking over from another system: what qualified before, or is due, is not paid, and what qualifies later is."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click import testing
from click.testing import CliRunner, Result

from loader.adopt import adopt
from loader.cli import main
from tests.catalog import CHALLENGES
from tests.world import FRIDAY, NOON, WEDNESDAY

if TYPE_CHECKING:
    from tests.world import World

DATE = (NOON + timedelta(hours=1)).isoformat()
LATER = NOON + timedelta(hours=2)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def told(result: Result) -> dict[str, list[str]]:
    """Return the cells of each challenge in the table that adopt prints: date, were due, recorded and are due."""
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    title, *lines = [line for line in result.stdout.splitlines() if line]
    date = title.removeprefix("Adoption date: ")
    cells = {
        line.split()[0]: [date, *re.findall(r"  ([0-9,]+)(?=  |$)", line)]
        for line in lines[1:]
        if "dry run" not in line
    }
    sums = cells.pop("all")
    assert sums[1:] == [f"{sum(int(row[place]) for row in cells.values()):,}" for place in range(1, 6)]
    return cells


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
        "c": ["2026-05-20T13:00:00Z", "2", "2", "2", "0", "0"]
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
    assert table["c"][1:] == ["2", "2", "2", "0", "0"]
    assert history.rows(
        "select count(*), bool_and(adoption_date at time zone 'UTC' between now() - interval '1 hour' and now())"
        " from challenges_loader.adoptions"
    ) == [(len(CHALLENGES), True)]
    # The rows of its second table were not compared, so the next load of p reads everything.
    assert kept(history)[1] == [challenge_id for challenge_id in history.incremental() if challenge_id != "p"]
    assert {result.new for result in history.load().values()} == {0}


def test_what_is_due_all_the_same_is_told_and_minted_by_the_next_load(history: World) -> None:
    history.add("comments", comment_id=3, user_id=4, created_at=LATER)
    assert told(run("adopt", "--challenge", "c", "--since", DATE))["c"][1:] == ["3", "3", "2", "1", "1"]
    assert kept(history)[1] == []  # without a watermark the next load reads everything
    assert history.load("c", clock=FRIDAY)["c"].new == 1
    assert kept(history)[1:] == (["c"], [("c", "4:202621")])


def test_an_adoption_date_can_be_moved(history: World) -> None:
    run("adopt", "--challenge", "c", "--since", DATE)
    assert told(run("adopt", "--challenge", "c", "--since", NOON.isoformat()))["c"] == [
        "2026-05-20T12:00:00Z",
        *("0", "0", "0", "2", "2"),
    ]
    assert history.load("c")["c"].new == 2


def test_what_the_other_system_paid_stays_and_what_it_did_not_is_paid_once_taken_back(history: World) -> None:
    history.add("user_challenges", challenge_id="c", specifier="2:202621", user_id=2, completed_blocknumber=500)
    assert told(run("adopt", "--challenge", "c", "--since", DATE))["c"][1:] == ["1", "1", "1", "0", "0"]
    assert history.load("c")["c"].new == 0

    assert told(run("adopt", "--challenge", "c", "--take-back", "--yes")) == {"c": ["none", "0", "0", "0", "1", "1"]}
    assert kept(history)[:2] == ([], [])
    assert history.load("c")["c"].new == 1
    assert history.specifiers("c") == ["2:202621", "3:202621"]
    assert told(run("adopt", "--challenge", "c", "--take-back", "--yes"))["c"] == ["none", *"00000"]


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


def recorded(world: World) -> list[tuple[Any, ...]]:
    return world.rows(
        "select challenge_id, specifier, qualified_at from challenges_loader.adopted_rewards order by 1, 2"
    )


def test_what_was_due_is_not_minted_after_an_edit_that_gives_it_a_later_time(world: World) -> None:
    """The time of a pin is that of the track's row, and each edit of the track moves it."""
    world.users(2, is_verified=True)
    world.users(3)
    world.track(10, owner_id=2, pinned_comment_id=1)
    world.add("comments", comment_id=1, user_id=3, entity_id=10)
    assert told(run("adopt", "--challenge", "cp"))["cp"][1:] == ["1", "10", "1", "0", "0"]
    assert recorded(world) == [("cp", "3:a", NOON)]

    world.run("update tracks set updated_at = now() + interval '1 hour', blocknumber = %s", world.next_block())

    assert world.load("cp")["cp"].new == 0
    assert world.load("cp", full=True)["cp"].new == 0
    answer = run("explain", "--challenge", "cp").stdout
    assert "refused because of is_after_adoption" in answer
    assert ", and it was due then." in answer
    told(run("adopt", "--challenge", "cp", "--take-back", "--yes"))
    assert recorded(world) == []
    assert world.load("cp")["cp"].new == 1


def purchase(world: World, signature: str, **values: Any) -> None:
    world.add("sol_purchases", signature=signature, slot=7, buyer_user_id=3, content_id=10, amount=2_000_000, **values)


def test_what_has_no_time_of_its_own_is_recorded_too(world: World) -> None:
    world.users(2, 3, 4)
    world.track(10, owner_id=2)
    purchase(world, "a", created_at=None)
    assert told(run("adopt", "--challenge", "b", "--since", DATE))["b"][1:] == ["1", "2", "1", "0", "0"]
    assert recorded(world) == [("b", "3:a", None)]
    assert world.load("b", clock=FRIDAY, full=True)["b"].new == 0


def test_what_the_earlier_system_left_in_progress_goes_on(history: World) -> None:
    """It is completed by what happened before the date, and is not recorded."""
    history.add(
        "user_challenges", challenge_id="c", specifier="2:202621", user_id=2, is_complete=False, completed_at=None
    )
    assert told(run("adopt", "--challenge", "c", "--since", DATE))["c"][1:] == ["2", "2", "1", "1", "1"]
    assert recorded(history) == [("c", "3:202621", NOON)]
    result = history.load("c")["c"]
    assert (result.new, result.updated) == (0, 1)
    # A row in progress that another system writes later does not make a recorded reward payable.
    history.add(
        "user_challenges", challenge_id="c", specifier="3:202621", user_id=3, is_complete=False, completed_at=None
    )
    assert history.load("c", full=True)["c"].updated == 0


LISTED = "update tracks set is_unlisted = false, blocknumber = %s where track_id = 3"


@pytest.mark.parametrize("is_loaded", [True, False])
def test_progress_that_this_system_writes_lets_nothing_past_the_date(world: World, is_loaded: bool) -> None:
    """What qualified before the date is never minted, in any order of loads and adoptions."""
    world.users(1)
    world.run("update challenges set starting_block = 0 where id = 'u'")
    for track_id in (1, 2, 3):
        world.track(track_id, owner_id=1, updated_at=NOON - timedelta(days=30), is_unlisted=track_id == 3)
    adopt(world.connection, "challenges", ["u"], clock=WEDNESDAY)
    if is_loaded:
        assert world.load("u", clock=FRIDAY)["u"].new == 1
        adopt(world.connection, "challenges", ["u"], clock=FRIDAY)
    world.run(LISTED, world.next_block())
    result = world.load("u", clock=FRIDAY + timedelta(hours=1))["u"]
    assert (result.new, result.updated) == (0, 0)
    assert world.load("u", clock=FRIDAY + timedelta(hours=1), full=True)["u"].updated == 0

    run("adopt", "--challenge", "u", "--take-back", "--yes")
    result = world.load("u", clock=FRIDAY + timedelta(hours=1))["u"]
    assert (result.new, result.updated) == ((0, 1) if is_loaded else (1, 0))


def test_adopted_on_a_friday_the_week_is_the_earlier_systems(world: World) -> None:
    """Nothing of it is frozen: the earlier system does that."""
    for track_id in range(1, 4):
        world.users(track_id, is_deactivated=track_id == 3)
        world.track(track_id, owner_id=track_id)
        world.add("track_trending_scores", track_id=track_id, score=track_id)
    adopt(world.connection, "challenges", ["tt"], clock=FRIDAY)
    assert [row[1] for row in recorded(world)] == ["2026-05-22:2", "2026-05-22:3"]
    result = world.load("tt", clock=FRIDAY + timedelta(hours=1))["tt"]
    assert (result.new, result.rows_also_written) == (0, 0)
    result = world.load("tt", clock=FRIDAY + timedelta(days=7))["tt"]
    assert (result.error, result.new, result.rows_also_written) == (None, 2, 3)


def test_an_adoption_stores_the_head_block_of_its_date(history: World) -> None:
    block = "select block_number from challenges_loader.adoptions where challenge_id = 'c'"
    run("adopt", "--challenge", "c", "--since", "2020-01-01")
    assert history.rows(block) == [(1,)]
    history.add("reposts", user_id=2, repost_item_id=1, created_at=NOON, blocknumber=450)
    history.add("reposts", user_id=3, repost_item_id=1, created_at=LATER, blocknumber=480)
    run("adopt", "--challenge", "c", "--since", DATE)
    assert history.rows(block) == [(450,)]
    run("adopt", "--challenge", "c")
    assert history.rows(block) == [(500,)]
    assert history.rows("select adoption_block from challenges.stg_challenges where challenge_id = 'c'") == [(500,)]


def test_a_later_date_keeps_what_was_recorded_and_adds_what_is_due(history: World) -> None:
    run("adopt", "--challenge", "c", "--since", DATE)
    history.add("comments", comment_id=3, user_id=4, created_at=LATER)
    later = (LATER + timedelta(hours=1)).isoformat()
    assert told(run("adopt", "--challenge", "c", "--since", later))["c"][1:] == ["1", "1", "3", "0", "0"]
    assert history.load("c")["c"].new == 0


def test_an_earlier_date_gives_back_what_qualified_from_then_on_and_no_edit_from_before(history: World) -> None:
    history.run("update comments set created_at = created_at - interval '1 day' where comment_id = 1")
    run("adopt", "--challenge", "c", "--since", DATE)
    history.run("update comments set created_at = created_at + interval '1 day' where comment_id = 1")
    table = told(run("adopt", "--challenge", "c", "--since", (NOON - timedelta(hours=1)).isoformat()))
    assert table["c"][1:] == ["0", "0", "1", "1", "1"]
    history.load("c")
    assert history.specifiers("c") == ["3:202621"]


def test_a_dry_run_says_what_would_be_recorded_and_writes_nothing(history: World) -> None:
    history.add("comments", comment_id=3, user_id=4, created_at=LATER)
    result = run("adopt", "--challenge", "c", "--since", DATE, "--dry-run")
    assert told(result)["c"] == ["2026-05-20T13:00:00Z", "3", "3", "2", "1", "1"]
    assert result.stdout.endswith("A dry run: nothing was written.\n")
    assert (kept(history), recorded(history)) == (([], [], []), [])
    assert history.load("c")["c"].new == 3


def test_taking_back_asks_or_needs_yes(history: World, monkeypatch: pytest.MonkeyPatch) -> None:
    run("adopt", "--challenge", "c", "--since", DATE)
    result = run("adopt", "--challenge", "c", "--take-back")
    assert (result.exit_code, "no terminal to ask. Use it with --yes" in result.stderr) == (2, True)
    assert kept(history)[0] == ["c"]
    assert told(run("adopt", "--challenge", "c", "--take-back", "--dry-run"))["c"][3:] == ["0", "2", "2"]
    assert kept(history)[0] == ["c"]

    monkeypatch.setattr(testing._NamedTextIOWrapper, "isatty", lambda _stdin: True, raising=False)
    for answer, left in (("n", ["c"]), ("y", [])):
        result = CliRunner().invoke(main, ["adopt", "--challenge", "c", "--take-back"], input=f"{answer}\n")
        assert "Take the adoption back? [y/N]" in result.stdout
        assert kept(history)[0] == left


def test_a_missing_challenge_blocks_only_itself(history: World) -> None:
    history.run("delete from challenges where id = 'cp'")
    history.run("drop view challenges.audio_matching_seller cascade")
    result = run("adopt", "--since", DATE)
    assert result.exit_code == 1
    errors = result.stderr.splitlines()
    assert errors[0] == (
        "error: cp comment_pin: no adoption was changed: not in the table challenges. Run `challenges sync-catalog`. If"
        " the challenge is new, first add it to seeds/catalog.csv and run `dbt seed`."
    )
    assert errors[1].startswith("error: s audio_matching_seller: no adoption was changed: relation ")
    assert kept(history)[0] == [name for name in CHALLENGES if name not in {"cp", "s"}]
    assert ("c", "2:202621", NOON) in recorded(history)


def test_an_adoption_date_in_the_future_is_refused(history: World) -> None:
    result = run("adopt", "--since", "9999-01-01")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: The adoption date 9999-01-01 00:00:00 UTC is in the future")
    assert kept(history) == ([], [], [])


@pytest.mark.usefixtures("database")
def test_wrong_usage() -> None:
    both = run("adopt", "--take-back", "--since", DATE)
    assert (both.exit_code, "Use it without --since" in both.stderr) == (2, True)
    unknown = run("adopt", "--challenge", "zz")
    assert (unknown.exit_code, "challenge zz. Choose from: b, c" in unknown.stderr) == (2, True)
    assert run("adopt", "--since", "yesterday").exit_code == 2
    assert run("adopt", "--yes").exit_code == 2
