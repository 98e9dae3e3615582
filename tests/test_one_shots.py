"""Rewards as data: the lines of seeds/one_shots.csv, good and bad, changed and removed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from loader.adopt import adopt
from loader.database import views_schema
from sandbox.dbt_runner import failures, run_dbt
from tests.projects import copy_project
from tests.test_cli import run
from tests.test_idle import count, loaded
from tests.world import NOON, WEDNESDAY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world import World

pytestmark = pytest.mark.once
GRANTED = NOON - timedelta(days=3)
BAD = {
    "a campaign of ten characters": ("a234567890", "10", "5", "2026-05-20"),
    "an upper-case campaign": ("Gift", "10", "5", "2026-05-20"),
    "an unknown user": ("gift", "99", "5", "2026-05-20"),
    "a user that is no number": ("gift", "ten", "5", "2026-05-20"),
    "a user beyond the ids": ("gift", "2147483648", "5", "2026-05-20"),
    "an amount of 0": ("gift", "10", "0", "2026-05-20"),
    "half an AUDIO": ("gift", "10", "0.5", "2026-05-20"),
    "a day that does not exist": ("gift", "10", "5", "2026-02-30"),
    "no time": ("gift", "10", "5", None),
}


@pytest.fixture(autouse=True)
def users(world: World) -> None:
    world.users(10, 11, 12)


def grant(
    world: World, user_id: object, campaign: str = "gift", amount: str = "5", at: str | None = str(GRANTED)
) -> None:
    """Add a line to the seed, as dbt writes it."""
    world.run("insert into challenges.one_shots values (%s, %s, %s, %s, 'a test')", campaign, str(user_id), amount, at)


def test_a_grant_is_paid_once_per_user_and_campaign(world: World) -> None:
    world.next_block()
    grant(world, 10)
    grant(world, 10, "spring-26", "7")
    grant(world, 11)
    world.load("o")
    block = 2
    assert world.rewards("o") == [
        ("a:gift", 10, 5, GRANTED, block),
        ("a:spring-26", 10, 7, GRANTED, block),
        ("b:gift", 11, 5, GRANTED, block),
    ]
    assert world.load("o")["o"].scopes == 0
    assert world.load("o", full=True)["o"].already_right == 3


def test_the_longest_specifier_can_be_claimed(world: World) -> None:
    world.users(2147483647)
    grant(world, 2147483647, "a23456789")
    world.load("o")
    assert world.specifiers("o") == ["7fffffff:a23456789"]
    assert len("7fffffff:a23456789") <= 20


def test_a_line_that_is_changed_or_removed_after_it_was_minted_changes_nothing(world: World) -> None:
    grant(world, 10)
    grant(world, 11)
    world.load("o")
    before = world.rows("select ctid, * from user_challenges")
    world.run(
        "update challenges.one_shots set amount = '9', granted_at = '2026-05-01', reason = 'y' where user_id = '10'"
    )
    world.run("delete from challenges.one_shots where user_id = '11'")
    world.load("o")
    world.load("o", full=True)
    assert world.rows("select ctid, * from user_challenges") == before


def test_a_grant_in_the_future_waits_for_the_clock(world: World) -> None:
    grant(world, 10, at="2026-05-20 12:00:01")
    assert world.load("o")["o"].new == 0
    assert world.load("o")["o"].scopes == 0
    assert world.load("o", clock=WEDNESDAY + timedelta(seconds=1))["o"].new == 1
    assert world.rewards("o")[0][3] == NOON + timedelta(seconds=1)


@pytest.mark.parametrize("line", [pytest.param(line, id=name) for name, line in BAD.items()])
def test_a_bad_line_is_refused_and_explained_and_the_others_are_paid(world: World, line: tuple[str, ...]) -> None:
    world.run("insert into challenges.one_shots values (%s, %s, %s, %s, 'a bad line')", *line)
    grant(world, 11)
    result = world.load("o")["o"]
    assert (result.new, result.error, world.specifiers("o")) == (1, None, ["b:gift"])
    printed = run("explain", "--challenge", "o", "--as-of", WEDNESDAY.isoformat()).stdout
    assert "refused because of is_" in printed
    assert "reason a bad line" in " ".join(printed.split())


def test_of_two_lines_of_a_user_and_a_campaign_the_first_is_paid(world: World) -> None:
    grant(world, 10, amount="7", at="2026-05-19")
    grant(world, 10, amount="8", at="2026-05-18")
    assert world.load("o")["o"].unpayable == ()
    world.load("o", full=True)
    assert [reward[:3] for reward in world.rewards("o")] == [("a:gift", 10, 8)]


def test_a_grant_of_the_earlier_system_is_another_campaign(world: World) -> None:
    world.add("user_challenges", challenge_id="o", specifier="a:1", user_id=10, completed_blocknumber=1)
    grant(world, 10)
    world.load("o")
    assert world.specifiers("o") == ["a:1", "a:gift"]


def test_a_grant_knows_no_adoption_date(world: World) -> None:
    adopt(world.connection, views_schema(), ["o"], since=WEDNESDAY)
    grant(world, 10)
    world.load("o")
    assert world.specifiers("o") == ["a:gift"]


def test_a_user_who_comes_back_is_paid_what_was_granted(world: World) -> None:
    world.run("update users set is_deactivated = true where user_id = 10")
    grant(world, 10)
    assert world.load("o")["o"].new == 0
    assert world.load("o")["o"].scopes == 0
    world.run("update users set is_deactivated = false where user_id = 10")
    assert world.load("o")["o"].new == 1


def test_an_idle_load_of_grants_begins_no_transaction_of_its_own(world: World) -> None:
    grant(world, 10)
    grant(world, 11, at="2027-01-01")
    world.load()
    (result,), statements = loaded("o")
    assert (result.scopes, count(statements, "BEGIN")) == (0, 1)


# The seed itself


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, whose seed a test may write."""
    return copy_project(tmp_path)


