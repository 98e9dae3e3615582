"""The roles of dbt, the loader and readers do their work, fail without any one right, and can do nothing more."""

from __future__ import annotations

import contextlib
import secrets
from typing import TYPE_CHECKING

import psycopg
import pytest
import yaml
from psycopg import sql

from loader.challenges import require_ready
from loader.database import connect, views_schema
from loader.errors import ChallengesError
from loader.explain import Question, Unexplained, explain
from loader.health import full_reads_due, silent_triggers
from loader.ledger import status
from loader.migrate import grant_rights
from sandbox.dbt_runner import PROJECT
from sandbox.platform import create_platform
from sandbox.server import throwaway_server
from tests.catalog import CHALLENGES
from tests.roles import FRIDAY, Logins
from tests.test_cli import assert_one_sentence, run
from tests.test_schedule import scheduled
from tests.world import World

if TYPE_CHECKING:
    from pathlib import Path

    from loader.database import Connection
    from tests.conftest import Databases

# Commands of the loader, in an order in which each right is needed by one of them.
WORK = [
    ["load", "--dry-run", "--as-of", FRIDAY],
    ["load", "--as-of", FRIDAY],
    ["load", "--full", "--as-of", FRIDAY],
    ["explain", "--user", "305"],
    ["adopt"],
    ["adopt", "--since", FRIDAY],
    ["adopt", "--take-back", "--yes"],
    ["load", "--as-of", FRIDAY],
    ["status"],
]

# Every right of the loader, as it is granted, and the error of PostgreSQL if it is missing.
RIGHTS = {
    "connect on database {database}": "permission denied for database",
    "usage on schema public": "permission denied for schema public",
    "usage on schema challenges": "permission denied for schema challenges",
    "usage on schema challenges_loader": "permission denied for schema challenges_loader",
    "execute on function challenges_loader.rolling_caps": "permission denied for function rolling_caps",
    "execute on function challenges_loader.streak": "permission denied for function streak",
    "execute on function challenges_loader.winners_of_event": "permission denied for function winners_of_event",
    **{
        f"execute on function challenges_loader.{name}": f"permission denied for function {name}"
        for name in ("deciding_views", "restored_definition", "rules_version", "server", "versions_of_views")
    },
    "select on all tables in schema challenges": "permission denied for view challenge_views",
    "select on public.blocks": "permission denied for table blocks",
    "select on public.challenges": "permission denied for table challenges",
    "select on public.user_challenges": "permission denied for table user_challenges",
    "insert on public.user_challenges": "permission denied for table user_challenges",
    **{
        f"update ({column}) on public.user_challenges": "permission denied for table user_challenges"
        for column in (
            "user_id",
            "amount",
            "current_step_count",
            "is_complete",
            "completed_at",
            "completed_blocknumber",
        )
    },
    "select on public.trending_results": "permission denied for table trending_results",
    "insert on public.trending_results": "permission denied for table trending_results",
    **{
        f"{right} on public.challenge_listen_streak": "permission denied for table challenge_listen_streak"
        for right in ("select", "insert", "update (last_listen_date)", "update (listen_streak)")
    },
    "select (id) on public.plays": "permission denied for table plays",
    "select on public.challenge_profile_completion": "permission denied for table challenge_profile_completion",
    "insert on public.challenge_profile_completion": "permission denied for table challenge_profile_completion",
    **{
        f"update ({column}) on public.challenge_profile_completion": (
            "permission denied for table challenge_profile_completion"
        )
        for column in (
            "profile_description",
            "profile_name",
            "profile_picture",
            "profile_cover_photo",
            "follows",
            "favorites",
            "reposts",
        )
    },
    "select on public.notification": "permission denied for table notification",
    "insert on public.notification": "permission denied for table notification",
    "usage on sequence public.notification_id_seq": "permission denied for sequence notification_id_seq",
    **{
        f"select ({column}) on public.tracks": "permission denied for table tracks"
        for column in ("track_id", "owner_id", "is_current")
    },
    **{
        f"select ({column}) on public.reposts": "permission denied for table reposts"
        for column in ("user_id", "repost_item_id", "repost_type", "is_current", "is_delete")
    },
    **{
        f"{right} on all tables in schema challenges_loader": "permission denied for table "
        for right in ("select", "insert", "update", "delete")
    },
}

