"""The pages let nobody in: no other site or machine, no text of the database, no request that changes anything."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from loader.database import connect, views_schema
from loader.migrate import grant_rights
from tests.site import client, opened, served
from tests.test_cli import assert_one_sentence, run
from tests.test_hostile import HOSTILE, LONG
from tests.world import FRIDAY, World
from web.app import application
from web.server import LOOPBACK_NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.roles import Logins

pytestmark = pytest.mark.once

ADDRESSES = [
    "/",
    "/?days=90",
    "/users",
    "/users?q=nobody",
    "/users?q=ada",
    "/users/301",
    "/challenges/cs",
    "/challenges/cs?gate=is_within_cosigner_cap",
    "/loads",
    "/loads/1",
    "/loads/1.csv",
    "/finance",
    "/finance/overdue",
    "/finance/overdue.csv",
    "/healthz",
    "/metrics",
    "/static/style.css",
    "/static/chart.js",
    "/static/icon.svg",
    "/static/plotly.js",
    "/nothing",
    "/users/0",
]
# That end what a page is about to write: a tag, an attribute of either quote, a script, a template.
BREAKING = "</script></style></title>\"'><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}&lt;" + HOSTILE
ANYWHERE = "0.0.0.0"  # noqa: S104 - what must be refused
LEAKS = ("Traceback", "psycopg", "select ", "SELECT", "LINE 1", "relation", "/web/", ".py", "password", "PGHOST")


def test_each_answer_has_the_headers_that_close_it(site: TestClient) -> None:
    for address in ADDRESSES:
        answer = site.get(address, follow_redirects=False)
        assert answer.headers["content-security-policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self';"
            " base-uri 'none'; frame-ancestors 'none'"
        ), address
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["referrer-policy"] == "same-origin"
        kept = "public, max-age=86400" if address.startswith("/static/") else "no-store"
        assert answer.headers["cache-control"] == kept, address
        assert "server" not in answer.headers
        assert "set-cookie" not in answer.headers


def test_no_page_has_a_script_or_a_style_of_its_own(site: TestClient) -> None:
    for address in ADDRESSES:
        answer = site.get(address)
        if answer.headers["content-type"].startswith("text/html"):
            assert not re.search(r"<script(?![^>]* src=\"/static/)", answer.text)
            assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", answer.text)
            # Nothing comes from elsewhere.
            assert not re.search(r"(?:src|href|action)=\"(?!/|#)", answer.text)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_no_request_changes_anything(site: TestClient, method: str) -> None:
    for address in ADDRESSES:
        answer = site.request(method, address)
        assert answer.status_code in {404, 405}, (method, address)
        assert "content-security-policy" in answer.headers


def test_reading_all_pages_leaves_the_database_as_it_is(site: TestClient) -> None:
    def written() -> object:
        with connect() as connection:
            return connection.execute(
                "select sum(n_tup_ins + n_tup_upd + n_tup_del), count(*) from pg_stat_user_tables"
            ).fetchone()

    before = written()
    for address in ADDRESSES:
        site.get(address)
        site.head(address)
    assert written() == before


@pytest.mark.parametrize(
    ("host", "is_answered"),
    [
        ("localhost", True),
        ("localhost:8000", True),
        ("LOCALHOST:8000", True),
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("[::1]", True),
        ("evil.example", False),
        ("evil.example:8000", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("localhost:8000.evil.example", False),
        ("", False),
    ],
)
def test_it_answers_under_its_own_name_only(site: TestClient, host: str, is_answered: bool) -> None:
    """A page of another site could give its own name the address of this machine."""
    with TestClient(application(FRIDAY, LOOPBACK_NAMES), "http://localhost") as pages:
        answer = pages.get("/healthz", headers={"host": host})
    assert answer.status_code == (200 if is_answered else 421)
    assert "content-security-policy" in answer.headers


def assert_closed(text: str) -> None:
    """Check that nothing of BREAKING has become a part of the page, nor what turns or hides text."""
    assert "<img" not in text
    assert "alert(1)</script>" not in text
    assert not re.search(r"<script(?![^>]* src=\"/static/)", text)
    assert "\">'" not in text
    assert "49" not in re.findall(r"&gt;(\d+)&amp;lt;", text)
    text = re.sub(r'<option value="[^"]*"', "", text)  # the browser sends it as it is
    assert {char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} <= {"\n"}


@pytest.mark.parametrize("text", [BREAKING, LONG], ids=["breaking", "long"])
def test_texts_of_the_database_stay_texts(own_site: tuple[World, TestClient], text: str) -> None:
    """In each field that a page shows."""
    world, site = own_site
    text = text.replace("\x00", "")
    world.run("alter table user_challenges drop constraint user_challenges_challenge_id_fkey")
    for table, columns in {
        "users": ("handle", "name", "bio"),
        "challenges_loader.loads": ("version", "error", "outcome"),
        "challenges_loader.challenge_loads": ("error", "outcome"),
        "challenges_loader.challenge_status": ("error",),
        "challenges.catalog": ("name", "type", "amount"),
        "challenges": ("amount",),
        "challenges.payment_findings": ("paid_amount_text", "signature"),
        "challenge_disbursements": ("amount", "signature"),
    }.items():
        for column in columns:
            world.run(f"update {table} set {column} = %s", text)
    world.run("update challenges_loader.challenge_status set outcome = 'failed', failing_since = now()")
    world.run("update challenges.payment_findings set specifier = specifier || %s", text[:1000])
    world.run("update user_challenges set specifier = specifier || %s where challenge_id in ('c', 'cs')", text[:1000])
    world.run("update challenges_loader.mints set specifier = specifier || %s where challenge_id = 'c'", text[:500])
    for view, column in (("gates", "description"), ("challenge_rules", "description")):
        world.run(f"alter view challenges.{view} rename to {view}_before")
        columns = [
            "%(text)s::text as description" if name == column else name
            for (name,) in world.rows(
                "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 order by attnum",
                f"challenges.{view}_before",
            )
        ]
        literal = world.connection.execute("select quote_literal(%s::text)", (text,)).fetchone()[0]
        statement = f"create view challenges.{view} as select {', '.join(columns)} from challenges.{view}_before"
        world.connection.execute(statement.replace("%(text)s", literal))
    grant_rights(world.connection, views_schema())
    shown = 0
    for address in [
        "/",
        "/users/301",
        "/users/305",
        "/users/305?challenge=cs",
        "/users/151",
        "/challenges/cs",
        "/challenges/c",
        "/loads",
        "/loads/1",
        "/finance",
        *(f"/finance/{state}" for state in ("overdue", "without_reward", "other_user", "other_amount")),
    ]:
        answer = site.get(address)
        assert answer.status_code == 200, (address, answer.text[-500:])
        assert_closed(answer.text)
        shown += answer.text.count("&lt;/script&gt;") + answer.text.count("drop table users")
    assert shown > 50
    for address in ("/loads/1.csv", "/finance/overdue.csv"):
        assert site.get(address).status_code == 200


@pytest.mark.parametrize("text", [BREAKING, "%", "\x00", "a" * 5000, "٣", "-1", "1e9", "' or 1=1 --"])
def test_what_is_asked_stays_a_text(site: TestClient, text: str) -> None:
    names = ("q", "days", "day", "week", "gate", "specifier", "decision", "before", "after")
    for address in ("/", "/users", "/users/301", "/challenges/cs", "/loads", "/loads/1", "/finance/overdue"):
        answer = site.get(address, params=dict.fromkeys(names, text))
        assert answer.status_code == 200, address
        assert_closed(answer.text)
    for address in ("/users/301", "/loads", "/loads/1", "/finance/overdue"):
        answer = site.get(address, params={"challenge": text})
        is_unknown = address == "/users/301" and text != "\0"
        assert answer.status_code == (404 if is_unknown else 200), address
        assert_closed(answer.text)
    assert site.get("/challenges/" + quote(text, safe="")).status_code == 404


def test_a_challenge_of_a_hostile_name_has_its_pages(world: World) -> None:
    name = BREAKING.replace("\x00", "") + "/../x"
    world.offer({"specifier": "a/b?c#d"}, challenge_id=name)
    world.load(clock=FRIDAY)
    grant_rights(world.connection, views_schema())
    with client() as site:
        page = opened(site, "/")
        (link,) = {link for link in page.links if link.startswith("/challenges/") and "?" not in link}
        for address in (link, *(link for link in opened(site, link).links if "http" not in link)):
            answer = site.get(address)
            assert answer.status_code == 200, address
            assert_closed(answer.text)


def test_an_error_page_has_no_reason_of_the_database(
    own_site: tuple[World, TestClient], caplog: pytest.LogCaptureFixture
) -> None:
    world, site = own_site
    world.run("drop view challenges.gates, challenges.user_handles cascade")
    for address in ("/challenges/cs", "/loads/1", "/users?q=ada"):
        caplog.clear()
        answer = site.get(address)
        assert answer.status_code == 503
        assert "A view that this page reads is missing, or not as dbt builds it. Run `dbt build`." in answer.text
        assert [leak for leak in LEAKS if leak in answer.text] == []
        assert answer.headers["refresh"] == "10"
        assert "does not exist" in caplog.text  # for the operator


def test_without_its_role_a_page_says_what_to_do(
    own_site: tuple[World, TestClient], monkeypatch: pytest.MonkeyPatch, logins: Logins
) -> None:
    world, site = own_site
    logins.use("challenges_dbt", monkeypatch)  # it is no member
    answer = site.get("/")
    assert answer.status_code == 503
    assert "Run `challenges grant-rights`" in answer.text
    assert [leak for leak in LEAKS if leak in answer.text] == []
    world.run("delete from challenges_loader.migrations where name like '0034%%'")
    monkeypatch.setenv("PGUSER", world.connection.info.user)
    assert "Migrations are not applied, 0034_mints_load_index.sql first. Run" in site.get("/").text


def test_a_mistake_in_the_code_has_a_page_without_a_trace(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("select secret from users")

    monkeypatch.setattr("web.pages._by_name", broken)
    answer = site.get("/")
    assert answer.status_code == 500
    assert "This page is broken" in answer.text
    assert "secret" not in answer.text
    assert [leak for leak in LEAKS if leak in answer.text] == []
    assert "content-security-policy" in answer.headers


def test_without_a_database_it_says_so_and_comes_back_by_itself(
    site: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGHOST", str(tmp_path))
        for address in ("/", "/users/301", "/finance/overdue.csv"):
            answer = site.get(address)
            assert answer.status_code == 503
            assert str(tmp_path) not in answer.text
            assert "This page tries again by itself." in answer.text
        answer = site.get("/healthz")
        assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})
        assert site.get("/static/style.css").status_code == 200
    assert site.get("/").status_code == 200
    assert site.get("/healthz").status_code == 200


def test_a_database_that_is_not_set_up_is_not_healthy(empty_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with client() as site:
        assert site.get("/healthz").status_code == 503
        assert site.get("/").status_code == 503


def test_a_database_that_lets_wait_has_a_page_that_says_so(own_site: tuple[World, TestClient]) -> None:
    world, site = own_site
    with world.connection.transaction():
        world.run("lock table challenges_loader.loads in access exclusive mode")
        answer = site.get("/loads")
    assert answer.status_code == 503
    assert "not in time" in answer.text
    assert site.get("/loads").status_code == 200


@pytest.mark.parametrize("host", [ANYWHERE, "::", "192.0.2.1"])
def test_an_address_that_others_can_reach_needs_a_word(host: str) -> None:
    assert_one_sentence(run("serve", "--host", host), 3, f"Others could reach {host}", "--allow-remote")


def test_with_that_word_it_says_what_must_stand_before_it(site: TestClient) -> None:
    with served("--host", ANYWHERE, "--allow-remote") as (address, process):
        assert address.startswith(f"http://{ANYWHERE}:")
        process.terminate()
        assert "Put a proxy before them that lets in only those who may" in process.stderr.read()


def test_a_port_that_is_taken_or_a_host_that_is_none() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert_one_sentence(run("serve", "--port", port), 3, f"port {port}", "Choose another")
    assert_one_sentence(run("serve", "--host", "no.such.host.invalid"), 3, "no.such.host.invalid", "Choose another")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_without_an_error(site: TestClient, number: signal.Signals) -> None:
    with served() as (address, process):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        process.send_signal(number)
        assert process.wait(timeout=20) == 0
        assert process.stdout.read() == "Stopped.\n"
        assert process.stderr.read() == ""


def test_it_starts_without_a_database_and_says_why(
    site: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGHOST", str(tmp_path))
    with served() as (_, process):
        process.terminate()
        error = process.stderr.read()
    assert "warning: the pages cannot be read yet: PostgreSQL cannot be reached" in error
    assert "They come as soon as they can." in error


@pytest.mark.parametrize("package", ["starlette", "uvicorn", "jinja2", "plotly", "prometheus_client"])
def test_without_the_extra_serve_says_how_to_install_it_and_all_else_works(package: str, site: TestClient) -> None:
    without = (
        "import sys, importlib.abc\n"
        "class Without(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name.partition('.')[0] == {package!r}:\n"
        f"            raise ModuleNotFoundError('none', name={package!r})\n"
        "sys.meta_path.insert(0, Without())\n"
        "from loader.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", without]
    result = subprocess.run([*command, "serve", "--port", "0"], capture_output=True, text=True)
    assert result.returncode == 3
    assert f"error: The pages need the package {package}, which is not installed." in result.stderr
    assert "pip install 'challenges[web]'" in result.stderr
    assert "Traceback" not in result.stderr
    explained = subprocess.run(
        [*command, "explain", "--user", "301", "--challenge", "c"], capture_output=True, text=True
    )
    assert (explained.returncode, explained.stderr) == (0, "")
