"""The pages as a test opens them: a database that was loaded and paid, read in the role challenges_reader."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from loader.database import connect, views_schema
from loader.load import load
from loader.migrate import grant_rights
from loader.outcome import LoadOptions
from sandbox.__main__ import THURSDAY
from sandbox.platform import add_payments, add_sample_data
from sandbox.serve import build_finance
from tests.roles import harden
from tests.world import FRIDAY, World
from web.app import application

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Databases
    from tests.roles import Logins

FRIDAY_NOON = "2026-05-22T12:00:00Z"


@pytest.fixture(scope="session")
def paid(databases: Databases, built_by_dbt: str, logins: Logins) -> Iterator[str]:
    """The name of a database that was loaded on Thursday and on Friday, with what the payer paid, and with findings."""
    name = databases.create(built_by_dbt)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGDATABASE", name)
        with connect() as admin:
            harden(admin)
            grant_rights(admin, views_schema())
            for day, clock in ((1, THURSDAY), (2, FRIDAY)):
                add_sample_data(admin, day)
                results = list(load(admin, views_schema(), LoadOptions(clock=clock)))
                assert [result.error for result in results if result.error] == []
            add_payments(admin, FRIDAY)
        logins.use("challenges_dbt", patch)
        build_finance(FRIDAY)
    yield name
    databases.drop(name)


@pytest.fixture
def site(paid: str, logins: Logins, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The pages on that database, which no test may change."""
    monkeypatch.setenv("PGDATABASE", paid)
    logins.use("challenges_reader", monkeypatch)
    with client() as pages:
        yield pages


@pytest.fixture
def own_site(databases: Databases, paid: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[World, TestClient]]:
    """A copy of that database, for a test to change as a superuser, and the pages on it."""
    with databases.temporary(monkeypatch, paid), connect() as connection:
        harden(connection)
        grant_rights(connection, views_schema())
        world = World(connection)
        world.run("reset challenges.as_of")
        with client() as pages:
            yield world, pages


@contextmanager
def client() -> Iterator[TestClient]:
    """Open the application with the clock of Friday, in this process."""
    with TestClient(application(FRIDAY), "http://localhost", raise_server_exceptions=False) as pages:
        yield pages


@contextmanager
def served(*arguments: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `challenges serve` on a free port, and yield the address of its first page, and the process."""
    command = [sys.executable, "-m", "loader", "serve", "--port", "0", "--as-of", FRIDAY_NOON, *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        found = re.search(r"http://\S+/", line)
        assert found, line + process.stderr.read()
        yield found[0], process
    finally:
        process.terminate()
        process.wait(timeout=20)


def chromium() -> str | None:
    """Return the path of the browser, None if there is none."""
    return shutil.which("chromium")


class Document(HTMLParser):
    """What a test asks of a page: its links, its ids, and its text."""

    def __init__(self, html: str, address: str = "/") -> None:
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.parts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.tags.append((tag, found))
        if found.get("id"):
            assert found["id"] not in self.ids, f"twice: {found['id']}"
            self.ids.add(found["id"])
        if tag == "a" and found.get("href"):
            self.links.append(urljoin(self.address, found["href"]))

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    @property
    def text(self) -> str:
        """The text, with one space between words."""
        return " ".join(" ".join(self.parts).split())


def opened(site: TestClient, address: str, status: int = 200) -> Document:
    """Return a page, after a check of its status."""
    answer = site.get(address)
    assert answer.status_code == status, (address, answer.status_code, answer.text[:500])
    return Document(answer.text, address)


def parts_of(address: str) -> tuple[str, str]:
    """Return an address without its fragment, and the fragment."""
    split = urlsplit(address)
    return split._replace(fragment="").geturl(), split.fragment