GRANTED_ALL = "The roles challenges_dbt, challenges_loader and challenges_reader have the rights that they need.\n"

# Every right of readers, in the same way.
READERS_RIGHTS = [
    "connect on database {database}",
    "usage on schema public",
    "usage on schema challenges",
    "usage on schema challenges_loader",
    *(
        f"execute on function challenges_loader.{name}"
        for name in (
            *("rolling_caps", "streak", "winners_of_event"),
            *("deciding_views", "restored_definition", "rules_version", "server", "versions_of_views"),
        )
    ),
    "select on all tables in schema challenges",
    "select on all tables in schema challenges_loader",
    *(f"select on public.{table}" for table in ("blocks", "challenges", "user_challenges")),
]

# What `challenges publish` needs, which test_publish.py takes away, and the views of challenges whose facts it brought.
READ_PUBLISHED = "execute on function challenges_loader.published_scopes"
PUBLISHING = [
    "temporary on database {database}",
    "execute on function challenges_loader.note_published",
    READ_PUBLISHED,
]

# Every right that the catalogs know, in the words of RIGHTS; those on all tables of a schema once.
GRANTED = """
with granted as (
    select format('on database %I', datname) as object, null::name as column_name, datacl as acl
    from pg_database
    where datname = current_database()
    union all
    select format('on schema %I', nspname), null, nspacl from pg_namespace
    union all
    select
        format(
            'on function %s',
            case
                when count(*) over (partition by pronamespace, proname) > 1 then oid::regprocedure::text
                else oid::regproc::text
            end
        ),
        null,
        proacl
    from pg_proc
    union all
    select
        case
            when nspname in ('challenges', 'challenges_loader') then format('on all tables in schema %I', nspname)
            when relkind = 'S' then format('on sequence %I.%I', nspname, relname)
            else format('on %I.%I', nspname, relname)
        end,
        attname,
        case when attname is null then relacl else attacl end
    from pg_class
    inner join pg_namespace on relnamespace = pg_namespace.oid
    cross join lateral (
        select null::name as attname, null::aclitem[] as attacl
        union all
        select attname, attacl from pg_attribute where attrelid = pg_class.oid
    ) as columns
)

select distinct lower(privilege_type) || coalesce(' (' || quote_ident(column_name) || ')', '') || ' ' || object
from granted
cross join aclexplode(acl) as entry
where entry.grantee = {role}::regrole
"""

FORBIDDEN = [
    "delete from user_challenges",
    "truncate user_challenges",
    "update user_challenges set created_at = now()",
    "update user_challenges set specifier = 'x'",
    "alter table user_challenges disable trigger on_user_challenge",
    "set session_replication_role = replica",
    "drop table user_challenges",
    "create trigger late after insert on user_challenges for each row execute function handle_on_user_challenge()",
    "insert into challenges values ('x', 'boolean', '1', true)",
    "update challenges set amount = '1000000'",
    "delete from challenges",
    "select 1 from blocks for update",
    "insert into blocks (blockhash) values ('x')",
    "update trending_results set user_id = 1",
    "delete from trending_results",
    "update notification set user_ids = '{}'",
    "delete from notification",
    "truncate notification",
    "select setval('notification_id_seq', 1)",
    "update tracks set owner_id = 1",
    "select title from tracks",
    "select created_at from reposts",
    "select 1 from users",
    "select 1 from playlist_trending_scores",
    "select 1 from sol_purchases",
    "create table public.own (id integer)",
    "create table challenges.own (id integer)",
    "create table challenges_loader.own (id integer)",
    "create schema own",
    "create or replace view challenges.comment_pin as select 1",
    "drop view challenges.comment_pin",
    "alter view challenges.comment_pin rename to own",
    "delete from challenges.catalog",
    "drop function challenges_loader.winners_of_event",
    "create or replace function challenges_loader.handle_trending() returns trigger language sql as ''",
    "insert into challenges_loader.migrations (name, checksum) values ('x', 'x')",
    "update challenges_loader.migrations set checksum = 'x'",
    "delete from challenges_loader.migrations",
    "insert into challenges_loader.changed_rows (table_name, scope_id) values ('x', 1)",
    "update challenges_loader.changed_rows set scope_id = 1",
    "insert into challenges_loader.full_reads (reason) values ('x')",
    "update challenges_loader.full_reads set challenge_id = 'x'",
    "update challenges_loader.finished_builds set rules_version = 'x'",
    "delete from challenges_loader.finished_builds",
    "truncate challenges_loader.watermarks",
    "drop table challenges_loader.watermarks",
    "set role challenges_dbt",
    "create role own",
]