def seed(project: Path, *lines: tuple[str | None, ...]) -> dict[str, int]:
    """Write the file, bring it into the database, and return how many failures which test of it finds."""
    header = "campaign,user_id,amount,granted_at,reason"
    (project / "seeds" / "one_shots.csv").write_text(
        "\n".join([header, *(",".join(value or "" for value in (*line, "why")) for line in lines)]) + "\n"
    )
    assert failures(run_dbt("seed", "--select", "one_shots", project=project)) == []
    selected = ["no_user_has_two_one_shots_of_one_campaign", "every_one_shot_can_be_paid"]
    results = run_dbt("test", "--select", *selected, project=project)
    found = {result.node.name: result for result in results if result.node.resource_type == "test"}
    assert sorted(found) == sorted(selected)
    return {name: result.failures for name, result in found.items() if result.status == "fail"}


def test_the_seeds_tests_pass_on_good_lines_and_loads_pay_them(world: World, project: Path) -> None:
    assert seed(project, ("gift", "10", "5", "2026-05-20"), ("gift", "11", "7", "2026-05-20T08:00:00Z")) == {}
    world.load("o")
    assert [reward[:4] for reward in world.rewards("o")] == [
        ("a:gift", 10, 5, NOON - timedelta(hours=12)),
        ("b:gift", 11, 7, NOON - timedelta(hours=4)),
    ]
    # dbt writes the table again, without a note.
    assert seed(project, ("gift", "10", "6", "2026-05-20"), ("gift", "12", "7", "2026-05-20")) == {}
    assert world.load("o")["o"].scopes == 1
    assert [reward[:3] for reward in world.rewards("o")] == [("a:gift", 10, 5), ("b:gift", 11, 7), ("c:gift", 12, 7)]
    assert seed(project) == {}
    assert world.load("o", full=True)["o"].new == 0


def test_the_seeds_tests_fail_on_each_bad_line(world: World, project: Path) -> None:
    twice = (("twice", "11", "5", "2026-05-20"), ("twice", "11", "6", "2026-05-21"))
    found = seed(project, ("gift", "12", "5", "2026-05-20"), *BAD.values(), *twice)
    assert found["every_one_shot_can_be_paid"] == len([*BAD, "the second line of a campaign"])
    assert found["no_user_has_two_one_shots_of_one_campaign"] > 0
    assert world.load("o")["o"].new == 2
