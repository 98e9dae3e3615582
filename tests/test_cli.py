"""The command line: what a person or a script sees of success and failure."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from loader import cli
from loader.cli import main
from loader.database import connect
from sandbox.platform import create_platform
from tests.catalog import CHALLENGES, in_words
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def assert_one_sentence(result: Result, exit_code: int, *parts: str) -> None:
    """Check that the command said one thing on stderr, nothing else, and left with the code."""
    assert result.exit_code == exit_code, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
    for part in parts:
        assert part in result.stderr


@pytest.mark.parametrize("command", ["migrate", "sync-catalog", "load"])
def test_an_unreachable_server(command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PGHOST", str(tmp_path))
    monkeypatch.setenv("PGDATABASE", "platform")
    assert_one_sentence(run(command), 3, "PostgreSQL cannot be reached", "Check PGHOST")


@pytest.mark.parametrize("command", ["migrate", "sync-catalog", "load"])
def test_no_database_is_named(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGDATABASE", raising=False)
    assert_one_sentence(run(command), 3, "PGDATABASE is not set. Set it to the platform's database")


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("command", ["sync-catalog", "load"])
def test_the_platforms_own_schema_is_refused(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHALLENGES_SCHEMA", "public")
    assert_one_sentence(run(command), 3, "CHALLENGES_SCHEMA is public")


@pytest.mark.usefixtures("server")
def test_a_database_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGDATABASE", "no_such_database")
    assert_one_sentence(run("load"), 3, 'database "no_such_database" does not exist')


@pytest.mark.usefixtures("empty_database")
def test_a_database_that_is_not_the_platforms() -> None:
    assert_one_sentence(run("load"), 3, "no table user_challenges", "Set PGDATABASE")
    failed = run("migrate")
    assert failed.exit_code == 3
    assert 'relation "public.remixes" does not exist' in failed.stderr
    assert_one_sentence(run("sync-catalog"), 3, "The catalog challenges.catalog is missing. Run `dbt build`")


@pytest.mark.usefixtures("empty_database")
def test_a_database_without_the_migrations_then_without_the_views() -> None:
    with connect() as connection:
        create_platform(connection)
    assert_one_sentence(
        run("load"), 3, "Migrations are not applied, 0001_watermarks.sql first. Run `challenges migrate`"
    )
    assert run("migrate").exit_code == 0
    assert_one_sentence(run("load"), 3, "The view challenges.challenge_views is missing. Run `dbt build` first")
    with connect() as connection:
        assert World(connection).rows("select * from user_challenges") == []


@pytest.mark.usefixtures("database")
def test_an_unknown_challenge() -> None:
    assert_one_sentence(run("load", "--challenge", "zz"), 2, f"challenge zz. Choose from: {', '.join(CHALLENGES)}.")


def test_load_prints_a_table_and_exits_with_zero(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)

    result = run("load", "--challenge", "c", "--challenge", "cs")

    assert result.exit_code == 0
    header, *lines = (line.split() for line in result.stdout.splitlines())
    assert header == ["challenge", "new", "updated", "right", "AUDIO", "seconds"]
    assert [line[:-1] for line in lines] == [
        ["c", "first_weekly_comment", "1", "0", "0", "1"],
        ["cs", "cosign", "inactive"],
        ["all", "1", "0", "0", "1"],
    ]
    assert result.stderr == ""


def test_a_dry_run_prints_the_same_and_says_so(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)

    result = run("load", "--challenge", "c", "--dry-run")

    assert result.stdout.splitlines()[1].split()[:6] == ["c", "first_weekly_comment", "1", "0", "0", "1"]
    assert result.stdout.splitlines()[-1] == "A dry run: nothing was written."
    assert world.specifiers("c") == []


def test_a_failing_challenge_gives_a_sentence_and_exit_code_one(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    world.run("delete from challenges where id = 'b'")

    result = run("load")

    assert result.exit_code == 1
    assert result.stderr == (
        "error: b audio_matching_buyer failed and was rolled back: not in the table challenges. Run `challenges"
        " sync-catalog`. If the challenge is new, first add it to seeds/catalog.csv and run `dbt seed`.\n"
    )
    assert "FAILED" in result.stdout.splitlines()[1]
    assert world.specifiers("c") == ["2:202621"]


def test_refused_rewards_are_told_with_a_count_and_an_example(world: World) -> None:
    world.offer({"specifier": "a", "amount": -1}, {"specifier": "b", "amount": -1}, {"specifier": "c"})

    result = run("load")

    assert result.exit_code == 0
    assert result.stderr == (
        "warning: x offered: 2 rewards with an amount that is no whole number up to 2147483647, not minted"
        " (for example a).\n"
    )


def test_a_role_without_rights_is_told_in_a_sentence(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c role=pg_read_all_stats")
    assert_one_sentence(run("load"), 3, "error: PostgreSQL refused: permission denied for schema challenges_loader")


def test_defects_that_cannot_be_looked_for_do_not_fail_the_load(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    world.run(
        "create or replace view challenges.source_defects as"
        " select 'a'::text as table_name, 'b'::text as defect, (1 / 0)::text as example"
    )

    result = run("load", "--full", "--challenge", "c")

    assert (result.exit_code, world.specifiers("c")) == (0, ["2:202621"])
    assert result.stderr == ("warning: the platform's tables could not be checked for defects: division by zero.\n")


def test_another_style_of_dates_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGDATESTYLE", "German")
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    assert run("load", "--challenge", "c").exit_code == 0
    assert world.specifiers("c") == ["2:202621"]


def test_what_was_loaded_before_the_connection_was_lost_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loader.database.RECONNECT_PAUSES", ())
    world.users(1, is_verified=True)
    world.users(2)
    world.track(10, owner_id=1, pinned_comment_id=1)
    world.add("comments", comment_id=1, user_id=2, entity_id=10)
    world.run(
        "create function hang_up() returns trigger language plpgsql as $$ begin"
        " if new.challenge_id = 'cp' then perform pg_terminate_backend(pg_backend_pid()); end if; return null; end $$"
    )
    world.run("create trigger hang_up after insert on user_challenges for each row execute function hang_up()")

    result = run("load")

    assert result.exit_code == 3
    lines = [line.split() for line in result.stdout.splitlines()[1:]]
    assert [(line[0], line[-5]) for line in lines] == [("b", "0"), ("c", "1"), ("all", "1")]
    assert "connection was lost while cp was loading" in result.stderr


@pytest.mark.parametrize("page", ["operations.md"])
def test_each_exit_code_is_told_in_the_docs(page: str) -> None:
    text = (Path(__file__).parent.parent / "docs" / page).read_text()
    codes = [value for name, value in vars(cli).items() if name.startswith("EXIT_")]
    assert [code for code in codes if f"\n| {code} |" not in text] == []
    assert len(codes) == 7


def test_the_loader_imports_no_dbt(database: str) -> None:
    code = (
        "import sys; from loader.cli import main\n"
        "try: main(['load'])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in ('dbt', 'sandbox')]"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def test_the_console_script_is_installed() -> None:
    command = Path(sys.executable).with_name("challenges")
    script = subprocess.run([command, "--help"], check=True, capture_output=True, text=True)
    for command in ("migrate", "sync-catalog", "load", "explain"):
        assert f"  {command} " in script.stdout


def test_quiet_mints_with_no_notification_and_says_so_first(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)

    result = run("load", "--full", "--quiet", "--challenge", "c")

    assert result.exit_code == 0
    assert result.stderr == "Quiet: no trigger fires, so nobody is notified of what this load mints, now or later.\n"
    assert world.specifiers("c") == ["2:202621"]
    assert world.rows("select * from notification") == []
    assert run("load", "--full").stderr == ""
    assert world.rows("select * from notification") == []


def test_without_quiet_the_same_load_notifies(world: World) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)
    run("load", "--full", "--challenge", "c")
    assert len(world.notifications("reward_in_cooldown")) == 1


def test_a_quiet_load_in_which_a_challenge_fails_exits_with_one(world: World) -> None:
    world.run("delete from challenges where id = 'b'")
    assert run("load", "--full", "--quiet").exit_code == 1


@pytest.fixture
def loading_role(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A role that may load, but may not switch triggers off."""
    role = f"loading_{world.connection.info.dbname}"
    world.run(f"create role {role}")
    for schema in ("public", "challenges", "challenges_loader"):
        world.run(f"grant usage on schema {schema} to {role}")
        world.run(f"grant select, insert, update, delete on all tables in schema {schema} to {role}")
    world.run(f"grant usage on all sequences in schema public to {role}")
    monkeypatch.setenv("PGOPTIONS", f"-c role={role}")
    yield role
    world.run(f"drop owned by {role} cascade")
    world.run(f"drop role {role}")