FORBIDDEN_TO_READERS = [
    "insert into user_challenges (challenge_id, user_id, specifier, is_complete) values ('c', 1, 'x', true)",
    "update user_challenges set amount = 1",
    "select 1 from user_challenges for update",
    "insert into notification (specifier, group_id, type) values ('x', 'x', 'x')",
    "select 1 from notification",
    "select 1 from challenge_disbursements",
    "select nextval('challenges_loader.unnoted_transaction')",
    "insert into challenges_loader.loads (version) values ('x')",
    "update challenges_loader.challenge_status set outcome = 'ok'",
    "delete from challenges_loader.watermarks",
    "delete from challenges_loader.mints",
    "insert into challenges_loader.adoptions values ('c', now())",
    "delete from challenges.payment_findings",
    "set role challenges_loader",
]

VIEWS = """
select oid::regclass::text from pg_class where relkind = 'v' and relnamespace = 'challenges'::regnamespace
"""

SOURCES = """
select oid::regclass::text
from pg_class
cross join aclexplode(relacl) as entry
where
    entry.grantee = 'challenges_dbt'::regrole
    and relnamespace in ('public'::regnamespace, 'challenges_loader'::regnamespace)
    -- dbt writes these, and no view reads them; the second one only if tt or tut comes from a lake.
    and oid not in ('challenges_loader.finished_builds'::regclass, 'challenges_loader.publications'::regclass)
"""

# What the loader may do, dbt may not.
FORBIDDEN_TO_DBT = [
    "insert into user_challenges (challenge_id, user_id, specifier, is_complete) values ('c', 1, 'x', true)",
    "update user_challenges set amount = 1",
    "delete from user_challenges",
    "update challenges set amount = '1000000'",
    "insert into trending_results (user_id, rank, type, version, week) values (1, 1, 'x', 'x', now())",
    "select 1 from notification",
    "select 1 from playlist_trending_scores",
    "delete from challenges_loader.watermarks",
    "insert into challenges_loader.adoptions values ('c', now())",
    "create table public.own (id integer)",
    "create table challenges_loader.own (id integer)",
    "create schema own",
    "set role challenges_loader",
]


def test_the_loader_mints_everything_in_its_role(as_loader: Connection) -> None:
    for arguments in WORK:
        result = run(*arguments)
        assert result.exit_code == 0, (arguments, result.output)

    minted = as_loader.execute("select distinct challenge_id from user_challenges order by 1").fetchall()
    assert [row[0] for row in minted] == CHALLENGES
    notified = as_loader.execute("select distinct type from notification order by 1").fetchall()
    assert [row[0] for row in notified] == [
        "challenge_reward",
        "claimable_reward",
        "reward_in_cooldown",
        "tastemaker",
        "trending",
        "trending_underground",
    ]


def test_in_its_role_it_names_the_trigger_and_the_reward_that_made_it_raise(as_loader: Connection) -> None:
    as_loader.execute(
        "create function refuse() returns trigger language plpgsql as $$"
        " begin if new.user_ids = array[7] then raise 'not today'; end if; return new; end $$"
    )
    as_loader.execute("create trigger refuse before insert on notification for each row execute function refuse()")

    result = run("load", "--as-of", FRIDAY)

    assert result.exit_code == 1
    assert "raised by the trigger refuse on notification at the reward 7:2026" in result.stderr
    assert " of user 7; PL/pgSQL" in result.stderr


