"""What keeps loads from seeing changes, or from being recorded, is seen by `status` and by the next load."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from loader import health
from loader.database import connect
from loader.health import full_reads_due, ledger_error, silent_triggers
from loader.migrate import restore_triggers, trigger_statements
from loader.watermarks import forget_changes
from tests.catalog import in_words
from tests.test_cli import assert_one_sentence, run

if TYPE_CHECKING:
    from loader.database import Connection
    from tests.world import World

SCHEMA = "challenges"
OFF = {
    "a trigger is disabled": "alter table remixes disable trigger challenges_note_insert",
    "all triggers are disabled": "alter table remixes disable trigger all",
    "a trigger fires for replicas alone": "alter table remixes enable replica trigger challenges_note_insert",
    "a trigger is dropped": "drop trigger challenges_note_insert on remixes",
    "a trigger has another name": "alter trigger challenges_note_insert on remixes rename to note_insert",
    "its function is dropped": "drop function challenges_loader.note_changed_rows cascade",
}
MISSING = "a trigger that notes changes is missing or disabled"
CREATED = "a trigger that notes changes was created or enabled"


@pytest.fixture
def cosign(world: World) -> World:
    """A remix that earns a cosign as soon as it is in the table remixes."""
    world.run("update challenges set active = true where id = 'cs'")
    world.users(1, is_verified=True)
    world.users(2)
    world.track(10, owner_id=1)
    world.track(11, owner_id=2)
    world.add("reposts", user_id=1, repost_item_id=11)
    world.load()
    assert (silent_triggers(world.connection), full_reads_due(world.connection, SCHEMA)) == ([], {})
    return world


def incremental(world: World) -> list[str]:
    """Return the active challenges that read what changed."""
    rows = world.rows(
        "select challenge_id from challenges.challenge_views inner join challenges on challenge_id = id"
        " where changes_view is not null and active order by challenge_id"
    )
    return [challenge_id for (challenge_id,) in rows]


def reasons(world: World) -> set[str | None]:
    return {load.full_read_reason for load in world.load().values() if load.scopes is None} - {None}


def test_every_trigger_of_the_migrations_is_known(world: World) -> None:
    found = world.rows(
        "select tgrelid::regclass::text, tgname from pg_trigger inner join pg_proc on tgfoid = pg_proc.oid"
        " where pronamespace = 'challenges_loader'::regnamespace"
    )
    assert sorted(found) == sorted(trigger_statements())
    assert ("remixes", "challenges_note_insert") in found


@pytest.mark.parametrize("off", OFF)
def test_what_a_silent_trigger_did_not_note_is_read_and_reported(cosign: World, off: str) -> None:
    cosign.run(OFF[off])
    cosign.run("insert into remixes (parent_track_id, child_track_id) values (10, 11)")

    told = run("status")
    loaded = run("load")

    for result in (told, loaded):
        assert result.exit_code == 0
        assert "challenges_note_insert on remixes" in result.stderr
        assert "Until an administrator runs `challenges migrate`" in result.stderr
    assert f"warning: The next load reads everything of {in_words(incremental(cosign))}: {MISSING}.\n" in told.stderr
    assert cosign.specifiers("cs") == ["1:b"]
    assert reasons(cosign) == {MISSING}  # each load, for as long as it is off


@pytest.mark.parametrize("off", [name for name in OFF if "function" not in name])
def test_migrate_restores_a_silent_trigger_and_the_next_load_reads_everything_once(cosign: World, off: str) -> None:
    cosign.run(OFF[off])
    cosign.run("insert into remixes (parent_track_id, child_track_id) values (10, 11)")

    result = run("migrate")

    assert result.exit_code == 0
    assert "restored the trigger challenges_note_insert on remixes\n" in result.stdout
    assert silent_triggers(cosign.connection) == []
    assert full_reads_due(cosign.connection, SCHEMA) == {CREATED: incremental(cosign)}
    assert reasons(cosign) == {CREATED}
    assert cosign.specifiers("cs") == ["1:b"]
    assert reasons(cosign) == set()
    assert run("migrate").stdout == "Nothing to apply: the database is up to date.\n"


def test_a_trigger_that_was_off_between_two_loads_is_noticed(cosign: World) -> None:
    cosign.run("alter table remixes disable trigger user")
    cosign.run("insert into remixes (parent_track_id, child_track_id) values (10, 11)")
    cosign.run("alter table remixes enable trigger user")
    assert silent_triggers(cosign.connection) == []
    assert reasons(cosign) == {CREATED}
    assert cosign.specifiers("cs") == ["1:b"]
    assert reasons(cosign) == set()


def test_a_table_that_was_replaced_is_noticed(cosign: World) -> None:
    cosign.run(
        "alter table remixes rename to former; create table remixes (like former including all);"
        "insert into remixes (parent_track_id, child_track_id) values (10, 11)"
    )
    silent = silent_triggers(cosign.connection)
    assert silent == [f"challenges_note_{act} on remixes" for act in ("delete", "insert", "update")]
    assert list(restore_triggers(cosign.connection)) == silent
    cosign.run("insert into remixes (parent_track_id, child_track_id) values (10, 12)")
    assert cosign.rows("select distinct scope_id from challenges_loader.changed_rows") == [(10,)]


def test_a_trigger_that_notes_nothing_is_reported_and_reads_nothing(cosign: World) -> None:
    cosign.run("alter table user_challenges disable trigger challenges_writer_lock")
    assert "The trigger challenges_writer_lock on user_challenges is missing or disabled" in run("status").stderr
    assert reasons(cosign) == set()


def test_a_change_that_could_not_be_noted_is_told_until_it_is_read(cosign: World) -> None:
    cosign.run("alter table remixes rename parent_track_id to parent_id")
    cosign.run("insert into remixes (parent_id, child_track_id) values (10, 11)")

    reason = "a change of remixes could not be noted"
    result = run("status")
    assert (result.exit_code, result.stderr) == (
        0,
        f"warning: The next load reads everything of {in_words(incremental(cosign))}: {reason}.\n",
    )
    cosign.load("cs")
    assert full_reads_due(cosign.connection, SCHEMA) == {reason: [name for name in incremental(cosign) if name != "cs"]}
    cosign.load()
    assert run("status").stderr == ""


def test_what_no_table_could_take_is_read_all_the_same(cosign: World) -> None:
    """If no table takes a note, a sequence does: it needs no lock on a table and no room for a row."""
    with connect() as other, other.transaction():
        other.execute("lock table challenges_loader.changed_rows, challenges_loader.full_reads")
        cosign.run("set statement_timeout = '20s'")
        cosign.run("insert into remixes (parent_track_id, child_track_id) values (10, 11)")
    cosign.run("set statement_timeout = 0")
    assert cosign.rows("select * from challenges_loader.full_reads") == []
    assert cosign.rows("select * from challenges_loader.changed_rows") == []

    assert set(full_reads_due(cosign.connection, SCHEMA)) == {"a change could not be noted"}
    assert reasons(cosign) == {"a change could not be noted"}
    assert cosign.specifiers("cs") == ["1:b"]
    assert reasons(cosign) == set()


def test_an_unnoted_change_that_commits_after_a_load_is_read_by_the_next(cosign: World) -> None:
    cosign.run("alter table challenges_loader.changed_rows add check (id is null)")
    cosign.run("alter table challenges_loader.full_reads add check (id is null)")
    with connect() as other, other.transaction():
        other.execute("insert into remixes (parent_track_id, child_track_id) values (10, 11)")
        cosign.load()
        assert cosign.specifiers("cs") == []
    cosign.load()
    assert cosign.specifiers("cs") == ["1:b"]


def test_all_is_well_if_every_table_is_published(cosign: World) -> None:
    cosign.run("create publication everything for all tables")
    cosign.run("insert into remixes (parent_track_id, child_track_id) values (10, 11)")
    for _ in range(3):
        assert run("load").exit_code == 0
    assert cosign.specifiers("cs") == ["1:b"]
    assert (run("status").exit_code, ledger_error(cosign.connection, SCHEMA)) == (0, None)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (
            "create publication everything for all tables;alter table challenges_loader.loads replica identity nothing",
            "does not have a replica identity",
        ),
        ("alter table challenges_loader.loads add check (id is null) not valid", "violates check constraint"),
        (
            "create publication everything for all tables;"
            "alter table challenges_loader.changed_rows replica identity nothing",
            "does not have a replica identity",
        ),
    ],
)
def test_loads_that_cannot_be_recorded_are_no_good_status(world: World, fault: str, said: str) -> None:
    world.load()
    before = world.rows("select * from challenges_loader.loads")
    assert run("status").exit_code == 0
    for statement in fault.split(";"):
        world.run(statement)

    result = run("status")

    assert result.exit_code == 1
    assert "error: Loads cannot be recorded: " in result.stderr
    assert said in result.stderr
    assert world.rows("select * from challenges_loader.loads") == before


def test_the_status_while_a_load_is_finishing_is_no_error(world: World) -> None:
    world.load()
    with connect() as other, other.transaction():
        other.execute("lock table challenges_loader.loads in access exclusive mode")
        world.run("set statement_timeout = '20s'")
        assert ledger_error(world.connection, SCHEMA) is None


def test_notes_that_a_load_deletes_at_the_same_moment_are_no_error(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forget_too_late(connection: Connection, schema: str) -> None:
        with connect() as other:
            deleted = other.execute("delete from challenges_loader.changed_rows").rowcount
        assert deleted == 1
        forget_changes(connection, schema)

    world.load()
    world.run(
        "insert into challenges_loader.changed_rows (table_name, scope_id, transaction_id) values ('remixes', 1, '3')"
    )
    monkeypatch.setattr(health, "forget_changes", forget_too_late)
    assert ledger_error(world.connection, SCHEMA) is None


@pytest.mark.usefixtures("world")
def test_migrate_in_the_role_of_the_loader_names_who_can(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c role=pg_read_all_data")
    assert_one_sentence(run("migrate"), 3, "Nothing was migrated", "Run `challenges migrate` as an administrator")