def test_without_the_right_to_be_quiet_the_grant_is_told(world: World, loading_role: str) -> None:
    world.users(2)
    world.add("comments", comment_id=1, user_id=2)

    result = run("load", "--full", "--quiet", "--challenge", "c")

    assert (result.exit_code, result.stdout, world.specifiers("c")) == (3, "", [])
    grant = f'grant set on parameter session_replication_role to "{loading_role}"'
    assert result.stderr.splitlines()[1:] == [
        "error: To be quiet, the loader must switch triggers off, and it does not have the right. As a superuser,"
        f" run `{grant}`, and retry."
    ]
    assert run("load", "--full", "--challenge", "c", "--dry-run").exit_code == 0

    world.run(grant)
    assert run("load", "--full", "--quiet", "--challenge", "c").exit_code == 0
    assert world.specifiers("c") == ["2:202621"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--quiet"],
        ["--quiet", "--dry-run"],
        ["--every", "5", "--full"],
        ["--every", "5", "--full", "--quiet"],
        ["--every", "5", "--dry-run"],
        ["--every", "5", "--as-of", "2026-05-22"],
        ["--every", "0"],
    ],
)
def test_options_of_load_that_do_not_go_together(arguments: list[str]) -> None:
    result = run("load", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert arguments[0] in result.stderr


def test_an_error_that_all_challenges_share_is_one_sentence(world: World) -> None:
    world.run("delete from challenges")

    result = run("load")

    assert result.exit_code == 1
    assert result.stderr == (
        f"error: {in_words(CHALLENGES)} failed and were rolled back: not in the table challenges. Run"
        " `challenges sync-catalog`. If the challenge is new, first add it to seeds/catalog.csv and run `dbt seed`.\n"
    )
    assert result.stdout.count("FAILED") == len(CHALLENGES)
    assert run("status").stderr.startswith(f"error: {in_words(CHALLENGES)} failed in load 1: not in the table")