@pytest.mark.once
@pytest.mark.parametrize("right", RIGHTS)
def test_without_any_one_right_the_loader_fails_with_a_sentence(as_loader: Connection, right: str) -> None:
    # A view that was made again is compared by its definition.
    ((definition,),) = as_loader.execute("select pg_get_viewdef('challenges.stg_head_block'::regclass)").fetchall()
    as_loader.execute(f"create or replace view challenges.stg_head_block as {definition}")
    named = right.format(database=as_loader.info.dbname)
    as_loader.execute(f"revoke {named} from challenges_loader")

    failed = next((result for result in (run(*arguments) for arguments in WORK) if result.exit_code), None)

    assert failed, f"nothing needs it: {right}"
    assert failed.exit_code in {1, 3}
    assert "Traceback" not in failed.stderr
    errors = [line for line in failed.stderr.splitlines() if line.startswith("error: ")]
    assert errors
    for error in errors:
        assert RIGHTS[right] in error
        assert "run `challenges grant-rights`" in error or "PostgreSQL cannot be reached" in error


def granted_to(admin: Connection, role: str) -> set[str]:
    return {row[0] for row in admin.execute(sql.SQL(GRANTED).format(role=sql.Literal(role))).fetchall()}


def test_no_other_right_is_granted(admin: Connection) -> None:
    loaders, readers = [*RIGHTS, *PUBLISHING], [*READERS_RIGHTS, READ_PUBLISHED]
    for role, rights in (("challenges_loader", loaders), ("challenges_reader", readers)):
        granted = granted_to(admin, role)
        assert granted == {right.format(database=admin.info.dbname) for right in rights}


def test_a_right_that_is_taken_away_from_a_loader_at_work_fails_what_needs_it_until_it_is_back(
    as_loader: Connection, tmp_path: Path
) -> None:
    with scheduled(tmp_path) as loader:
        loader.wait_for("nothing new")
        as_loader.execute("revoke insert on user_challenges from challenges_loader")
        World(as_loader).add("comments", comment_id=900001, user_id=305, created_at="2020-01-01", blocknumber=900001)
        loader.wait_for("rolled back: permission denied for table user_challenges")
        assert "run `challenges grant-rights`" in loader.complained.read_text()
        as_loader.execute("grant insert on user_challenges to challenges_loader")
        World(as_loader).wait_for("select 1 from user_challenges where specifier = '131:202001'")
        assert loader.end() == 0


@pytest.mark.parametrize("statement", FORBIDDEN)
@pytest.mark.usefixtures("on_friday")
def test_the_loader_can_do_nothing_else(logins: Logins, monkeypatch: pytest.MonkeyPatch, statement: str) -> None:
    logins.use("challenges_loader", monkeypatch)
    with (
        connect() as loader,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        loader.transaction(force_rollback=True),
    ):
        loader.execute(statement)


def read_everything() -> None:
    """Read all that readers may. Raises what the first refused question raises."""
    with connect() as reader:
        assert status(reader, views_schema())
        assert silent_triggers(reader) == []
        full_reads_due(reader, views_schema())
        require_ready(reader, views_schema())
        for question in (Question(only=["b", "cs", "e", "w"]), Question(user_id=305)):
            for decision in explain(reader, views_schema(), question):
                if isinstance(decision, Unexplained):
                    raise ChallengesError(decision.error)
        tables = reader.execute(
            "select oid::regclass::text from pg_class where relkind in ('r', 'v')"
            " and relnamespace in ('challenges'::regnamespace, 'challenges_loader'::regnamespace)"
        ).fetchall()
        for (table,) in tables:
            reader.execute(f"select 1 from {table} limit 0")


def test_readers_read_everything_in_their_role(
    admin: Connection, logins: Logins, monkeypatch: pytest.MonkeyPatch
) -> None:
    logins.use("challenges_reader", monkeypatch)
    read_everything()


