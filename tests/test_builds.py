"""A load mints only by the views of a finished build. If they differ, only their challenges fail."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from loader.challenges import UNFINISHED
from loader.database import connect
from sandbox.dbt_runner import PROJECT, DbtFailedError, failures, run_dbt
from tests.conftest import set_up
from tests.projects import copy_project, replace
from tests.test_cli import assert_one_sentence, run
from tests.test_idle import loaded
from tests.test_servers import programs
from tests.wire import wire
from tests.world import WEDNESDAY, World

if TYPE_CHECKING:
    from tests.conftest import Databases

pytestmark = pytest.mark.once

STAGING = "models/staging/stg_comments.sql"
WEEKLY = "models/challenges/first_weekly_comment/first_weekly_comment.sql"
DATABASE = "select oid from pg_database where datname = current_database()"


@pytest.fixture
def platform(world: World) -> World:
    """A deleted comment, and one that earns a reward of `c`; all is read."""
    world.users(2, 3)
    world.add("comments", comment_id=1, user_id=2)
    world.load()
    assert world.specifiers("c") == ["2:202621"]
    world.add("comments", comment_id=2, user_id=3, is_delete=True, blocknumber=501)
    return world


@pytest.fixture
def changed_project(tmp_path: Path) -> Path:
    """A copy of the project in which a condition has moved: from the comments to the challenge of comments."""
    project = copy_project(tmp_path / "project")
    replace(project / STAGING, "not is_delete ", "is_delete is not null ")
    replace(project / STAGING, "\nfrom", ",\n    is_delete\nfrom")
    replace(project / WEEKLY, "where is_visible\n", "where is_visible and not is_delete\n")
    return project


def failed(results: dict[str, Any]) -> dict[str, str]:
    return {challenge_id: result.error for challenge_id, result in results.items() if result.error}


def unfinished(*challenge_ids: str) -> dict[str, str]:
    return dict.fromkeys(challenge_ids, UNFINISHED)


def noted(world: World) -> dict[str, Any]:
    return dict(world.rows("select challenge_id, finished_at from challenges_loader.finished_builds"))


def dbt(*arguments: str, project: Path) -> subprocess.Popen[bytes]:
    """Start dbt in a process of its own."""
    shutil.copy(PROJECT / "profiles.yml.example", project / "profiles.yml")
    places = ["--project-dir", str(project), "--profiles-dir", str(project)]
    command = [str(Path(sys.executable).with_name("dbt")), *arguments, *places]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=project)


def test_an_empty_build_mints_nothing_and_says_so(platform: World) -> None:
    platform.run("update comments set is_delete = false, blocknumber = 501 where comment_id = 2")
    run_dbt("build", "--empty", "--exclude-resource-type", "unit_test", "test")

    result = run("load")

    assert result.exit_code == 1
    assert result.stderr.startswith("error: b, c, ")
    assert result.stderr.endswith(f" failed and were rolled back: {UNFINISHED}.\n")
    assert run("status").exit_code == 1
    assert run("load", "--dry-run").exit_code == 1
    assert platform.specifiers("c") == ["2:202621"]

    assert failures(run_dbt("run")) == []
    results = platform.load()
    assert failed(results) == {}
    assert (results["c"].new, results["c"].scopes, results["c"].full_read_reason) == (1, 1, None)


def test_half_new_rules_pay_nothing(platform: World, changed_project: Path) -> None:
    """A build ended early, for example by an error, and has replaced only some of the views."""
    platform.next_block()
    assert failures(run_dbt("run", "--select", "stg_comments", project=changed_project)) == []
    before = noted(platform)

    assert failed(platform.load()) == unfinished("c", "cp")
    assert platform.specifiers("c") == ["2:202621"]
    assert failed({one.challenge_id: one for one in loaded(dry_run=True)[0]}) == unfinished("c", "cp")

    # A build without the views below does not finish the challenge. A build with them finishes only this one.
    assert failures(run_dbt("run", "--select", "first_weekly_comment", project=changed_project)) == []
    assert failed(platform.load()) == unfinished("c", "cp")
    assert failures(run_dbt("run", "--select", "+first_weekly_comment", project=changed_project)) == []
    assert {challenge_id for challenge_id, time in noted(platform).items() if time != before[challenge_id]} == {"c"}
    results = platform.load()
    assert failed(results) == unfinished("cp")
    assert {key: one.full_read_reason for key, one in results.items() if one.full_read_reason} == {
        "c": "the views were changed"
    }
    assert platform.specifiers("c") == ["2:202621"]

    assert failures(run_dbt("run", project=changed_project)) == []
    results = platform.load()
    assert failed(results) == {}
    assert {key for key, one in results.items() if one.full_read_reason} == {"cp"}


def test_a_declaration_that_is_not_built_yet(platform: World, changed_project: Path) -> None:
    """The model has a new declaration, and challenge_views still has the former one."""
    replace(changed_project / WEEKLY, "changes=['comments', 'users']", "changes=['comments']")
    assert failures(run_dbt("run", "--select", "+first_weekly_comment", "comment_pin+", project=changed_project)) == []
    assert failed(platform.load())["c"] == UNFINISHED
    assert failures(run_dbt("run", "--select", "challenge_views", project=changed_project)) == []
    assert "c" not in failed(platform.load())


def test_a_build_that_waits_is_killed_or_meets_another(platform: World, changed_project: Path, tmp_path: Path) -> None:
    waiting = f"select 1 from pg_locks where not granted and database = ({DATABASE})"
    own = tmp_path / "own"
    shutil.copytree(changed_project, own)
    replace(own / STAGING, "is_delete is not null ", "(is_delete is not null or false) ")
    before = noted(platform)
    with psycopg.connect() as other:
        other.execute("comment on view challenges.tastemaker is 'locked'")  # this view alone: the others are built
        build = dbt("run", project=own)
        platform.wait_for(waiting, seconds=120)
        platform.wait_for(
            "select 1 from pg_views where viewname = 'first_weekly_comment' and definition like '%is_delete%'",
            seconds=120,
        )
        assert failed(platform.load("b", "cs", "s", "w")) == {}
        build.send_signal(signal.SIGKILL)
        build.wait()
        other.rollback()
    assert noted(platform) == before
    assert failed(platform.load()) == unfinished("c", "cp")
    assert platform.specifiers("c") == ["2:202621"]

    with psycopg.connect() as other:
        other.execute("comment on view challenges.tastemaker is 'locked'")
        build_id = "select obj_description('challenges.stg_comments'::regclass, 'pg_class')"
        ((killed,),) = platform.rows(build_id)
        build = dbt("run", project=own)
        platform.wait_for(f"select 1 from ({build_id} as id) as built where id <> '{killed}'", seconds=120)
        assert failures(run_dbt("run", "--select", "stg_comments", project=changed_project)) == []
        other.rollback()
        assert build.wait(timeout=120) == 0
    assert failed(platform.load()) == unfinished("c", "cp")  # the view is of neither build

    assert failures(run_dbt("run", "--full-refresh")) == []
    assert failed(platform.load()) == {}


def test_no_view_is_replaced_between_the_check_and_the_merge(platform: World) -> None:
    """The views below it and the changes view are not replaced either."""
    refused: dict[str, str] = {}
    views = {"first_weekly_comment": "c", "stg_comments": "c", "changed_users": "c", "trending_track_results": "tt"}
    definitions = {
        view: platform.rows("select pg_get_viewdef(%s::regclass)", f"challenges.{view}")[0][0] for view in views
    }

    def replace_views(_: int, statement: str) -> None:
        asks = "full_read_reason" in statement
        for view in views if asks else ():
            with psycopg.connect(options="-c lock_timeout=100ms") as other:
                try:
                    other.execute(f"create or replace view challenges.{view} as {definitions[view]}")
                except psycopg.errors.LockNotAvailable:
                    refused[view] = statement
                other.rollback()

    for only, protected in ((["c"], set(views) - {"trending_track_results"}), (["tt"], {"trending_track_results"})):
        refused.clear()
        with wire(replace_views) as host, pytest.MonkeyPatch.context() as patch:
            patch.setenv("PGHOST", host)
            with connect() as connection:
                world = World(connection)
                assert failed(world.load(*only, full=True, clock=WEDNESDAY)) == {}
        assert set(refused) >= protected

    # An idle load locks the changes views, which it asks.
    refused.clear()
    with wire(replace_views) as host, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGHOST", host)
        with connect() as connection:
            assert failed(World(connection).load("b")) == {}
    assert "changed_users" in refused


def test_a_rebuild_of_the_same_views_is_no_other_build(platform: World) -> None:
    """After a daily build or a restore the views are others, but they decide the same."""
    for view in ("stg_comments", "stg_users", "first_weekly_comment", "changed_users"):
        ((definition,),) = platform.rows("select pg_get_viewdef(%s::regclass)", f"challenges.{view}")
        platform.run(f"create or replace view challenges.{view} as {definition}")
    results = platform.load()
    assert failed(results) == {}
    assert (results["c"].scopes, results["b"].scopes) == (1, 0)
    with psycopg.connect(
        options="-c datestyle=german -c intervalstyle=sql_standard -c search_path=challenges"
    ) as other:
        other.execute("set quote_all_identifiers = on")
        ((is_same,),) = other.execute(
            "select bool_and(challenges_loader.rules_version(schema_name, declaration) = rules_version)"
            " from challenges_loader.finished_builds"
        ).fetchall()
    assert is_same


@pytest.mark.parametrize("is_cleaned", [False, True])
def test_a_restored_database_is_a_finished_one(
    platform: World, databases: Databases, tmp_path: Path, is_cleaned: bool
) -> None:
    folder = programs(databases)
    source = os.environ["PGDATABASE"]
    dump = tmp_path / "dump"
    subprocess.run([folder / "pg_dump", "-Fc", "-f", dump], check=True)
    target = source if is_cleaned else databases.create()
    options = ["--clean", "--if-exists"] if is_cleaned else []
    platform.connection.close()
    subprocess.run(
        [folder / "pg_restore", "--single-transaction", "--no-owner", *options, "-d", target, dump], check=True
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGDATABASE", target)
        with connect() as connection:
            results = World(connection).load()
    assert failed(results) == {}
    # A trigger that was made again may have been off in between.
    reasons = {one.full_read_reason for one in results.values()}
    assert reasons == {None, "a trigger that notes changes was created or enabled"}


def test_a_view_that_is_dropped_alone_and_built_again(platform: World) -> None:
    platform.run("drop view challenges.cosign_changes, challenges.comment_pin cascade")
    errors = failed(platform.load())
    assert set(errors) == {"cp", "cs"}
    assert all("does not exist; run `dbt build`" in error for error in errors.values())
    assert failures(run_dbt("run", "--full-refresh")) == []
    results = platform.load()
    assert failed(results) == {}
    assert {one.full_read_reason for one in results.values()} == {None}


def test_views_that_go_on_with_a_former_table_are_no_finished_build(platform: World) -> None:
    """PostgreSQL lets the views follow a renamed table, and what the platform writes is in the new one."""
    platform.run("alter table comments rename to former; create table comments (like former including all)")
    platform.add("comments", comment_id=3, user_id=3, blocknumber=502)
    results = platform.load()
    # Not those whose changes are seen by other views.
    assert set(results) - set(failed(results)) == {"cs", "o", "t", "tt", "tut", "w"}
    assert "run `dbt build`" in (results["c"].error or "")


def test_what_only_diagnoses_stops_nothing(platform: World) -> None:
    platform.run("update comments set is_delete = false where comment_id = 2")
    platform.run(
        "drop view challenges.source_defects, challenges.gates, challenges.reward_decisions, challenges.minted_rewards,"
        " challenges.minted_trending, challenges.cosign_scopes, challenges.trending_scopes cascade"
    )
    result = run("load", "--full")
    assert (result.exit_code, platform.specifiers("c")) == (0, ["2:202621", "3:202621"])
    assert result.stderr.splitlines() == [
        "warning: the platform's tables could not be checked for defects: relation"
        ' "challenges.source_defects" does not exist; run `dbt build`.'
    ]
    assert run("status").exit_code == 0

    result = run("explain", "--challenge", "c", "--user", "3")
    assert result.exit_code == 0
    assert "c first_weekly_comment 3:202621 of user 3: minted on" in result.stdout
    assert "yes  is_recipient_active" in result.stdout
    assert result.stderr.splitlines() == [
        'warning: The view challenges.gates cannot be read: relation "challenges.gates" does not exist. Gates are shown'
        " by their names only, and caps without what fills them. Run `dbt build`."
    ]
    decision = json.loads(run("explain", "--challenge", "c", "--user", "3", "--json").stdout)
    assert [gate["name"] for gate in decision["gates"]] == [
        "is_challenge_active",
        "is_after_adoption",
        "is_recipient_active",
    ]
    # The scopes of a user are only asked for to explain.
    result = run("explain", "--user", "3")
    assert (result.exit_code, "c first_weekly_comment 3:202621" in result.stdout) == (1, True)
    assert [line.split(":")[1].split()[0] for line in result.stderr.splitlines()[1:]] == ["cs", "tt", "tut"]


@pytest.mark.parametrize("broken", [None, "select 'cp'::text as challenge_id", "1 / 0"])
def test_one_broken_view_stops_one_challenge_in_every_command(platform: World, broken: str | None) -> None:
    ((definition,),) = platform.rows("select pg_get_viewdef('challenges.comment_pin'::regclass)")
    platform.run("drop view challenges.comment_pin cascade")
    if broken == "1 / 0":
        broken = f"select *, 1 / 0 as broken from ({definition.rstrip(';')}) as it"
    if broken:
        platform.run(f"create view challenges.comment_pin as {broken}")
    for command in (
        ["load"],
        ["load", "--dry-run"],
        ["load", "--full"],
        ["explain", "--user", "2"],
        ["adopt"],
        ["adopt", "--take-back", "--yes"],
    ):
        result = run(*command)
        errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
        assert (command, result.exit_code, len(errors)) == (command, 1, 1)
        assert errors[0].startswith("error: cp ")
        assert "`dbt build`" in errors[0]
        assert "c " in result.stdout
    assert platform.load("c")["c"].outcome == "ok"
    result = run("status")
    assert (result.exit_code, [line.split()[1] for line in result.stderr.splitlines()]) == (1, ["cp"])


def test_what_decides_is_needed(platform: World) -> None:
    platform.run("drop view challenges.challenge_views cascade")
    for command in (["load"], ["explain", "--user", "2"], ["adopt"], ["status"]):
        assert_one_sentence(run(*command), 3, "challenges.challenge_views is missing. Run `dbt build`")


def test_explain_warns_of_views_by_which_no_load_mints(platform: World) -> None:
    platform.run("create or replace view challenges.stg_head_block as select 7::bigint as blocknumber")
    result = run("explain", "--challenge", "c", "--user", "2")
    assert (result.exit_code, "c first_weekly_comment 2:202621" in result.stdout) == (0, True)
    assert result.stderr.splitlines() == [f"warning: c: {UNFINISHED}. No load mints by these views."]
    result = run("adopt", "--challenge", "c")
    assert result.exit_code == 1
    assert UNFINISHED in result.stderr


def test_a_seed_that_changes_is_no_other_build(platform: World) -> None:
    assert failures(run_dbt("seed")) == []
    assert failures(run_dbt("seed", "--full-refresh", "--select", "catalog")) == []
    results = platform.load()
    assert failed(results) == {}
    assert {one.full_read_reason for one in results.values()} == {None}


def test_a_seed_that_is_made_again_stops_no_challenge_but_its_own(platform: World) -> None:
    """With --full-refresh, dbt drops a seed with the views above it."""
    assert failures(run_dbt("seed", "--full-refresh")) == []
    errors = failed(platform.load())
    assert set(errors) == {"o"}
    assert "run `dbt build`" in errors["o"]


@pytest.mark.parametrize("schema", ["Rewards", "my rewards.v2"])
def test_a_changed_rule_is_noticed_in_a_schema_of_any_name(
    empty_database: str, monkeypatch: pytest.MonkeyPatch, schema: str, changed_project: Path
) -> None:
    monkeypatch.setenv("CHALLENGES_SCHEMA", schema)
    with connect() as connection:
        set_up(connection)
        world = World(connection)
        assert failed(world.load()) == {}
        assert failures(run_dbt("run", "--select", "stg_comments", project=changed_project)) == []
        assert failed(world.load()) == unfinished("c", "cp")
        assert failures(run_dbt("run", "--exclude", "reward_decisions", project=changed_project)) == []
        results = world.load()
    assert failed(results) == {}
    assert {one.challenge_id for one in results.values() if one.full_read_reason == "the views were changed"} == {
        "c",
        "cp",
    }


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("schema", ["o'clock", 'say "so"'])
def test_a_schema_that_dbt_cannot_build_into(monkeypatch: pytest.MonkeyPatch, schema: str) -> None:
    monkeypatch.setenv("CHALLENGES_SCHEMA", schema)
    with pytest.raises(DbtFailedError, match="choose a name without quotes"):
        run_dbt("run")


def test_two_schemas_of_one_database_are_noted_apart(
    platform: World, monkeypatch: pytest.MonkeyPatch, changed_project: Path
) -> None:
    monkeypatch.setenv("CHALLENGES_SCHEMA", "trial")
    assert failures(run_dbt("build", "--exclude-resource-type", "unit_test", "test", project=changed_project)) == []
    monkeypatch.delenv("CHALLENGES_SCHEMA")
    results = platform.load()
    assert failed(results) == {}
    assert {one.full_read_reason for one in results.values()} == {None}
