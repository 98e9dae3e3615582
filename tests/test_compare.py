"""`challenges compare`: what a branch's views would mint otherwise than the live ones."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from loader.compare import EXAMPLES, SAMPLE, compare
from loader.database import connect, views_schema
from loader.migrate import grant_rights
from sandbox.dbt_runner import failures, run_dbt
from tests.catalog import CHALLENGES
from tests.projects import copy_project, replace
from tests.test_cli import assert_one_sentence, run
from tests.world import NOON, World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Databases

pytestmark = pytest.mark.once

WEEKLY = "models/challenges/first_weekly_comment/first_weekly_comment.sql"
BUILD = ("build", "--exclude", "tag:finance", "--exclude-resource-type", "unit_test", "test")


@pytest.fixture(scope="module")
def branched(
    databases: Databases, template: tuple[str, list[Any]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A database with the views of a branch beside the live ones, in the schema branch.

    In the branch, c needs a verified author, w has a cap of 2 rewards a contest, and b pays twice as much.
    """
    project = copy_project(tmp_path_factory.mktemp("branch"))
    change(project)
    name = databases.create(template[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGDATABASE", name)
        patch.setenv("CHALLENGES_SCHEMA", "branch")
        assert failures(run_dbt(*BUILD, project=project)) == []
    yield name
    databases.drop(name)


def change(project: Path) -> None:
    weekly = project / WEEKLY
    replace(weekly, "specifier='hex:week',", "specifier='hex:week', gates=['is_author_verified'],")
    gate = "{{ is_user('is_verified', 'first_comments.user_id') }} as is_author_verified"
    replace(weekly, "    blocknumber\nfrom", f"    blocknumber,\n    {gate}\nfrom")
    column = "    columns:\n      - name: is_author_verified\n        description: The author is verified.\n"
    replace(weekly.with_suffix(".yml"), "    description:", f"{column}    description:")
    contests = project / "models/challenges/remix_contest_winner/remix_contest_winner.sql"
    replace(contests, "{'rewards': 5, 'key': 'event_id'}", "{'rewards': 2, 'key': 'event_id'}")
    purchases = project / "models/challenges/audio_matching_buyer/audio_matching_buyer.sql"
    replace(purchases, "amount='challenges.amount * dollars'", "amount='2 * challenges.amount * dollars'")


@pytest.fixture
def world(databases: Databases, branched: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with databases.temporary(monkeypatch, branched), connect() as connection:
        yield World(connection)


@pytest.fixture
def due(world: World) -> World:
    """Rewards that are due: of c for 2, who is verified, and for 3, in two weeks each; of b for 3; of w for 4 users."""
    world.users(2, is_verified=True)
    world.users(3, 4, 5, 6)
    for number, (user_id, weeks) in enumerate([(2, 0), (2, 1), (3, 0), (3, 1)]):
        world.add("comments", comment_id=number, user_id=user_id, created_at=NOON - timedelta(weeks=weeks))
    for user_id in range(2, 7):
        world.track(10 + user_id, owner_id=user_id)
    world.add("sol_purchases", signature="a", buyer_user_id=3, content_id=12, amount=5_000_000, slot=7)
    world.add("events", event_id=1, user_id=2, event_data={"winners": [13, 14, 15, 16]})
    return world


def compared(*arguments: str) -> dict[str, dict[str, Any]]:
    """Return the lines of JSON by their challenges."""
    lines = map(json.loads, run("compare", "--with", "branch", "--json", *arguments).stdout.splitlines())
    return {line["challenge_id"]: line for line in lines}


def test_what_a_branch_mints_otherwise_is_shown_with_the_gate_that_refuses_it(due: World) -> None:
    found = compared()

    assert list(found) == CHALLENGES
    assert {challenge_id: line["rules"] for challenge_id, line in found.items() if line["rules"] != "same"} == {
        "b": "changed",
        "c": "changed",
        "o": "changed",  # its rules are the same, but its view reads the table one_shots of the schema
        "w": "changed",
    }
    assert {key: line["live"] for key, line in found.items() if line["live"]["rewards"]} == {
        "b": {"rewards": 1, "audio": 5},
        "c": {"rewards": 4, "audio": 4},
        "w": {"rewards": 4, "audio": 4000},
    }
    assert {key: line["other"] for key, line in found.items() if line["other"]["rewards"]} == {
        "b": {"rewards": 1, "audio": 10},
        "c": {"rewards": 2, "audio": 2},
        "w": {"rewards": 2, "audio": 2000},
    }
    example = {"user_id": 3, "audio": 1, "other_user_id": None, "other_audio": None}
    example |= {"refused_by": ["is_author_verified"]}
    assert found["c"]["differences"] == [
        {
            "kind": "gone",
            "rewards": 2,
            "audio": 2,
            "other_audio": 0,
            "sample": 2,
            "refused_by": {"is_author_verified": 2},
            "examples": [{"specifier": "3:202620"} | example, {"specifier": "3:202621"} | example],
        }
    ]
    ((contest,), (purchase,)) = (found[key]["differences"] for key in ("w", "b"))
    assert (contest["kind"], contest["rewards"], contest["audio"]) == ("gone", 2, 2000)
    assert contest["refused_by"] == {"is_within_contest_cap": 2}
    assert (purchase["kind"], purchase["rewards"], purchase["audio"], purchase["other_audio"]) == ("changed", 1, 5, 10)
    assert purchase["examples"] == [
        {"specifier": "3:c", "user_id": 3, "audio": 5, "other_user_id": 3, "other_audio": 10, "refused_by": []}
    ]


def test_a_person_reads_what_differs_and_a_program_the_exit_code(due: World) -> None:
    result = run("compare", "--with", "branch", "--challenge", "b", "--challenge", "c", "--challenge", "cp")

    assert (result.exit_code, result.stderr) == (6, "")
    assert result.stdout == (
        "b audio_matching_buyer\n"
        "  1 reward otherwise, 5 -> 10 AUDIO\n"
        "    3:c of user 3, 5 -> 10 AUDIO\n"
        "\n"
        "c first_weekly_comment\n"
        "  2 rewards gone, 2 AUDIO\n"
        "    refused by: is_author_verified 2\n"
        "    3:202620 of user 3, 1 AUDIO: is_author_verified\n"
        "    3:202621 of user 3, 1 AUDIO: is_author_verified\n"
        "\n"
        "Of 3 challenges, 1 has the same rules, 0 mint the same by other rules, and 2 mint different rewards.\n"
    )
    assert run("compare", "--with", "branch", "--challenge", "cp").exit_code == 0


def test_the_other_way_round_they_are_new(due: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHALLENGES_SCHEMA", "branch")
    result = run("compare", "--with", "challenges", "--challenge", "c", "--json")
    (difference,) = json.loads(result.stdout)["differences"]
    assert (difference["kind"], difference["rewards"], difference["audio"], difference["other_audio"]) == (
        "new",
        2,
        0,
        2,
    )
    assert difference["refused_by"] == {"is_author_verified": 2}
    assert difference["examples"][0]["other_user_id"] == 3


def test_what_is_minted_differs_no_more_and_nothing_is_written(due: World) -> None:
    before = written(due)
    assert run("compare", "--with", "branch").exit_code == 6
    assert written(due) == before

    due.load()
    result = run("compare", "--with", "branch")
    assert result.exit_code == 0
    assert result.stdout == (
        f"Of {len(CHALLENGES)} challenges, {len(CHALLENGES) - 4} have the same rules, 4 mint the same by other rules,"
        " and 0 mint different rewards.\n"
    )


def written(world: World) -> list[tuple[Any, ...]]:
    return world.rows(
        "select (select count(*) from user_challenges), (select count(*) from challenges_loader.loads),"
        " (select max(transaction_id) from challenges_loader.watermarks), (select count(*) from notification)"
    )


def test_a_reward_without_a_candidate_in_the_other_views_says_so(due: World) -> None:
    due.run("create or replace view branch.stg_comments as select * from challenges.stg_comments where user_id <> 3")
    note(due, "branch")
    (difference,) = compared("--challenge", "c")["c"]["differences"]
    assert difference["refused_by"] == {"no candidate": 2}


def note(world: World, schema: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHALLENGES_SCHEMA", schema)
        world.note_views()


def test_the_lines_of_one_shots_are_compared_although_the_rules_are_the_same(due: World) -> None:
    assert compared("--challenge", "o")["o"]["differences"] == []
    due.run(
        "insert into branch.one_shots (campaign, user_id, amount, granted_at, reason)"
        " values ('make-good', '4', '25', '2026-05-01', 'x')"
    )
    (difference,) = compared("--challenge", "o")["o"]["differences"]
    assert (difference["kind"], difference["other_audio"], difference["refused_by"]) == ("new", 25, {"no candidate": 1})


def test_a_large_difference_is_counted_in_full_and_sampled_for_its_gates(due: World) -> None:
    count = SAMPLE + 500
    due.run(
        "insert into users (user_id, is_current, is_verified, blocknumber, txhash)"
        f" select id, true, false, 1, 'u' from generate_series(100, {99 + count}) as id"
    )
    due.run(
        "insert into comments (comment_id, user_id, text, entity_type, entity_id, created_at, txhash, blockhash,"
        " blocknumber) select id, id, '', 'Track', 1, '2026-05-19', 't', 'b', 500"
        f" from generate_series(100, {99 + count}) as id"
    )
    (difference,) = compared("--challenge", "c")["c"]["differences"]
    assert (difference["rewards"], difference["audio"], difference["sample"]) == (count + 2, count + 2, SAMPLE)
    assert difference["refused_by"] == {"is_author_verified": SAMPLE}
    assert len(difference["examples"]) == EXAMPLES
    assert "refused by (of the first 1,000): is_author_verified 1,000" in run("compare", "--with", "branch").stdout


def test_a_challenge_of_one_schema_only_is_new_or_removed(due: World, monkeypatch: pytest.MonkeyPatch) -> None:
    due.run(
        "create or replace view branch.challenge_views as select * from challenges.challenge_views"
        " where challenge_id <> 'b'"
    )
    removed = compared()["b"]
    assert (removed["rules"], removed["other"]["rewards"]) == ("removed", 0)
    (difference,) = removed["differences"]
    assert (difference["kind"], difference["refused_by"]) == ("gone", {"no candidate": 1})

    monkeypatch.setenv("CHALLENGES_SCHEMA", "branch")
    result = run("compare", "--with", "challenges", "--challenge", "b", "--json")
    assert json.loads(result.stdout)["rules"] == "new"

    due.run("alter table user_challenges drop constraint user_challenges_challenge_id_fkey")
    due.run("delete from challenges where id = 'b'")
    result = run("compare", "--with", "challenges", "--challenge", "b")
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    assert "only the other views decide it; it is not in the table challenges, so it mints nothing" in said


def test_an_inactive_challenge_is_not_read(due: World) -> None:
    due.run("update challenges set active = false where id = 'c'")
    result = run("compare", "--with", "branch", "--challenge", "c")
    assert result.exit_code == 0
    assert "the rules differ; it is inactive, so it mints nothing" in result.stdout


def test_a_challenge_that_cannot_be_compared_does_not_stop_the_others(due: World) -> None:
    due.run("create or replace view branch.named_winners as select * from challenges.named_winners where 1 / 0 = 1")
    result = run("compare", "--with", "branch")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "error: w remix_contest_winner could not be compared: in the schema branch, its views are not those of the last"
        " finished `dbt build`."
    )
    assert "2 rewards gone, 2 AUDIO" in result.stdout
    note(due, "branch")
    assert "could not be compared: division by zero" in run("compare", "--with", "branch").stderr


def test_wrong_schemas_are_refused_with_a_sentence(due: World) -> None:
    assert_one_sentence(run("compare", "--with", "none"), 3, "The schema none has no views of dbt", "Run `CHALLENGES_")
    assert_one_sentence(run("compare", "--with", "public"), 3, "--with is public", "Choose another schema")
    assert_one_sentence(run("compare", "--with", "a'b"), 3, "--with is a'b", "Choose a name without quotes")
    assert_one_sentence(
        run("compare", "--with", "branch", "--challenge", "zz"), 2, "decides the challenge zz", "Choose"
    )
    same = run("compare", "--with", "challenges")
    assert (same.exit_code, "Name another one" in same.stderr) == (2, True)
    assert run("compare").exit_code == 2


def test_who_can_only_read_can_compare(due: World) -> None:
    for schema in (views_schema(), "branch"):
        grant_rights(due.connection, schema)
    due.run("set role challenges_reader")
    found = {one.challenge_id: one for one in compare(due.connection, views_schema(), "branch")}
    assert [one.error for one in found.values() if one.error] == []
    assert found["c"].differences[0].rewards == 2


def test_loads_go_on_while_views_are_compared(due: World) -> None:
    with connect() as other:
        comparisons = compare(other, views_schema(), "branch")
        next(comparisons)
        assert {one.error for one in due.load().values()} == {None}
        assert len([*comparisons]) == len(CHALLENGES) - 1
