"""The platform goes on writing even if our triggers fail; a change that cannot be noted becomes a full read."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from loader.database import connect
from loader.migrate import migrate
from sandbox.platform import create_platform

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loader.database import Connection
    from tests.conftest import Databases
    from tests.world import World

REMIX = "insert into remixes values (1, 2)"
PURCHASE = (
    "insert into sol_purchases (signature, instruction_index, amount, slot, from_account, buyer_user_id, content_type,"
    " content_id, access_type, valid_after_blocknumber) values ('s', 0, 1, 1, 'a', 7, 'track', 1, 'stream', 1)"
)
EVENT = (
    "insert into events (event_id, event_type, user_id, event_data, txhash, blockhash)"
    """ values (1, 'remix_contest', 7, '{"winners": [5]}', '', '')"""
)
REWARD = (
    "insert into user_challenges (challenge_id, specifier, user_id, is_complete, completed_at, completed_blocknumber)"
    " values ('c', '7:202601', 7, true, now(), 1)"
)
# Each table with our triggers: how its rows come, change and go.
WRITES = {
    "remixes": [REMIX, "update remixes set child_track_id = 3", "delete from remixes"],
    "sol_purchases": [PURCHASE, "update sol_purchases set is_valid = true", "delete from sol_purchases"],
    "events": [EVENT, "update events set is_deleted = true", "delete from events"],
    "user_challenges": [REWARD, "update user_challenges set amount = 2", "delete from user_challenges", REWARD],
}
# What may happen to what the triggers rely on, beside the column of the scope.
FAULTS = {
    "a table of notes is gone": "drop table challenges_loader.changed_rows",
    "both tables of notes are gone": "drop table challenges_loader.changed_rows, challenges_loader.full_reads",
    "the notes have other columns": "alter table challenges_loader.changed_rows rename scope_id to id_of_scope",
    "the schema has another name": "alter schema challenges_loader rename to loader_of_challenges",
    "the notes are full": "alter table challenges_loader.changed_rows add check (id is null)",
    "all notes are full": (
        "alter table challenges_loader.changed_rows add check (id is null);"
        "alter table challenges_loader.full_reads add check (id is null)"
    ),
    "the notes raise": (
        "create function refuse() returns trigger language plpgsql as $$ begin raise 'not today'; end $$;"
        "create trigger refuse before insert on challenges_loader.changed_rows execute function refuse();"
        "create trigger refuse before insert on challenges_loader.full_reads execute function refuse()"
    ),
    "their owner has no right": (
        "alter function challenges_loader.note_changed_rows owner to pg_monitor;"
        "alter function challenges_loader.note_changed_rewards owner to pg_monitor"
    ),
    "their numbers are used up": (
        "alter table challenges_loader.changed_rows alter id set maxvalue 2 restart 2;"
        "select nextval(pg_get_serial_sequence('challenges_loader.changed_rows', 'id'));"
        "alter table challenges_loader.full_reads alter id set maxvalue 2 restart 2;"
        "select nextval(pg_get_serial_sequence('challenges_loader.full_reads', 'id'))"
    ),
    "the sequence is gone too": (
        "drop table challenges_loader.changed_rows, challenges_loader.full_reads;"
        "drop sequence challenges_loader.unnoted_transaction"
    ),
    "the function of the last resort is gone": (
        "drop table challenges_loader.changed_rows; drop function challenges_loader.note_full_read"
    ),
    "every table is published": "create publication everything for all tables",
}
COLUMNS = {
    "remixes": "parent_track_id",
    "sol_purchases": "buyer_user_id",
    "events": "user_id",
    "user_challenges": "challenge_id",
}


@pytest.fixture(scope="module")
def without_views(databases: Databases) -> Iterator[str]:
    """A database with the platform and our migrations, without the platform's own trigger, and without views."""
    name = databases.create()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGDATABASE", name)
        with connect() as admin:
            set_up(admin)
    yield name
    databases.drop(name)


