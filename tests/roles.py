"""The roles of dbt, the loader and readers: logins for each, and a platform on a Friday whose views dbt built."""

from __future__ import annotations

import contextlib
import secrets
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql

from loader.challenges import sync_catalog
from loader.database import connect, views_schema
from loader.migrate import grant_rights
from sandbox.dbt_runner import failures, run_dbt
from sandbox.platform import add_sample_data, fit_catalog, grant_one_shots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loader.database import Connection
    from tests.conftest import Databases

FRIDAY = "2026-05-22T12:00:00Z"


class Logins:
    """Roles to log in as, for dbt, the loader and readers, as docs/running.md says to make them."""

    def __init__(self, admin: Connection) -> None:
        self.admin = admin
        self.password = secrets.token_hex(8)
        roles = ("challenges_dbt", "challenges_loader", "challenges_reader")
        self.names = {role: f"{role}_test_{secrets.token_hex(4)}" for role in roles}
        # Roles belong to the whole server, which may be one that somebody uses.
        self.found = [row[0] for row in admin.execute("select rolname from pg_roles").fetchall()]

    def create(self) -> None:
        for role, name in self.names.items():
            self.admin.execute(f"create role {name} login password '{self.password}' in role {role}")
        self.admin.execute(f"alter role {self.names['challenges_dbt']} set role to challenges_dbt")

    def drop(self) -> None:
        for role, name in self.names.items():
            self.admin.execute(f"drop role if exists {name}")
            if role not in self.found:
                with contextlib.suppress(psycopg.errors.DependentObjectsStillExist):  # of another run
                    self.admin.execute(f"drop role if exists {role}")

    def use(self, role: str, patch: pytest.MonkeyPatch) -> None:
        patch.setenv("PGUSER", self.names[role])
        patch.setenv("PGPASSWORD", self.password)


def harden(connection: Connection) -> None:
    """Revoke what every role has by default, so that only granted rights are left."""
    connection.execute(sql.SQL("revoke all on database {} from public").format(sql.Identifier(connection.info.dbname)))
    connection.execute("revoke all on schema public from public")
    connection.execute("revoke execute on all functions in schema challenges_loader from public")


@pytest.fixture(scope="session")
def logins(databases: Databases) -> Iterator[Logins]:
    logins = Logins(databases.admin)
    yield logins
    logins.drop()


@pytest.fixture(scope="session")
def built_by_dbt(databases: Databases, template: tuple[str, list[object]], logins: Logins) -> Iterator[str]:
    """A database without data, whose views dbt built in its role."""
    name = databases.create(template[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGDATABASE", name)
        with connect() as admin:
            harden(admin)
            admin.execute("drop schema challenges cascade")
            grant_rights(admin, views_schema())
            logins.create()
            with pytest.MonkeyPatch.context() as as_dbt:
                logins.use("challenges_dbt", as_dbt)
                assert failures(run_dbt("build", "--exclude-resource-type", "unit_test", "test")) == []
                data_tests = ["comment_pin,test_type:data", "cosign,test_type:data", "source:*"]
                assert failures(run_dbt("test", "--select", "first_tip", *data_tests)) == []
            sync_catalog(admin, views_schema())
            fit_catalog(admin)
            grant_one_shots(admin)
    yield name
    databases.drop(name)


@pytest.fixture(scope="session")
def friday(databases: Databases, built_by_dbt: str) -> Iterator[str]:
    """A copy of that database on a Friday on which each challenge has something to mint."""
    name = databases.create(built_by_dbt)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGDATABASE", name)
        with connect() as admin:
            harden(admin)  # rights on the database itself are not copied
            grant_rights(admin, views_schema())
            add_sample_data(admin, 1)
            add_sample_data(admin, 2)
            admin.execute("insert into plays (user_id, play_item_id, created_at) values (305, 1, '2026-05-22')")
    yield name
    databases.drop(name)


@pytest.fixture
def admin(databases: Databases, friday: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """A superuser's connection to a copy of that database; PGDATABASE names it."""
    with databases.temporary(monkeypatch, friday), connect() as connection:
        harden(connection)  # rights on the database itself are not copied
        grant_rights(connection, views_schema())
        yield connection


@pytest.fixture
def on_friday(friday: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PGDATABASE names the database that is copied: for what changes nothing."""
    monkeypatch.setenv("PGDATABASE", friday)


@pytest.fixture
def as_loader(admin: Connection, logins: Logins, monkeypatch: pytest.MonkeyPatch) -> Connection:
    """Commands log in as the loader; what is returned is the superuser's connection."""
    logins.use("challenges_loader", monkeypatch)
    return admin