@pytest.mark.parametrize("right", READERS_RIGHTS)
def test_without_any_one_right_something_cannot_be_read(
    admin: Connection, logins: Logins, monkeypatch: pytest.MonkeyPatch, right: str
) -> None:
    # A view that was made again is compared by its definition.
    ((definition,),) = admin.execute("select pg_get_viewdef('challenges.stg_head_block'::regclass)").fetchall()
    admin.execute(f"create or replace view challenges.stg_head_block as {definition}")
    admin.execute(f"revoke {right.format(database=admin.info.dbname)} from challenges_reader")
    logins.use("challenges_reader", monkeypatch)
    with pytest.raises((psycopg.errors.InsufficientPrivilege, ChallengesError), match=r"permission denied|is missing"):
        read_everything()


@pytest.mark.parametrize("statement", [*FORBIDDEN, *FORBIDDEN_TO_READERS])
@pytest.mark.usefixtures("on_friday")
def test_readers_can_write_nothing(logins: Logins, monkeypatch: pytest.MonkeyPatch, statement: str) -> None:
    logins.use("challenges_reader", monkeypatch)
    with (
        connect() as reader,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        reader.transaction(force_rollback=True),
    ):
        reader.execute(statement)


@pytest.mark.usefixtures("on_friday")
def test_who_logs_in_as_the_readers_role_itself_has_its_timeout() -> None:
    with connect() as admin:
        ((settings,),) = admin.execute("select rolconfig from pg_roles where rolname = 'challenges_reader'").fetchall()
    assert settings == ["statement_timeout=15s", "default_transaction_read_only=on"]


@pytest.mark.parametrize("statement", FORBIDDEN_TO_DBT)
@pytest.mark.usefixtures("on_friday")
def test_dbt_can_neither_pay_nor_forget(logins: Logins, monkeypatch: pytest.MonkeyPatch, statement: str) -> None:
    logins.use("challenges_dbt", monkeypatch)
    with connect() as dbt, pytest.raises(psycopg.errors.InsufficientPrivilege), dbt.transaction(force_rollback=True):
        dbt.execute(statement)


@pytest.mark.usefixtures("on_friday")
def test_dbt_reads_the_sources_of_the_models_and_nothing_else() -> None:
    sources = yaml.safe_load((PROJECT / "models" / "staging" / "__sources.yml").read_text())["sources"]
    with connect() as admin:
        readable = admin.execute(
            "select relnamespace::regnamespace || '.' || relname from pg_class where relkind in ('r', 'v')"
            " and relnamespace in ('public'::regnamespace, 'challenges_loader'::regnamespace)"
            " and has_any_column_privilege('challenges_dbt', oid, 'select, insert, update, references')"
        ).fetchall()
    named_elsewhere = {
        "challenges_loader.adopted_progress",  # by the macro is_after_adoption
        "challenges_loader.adopted_rewards",  # by the same
        "challenges_loader.finished_builds",  # by the macro note_finished_builds
        "challenges_loader.publications",  # by the macros create_published_facts and is_published_today
    }
    assert {row[0] for row in readable} - named_elsewhere == {
        # The platform's schema has another name on a lake.
        f"{'public' if source['name'] == 'platform' else source['schema']}.{table['name']}"
        for source in sources
        for table in source["tables"]
    }


@pytest.mark.usefixtures("on_friday")
def test_without_any_one_source_a_view_of_dbt_cannot_be_read() -> None:
    with connect() as admin:
        views = [row[0] for row in admin.execute(VIEWS).fetchall()]
        for (source,) in admin.execute(SOURCES).fetchall():
            with contextlib.suppress(psycopg.errors.InsufficientPrivilege), admin.transaction():
                admin.execute(f"revoke select on {source} from challenges_dbt")
                admin.execute("set local role challenges_loader")
                for view in views:
                    admin.execute(f"select 1 from {view} limit 0")
                raise AssertionError(f"nothing needs it: {source}")


def test_the_catalog_is_an_administrators(as_loader: Connection) -> None:
    assert_one_sentence(
        run("sync-catalog"), 3, "permission denied for table challenges", "Run this as an administrator"
    )