@pytest.fixture
def platform(databases: Databases, without_views: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """A connection to a copy of that database; PGDATABASE names it."""
    with databases.temporary(monkeypatch, without_views), connect() as connection:
        yield connection


def set_up(admin: Connection) -> None:
    create_platform(admin)
    list(migrate(admin))
    admin.execute("drop trigger on_user_challenge on user_challenges")
    admin.execute(
        "insert into challenges (id, type, amount, active)"
        " values ('c', 'boolean', '1', true), ('t', 'boolean', '1', true), ('tt', 'boolean', '1', true)"
    )


def full_reads(connection: Connection) -> list[tuple[Any, ...]]:
    return connection.execute(
        "select distinct challenge_id, reason from challenges_loader.full_reads order by 2"
    ).fetchall()


@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_of_ours_fails_a_statement_of_the_platform(platform: Connection, fault: str) -> None:
    platform.execute(FAULTS[fault])
    for table, statements in WRITES.items():
        for statement in statements:
            assert platform.execute(statement).rowcount == 1
        platform.execute(f"truncate {table}")


@pytest.mark.parametrize("table", COLUMNS)
def test_a_renamed_column_costs_a_full_read_and_no_error(platform: Connection, table: str) -> None:
    # The two triggers that notify may fail, and are asked for no reward of c.
    platform.execute(f"alter table {table} rename {COLUMNS[table]} to renamed")
    for statement in WRITES[table]:
        assert platform.execute(statement.replace(COLUMNS[table], "renamed")).rowcount == 1
    assert full_reads(platform) == [(None, f"a change of {table} could not be noted")]


@pytest.mark.parametrize("table", ["remixes", "sol_purchases", "events"])
def test_ids_that_grow_beyond_an_integer_cost_a_full_read_and_no_error(platform: Connection, table: str) -> None:
    column = COLUMNS[table]
    platform.execute("drop view v_usdc_purchases")
    platform.execute(f"alter table {table} alter column {column} type bigint")
    platform.execute(WRITES[table][0])
    platform.execute(f"update {table} set {column} = 3000000000")
    assert full_reads(platform) == [(None, f"a change of {table} could not be noted")]


@pytest.mark.parametrize("table", ["remixes", "sol_purchases", "events"])
def test_a_dropped_column_costs_a_full_read_and_no_error(platform: Connection, table: str) -> None:
    platform.execute(WRITES[table][0])
    platform.execute(f"alter table {table} drop column {COLUMNS[table]} cascade")
    platform.execute(WRITES[table][2])
    assert full_reads(platform) == [(None, f"a change of {table} could not be noted")]


def test_an_id_that_is_null_is_nobodys(platform: Connection) -> None:
    platform.execute("alter table sol_purchases alter column buyer_user_id drop not null")
    platform.execute(PURCHASE)
    platform.execute("update sol_purchases set buyer_user_id = null")
    assert full_reads(platform) == []
    assert platform.execute("select distinct scope_id from challenges_loader.changed_rows").fetchall() == [(7,)]


def test_what_cannot_be_noted_at_all_is_a_warning(platform: Connection) -> None:
    warnings: list[str] = []
    platform.add_notice_handler(lambda notice: warnings.append(str(notice.message_primary)))
    platform.execute(FAULTS["both tables of notes are gone"])
    platform.execute(REMIX)
    assert warnings == []  # the sequence has it
    ((noted, transaction),) = platform.execute(
        "select last_value, pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
        " from challenges_loader.unnoted_transaction"
    ).fetchall()
    assert 3 <= noted < transaction
    platform.execute("drop sequence challenges_loader.unnoted_transaction")
    platform.execute("delete from remixes")
    assert len(warnings) == 1
    assert warnings[0].startswith("challenges: a change of remixes could not be noted: relation ")


def test_a_reward_that_is_changed_or_taken_away_is_noted_for_its_challenge(platform: Connection) -> None:
    reason = "a reward was taken away or changed by somebody else"
    platform.execute(REWARD)
    assert full_reads(platform) == []
    platform.execute("update user_challenges set amount = 2")
    assert full_reads(platform) == [("c", reason)]
    platform.execute("truncate challenges_loader.full_reads")
    platform.execute("truncate user_challenges")
    assert full_reads(platform) == [(None, reason)]


def test_a_wait_that_is_cancelled_is_still_an_error(platform: Connection) -> None:
    """What a person or a timeout ends must end: only our own faults are swallowed."""
    with connect() as other, other.transaction():
        other.execute("lock table challenges_loader.changed_rows")
        platform.execute("set statement_timeout = '200ms'")
        with pytest.raises(psycopg.errors.QueryCanceled):
            platform.execute(REMIX)
        other.execute("select pg_advisory_xact_lock(2003986804, hashtext('c'))")
        platform.execute("set statement_timeout = 0; set lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            platform.execute(REWARD)


def test_the_load_after_a_change_that_was_not_noted_reads_everything_once(world: World) -> None:
    world.users(1, is_verified=True)
    world.users(2)
    world.track(10, owner_id=1)
    world.track(11, owner_id=2)
    world.add("reposts", user_id=1, repost_item_id=11)
    world.run("update challenges set active = true where id = 'cs'")
    world.load()
    world.run("alter table remixes rename parent_track_id to parent_id")
    world.run("insert into remixes (parent_id, child_track_id) values (10, 11)")

    loads = world.load()

    assert loads["cs"].new == 1
    incremental = {challenge_id for challenge_id, load in loads.items() if load.full_read_reason}
    assert {"b", "c", "cp", "cs", "s", "w"} <= incremental
    assert {load.full_read_reason for load in loads.values()} <= {"a change of remixes could not be noted", None}
    assert [load.full_read_reason for load in world.load().values() if load.full_read_reason] == []


@pytest.fixture
def indexer(databases: Databases, empty_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A role that logs in with the rights on the platform's tables, on a database that gives nothing by default."""
    name, password = f"indexer_{secrets.token_hex(4)}", secrets.token_hex(8)
    databases.admin.execute(f"create role {name} login password '{password}'")
    with connect() as admin:
        admin.execute("alter default privileges revoke execute on functions from public")
        admin.execute("alter default privileges revoke usage on types from public")
        set_up(admin)
        admin.execute(f"grant all on all tables in schema public to {name}")
        admin.execute(f"grant all on all sequences in schema public to {name}")
    monkeypatch.setenv("PGUSER", name)
    monkeypatch.setenv("PGPASSWORD", password)
    yield name
    monkeypatch.undo()
    databases.drop(empty_database)
    databases.admin.execute(f"drop role {name}")


@pytest.mark.usefixtures("indexer")
def test_a_role_with_rights_on_the_tables_alone_writes_them_all(databases: Databases) -> None:
    with connect() as connection:
        for statements in WRITES.values():
            for statement in statements:
                connection.execute(statement)
        connection.execute(
            "insert into tracks (track_id, owner_id, is_current, is_delete, created_at, updated_at, track_segments)"
            " values (5, 7, true, false, now(), now(), '[]')"
        )
        connection.execute(
            "insert into trending_results (user_id, id, rank, type, version, week)"
            " values (7, '5', 1, 'TRACKS', 'pnagD', '2026-05-22')"
        )
        for challenge_id, specifier in (("t", "8:t:5"), ("tt", "2026-05-22:1")):
            connection.execute(
                "insert into user_challenges (challenge_id, specifier, user_id, is_complete, completed_at,"
                " completed_blocknumber) values (%s, %s, 7, true, now(), 1)",
                (challenge_id, specifier),
            )
        kinds = connection.execute("select type from notification order by 1").fetchall()
        assert kinds == [("tastemaker",), ("trending",)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select 1 from challenges_loader.changed_rows")


def test_a_role_that_owns_the_tables_may_partition_user_challenges(indexer: str, databases: Databases) -> None:
    """A new partition takes the triggers of the whole with the rights of its owner."""
    info = databases.admin.info
    with psycopg.connect(user=info.user, password=info.password or None, autocommit=True) as admin:
        admin.execute(f"grant create, usage on schema public to {indexer}")
        admin.execute(
            "alter table user_challenges rename to former;"
            "create table user_challenges (like former including defaults) partition by list (challenge_id);"
            f"alter table user_challenges owner to {indexer}"
        )
        for (trigger,) in admin.execute(
            "select pg_get_triggerdef(oid) from pg_trigger where tgrelid = 'former'::regclass and not tgisinternal"
        ).fetchall():
            admin.execute(trigger.replace("public.former", "public.user_challenges"))
    with connect() as owner:
        owner.execute("create table rewards_of_c partition of user_challenges for values in ('c')")
        owner.execute(REWARD)
        owner.execute("update user_challenges set amount = 2")