def test_to_be_quiet_is_a_right_of_its_own(as_loader: Connection, logins: Logins) -> None:
    login = logins.names["challenges_loader"]
    grant = f'grant set on parameter session_replication_role to "{login}"'
    before = as_loader.execute("select count(*) from notification").fetchone()
    refused = run("load", "--full", "--quiet")
    assert refused.exit_code == 3
    assert grant in refused.stderr

    as_loader.execute(grant)
    try:
        assert run("load", "--full", "--quiet", "--as-of", FRIDAY).exit_code == 0
    finally:  # it is a right on the whole server
        as_loader.execute(f"revoke set on parameter session_replication_role from {login}")
    assert as_loader.execute("select count(*) from notification").fetchone() == before
    assert as_loader.execute("select count(*) > 100 from user_challenges").fetchone() == (True,)


def test_granting_again_changes_nothing_and_restores_what_was_taken_away(as_loader: Connection) -> None:
    roles = ("challenges_loader", "challenges_reader")
    before = [granted_to(as_loader, role) for role in roles]
    grant_rights(as_loader, views_schema())
    assert [granted_to(as_loader, role) for role in roles] == before

    as_loader.execute("revoke all on all tables in schema public from challenges_loader, challenges_reader")
    grant_rights(as_loader, views_schema())
    assert [granted_to(as_loader, role) for role in roles] == before


def test_a_later_table_of_the_loaders_own_is_its_own(as_loader: Connection) -> None:
    as_loader.execute("create table challenges_loader.later (id integer)")
    with connect() as loader:
        loader.execute("insert into challenges_loader.later values (1)")
        loader.execute("update challenges_loader.later set id = 2")
        loader.execute("delete from challenges_loader.later where id = 2")


def test_views_that_somebody_else_built_become_dbts(database: str, logins: Logins) -> None:
    with connect() as admin:
        grant_rights(admin, views_schema())
        owners = admin.execute(
            "select distinct relowner::regrole::text from pg_class where relnamespace = 'challenges'::regnamespace"
            " and relkind in ('r', 'v')"
        ).fetchall()
    assert owners == [("challenges_dbt",)]


def test_the_command_says_what_it_did_and_what_it_needs(
    admin: Connection, logins: Logins, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("grant-rights").stdout == GRANTED_ALL
    admin.execute(run("grant-rights", "--print").stdout)
    logins.use("challenges_loader", monkeypatch)
    assert_one_sentence(run("grant-rights"), 3, "No right was granted", "permission denied", "Run this as a superuser")


@pytest.mark.usefixtures("empty_database")
def test_migrations_come_first() -> None:
    assert_one_sentence(run("grant-rights"), 3, "Migrations are not applied", "run `challenges migrate`")


@pytest.mark.parametrize("attribute", ["createrole", "nocreaterole"])
def test_the_owner_of_the_database_grants_the_rights_as_the_readme_says(
    databases: Databases, monkeypatch: pytest.MonkeyPatch, attribute: str
) -> None:
    """On a server of its own, which has none of the roles yet: roles belong to the whole server."""
    with throwaway_server(databases.programs()), psycopg.connect(autocommit=True) as admin:
        owner = f"owner_{secrets.token_hex(4)}"
        admin.execute(sql.SQL("create role {} login " + attribute).format(sql.Identifier(owner)))
        admin.execute(sql.SQL("create database platform owner {}").format(sql.Identifier(owner)))
        monkeypatch.setenv("PGDATABASE", "platform")
        monkeypatch.setenv("PGUSER", owner)
        with connect() as connection:
            create_platform(connection)
        assert run("migrate").exit_code == 0
        if attribute == "nocreaterole":
            assert_one_sentence(run("grant-rights"), 3, "No right was granted", "permission denied to create role")
            admin.execute("create role challenges_dbt; create role challenges_loader; create role challenges_reader")
            admin.execute(sql.SQL("grant challenges_dbt to {}").format(sql.Identifier(owner)))
        for _ in range(2):
            assert run("grant-rights").output == GRANTED_ALL
