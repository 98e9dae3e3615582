"""The pages: what they show is what the database has, each link leads somewhere, and they are read only."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest
import yaml
from starlette.testclient import TestClient

from loader.database import connect, views_schema
from loader.explain import Decision, Question, explain
from loader.migrate import grant_rights
from loader.report import verdict
from sandbox.dbt_runner import PROJECT
from tests.catalog import CATALOG, CHALLENGES
from tests.site import Document, client, opened, parts_of
from tests.world import FRIDAY, World
from web.app import application
from web.pages import FINDINGS, MOST_LOADS
from web.reading import Connections
from web.words import gate_words, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loader.database import Connection
    from tests.roles import Logins

pytestmark = pytest.mark.once

TODAY = FRIDAY.date()
MOST_OF_A_KIND = 3


@pytest.fixture
def data(paid: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """A superuser's connection to the database that the pages show."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGDATABASE", paid)
        with connect() as connection:
            yield connection


def kind_of(address: str) -> str:
    """Return an address without what differs from one user, load, challenge or day to the next."""
    path, _, asked = address.partition("?")
    names = "&".join(part.partition("=")[0] for part in asked.split("&"))
    return re.sub(r"/(\d+|(?<=challenges/)[^/]+)", "/...", path) + "?" + names


def test_the_links_lead_to_a_page_and_to_a_place_in_it(site: TestClient) -> None:
    """Of each kind of address the first ones."""
    to_open, pages, opened_of = ["/"], {}, Counter()
    while to_open:
        address = to_open.pop(0)
        opened_of[kind_of(address)] += 1
        if address in pages or opened_of[kind_of(address)] > MOST_OF_A_KIND:
            continue
        answer = site.get(address)
        assert answer.status_code == 200, address
        is_page = answer.headers["content-type"].startswith("text/html")
        pages[address] = Document(answer.text, address) if is_page else None
        to_open += [parts_of(link)[0] for link in pages[address].links] if is_page else []
    assert set(opened_of) >= {"/?", "/?days", "/users/...?", "/users/...?challenge&specifier", "/challenges/...?day"}
    assert set(opened_of) >= {"/challenges/...?gate", "/loads?challenge", "/loads/....csv?", "/finance/overdue.csv?"}
    broken = [
        (address, link)
        for address, page in pages.items()
        if page
        for link in page.links
        for path, place in [parts_of(link)]
        if place and pages.get(path) and place not in pages[path].ids
    ]
    assert broken == []


def test_the_overview_has_each_challenge_and_the_sums_of_its_period(site: TestClient, data: Connection) -> None:
    for days in (30, 90):
        page = opened(site, f"/?days={days}")
        audio, rewards = data.execute(
            "select sum(amount), count(*) from user_challenges where is_complete and completed_at::date > %s",
            (TODAY - timedelta(days=days),),
        ).fetchone()
        assert f"AUDIO in {days} days {number(audio)} Rewards in {days} days {number(rewards)}" in page.text
        assert "All 23 challenges are well" in page.text
        for challenge_id, row in CATALOG.items():
            assert f"/challenges/{challenge_id}" in page.links
            assert f"{row['name']} {challenge_id}" in page.text
    ((used, limit),) = data.execute(
        "select minted, limit_rewards from challenges.catalog inner join ("
        "select challenge_id, sum(minted) as minted from challenges_loader.challenge_loads group by 1"
        ") as loads on id = challenge_id where id = 'tt'"
    ).fetchall()
    assert f"{number(used)} of {number(limit)}" in page.text


def test_the_chart_has_the_audio_of_each_day(site: TestClient, data: Connection) -> None:
    page = opened(site, "/?days=90")
    (figure,) = [json.loads(found["data-figure"]) for _, found in page.tags if "data-figure" in found]
    assert figure["days"] == [str(TODAY - timedelta(days=back)) for back in reversed(range(90))]
    by_day = dict.fromkeys(figure["days"], 0)
    for series in figure["series"]:
        for day, audio in zip(figure["days"], series["values"], strict=True):
            by_day[day] += audio
    expected = dict(
        data.execute(
            "select completed_at::date::text, sum(amount)::integer from user_challenges"
            " where is_complete and completed_at::date > %s group by 1",
            (TODAY - timedelta(days=90),),
        ).fetchall()
    )
    assert {day: audio for day, audio in by_day.items() if audio} == expected
    # The largest have a colour each, the others one together.
    sums = [sum(series["values"]) for series in figure["series"] if not series["is_rest"]]
    assert sums == sorted(sums, reverse=True)
    assert len(figure["series"]) == 6
    assert figure["series"][-1]["is_rest"]


def test_what_failed_is_on_the_overview_with_the_reason_and_since_when(own_site: tuple[World, TestClient]) -> None:
    world, site = own_site
    world.run("update challenges.catalog set limit_rewards = 0 where id = 'm'")
    world.run("insert into user_events (user_id, is_mobile_user, is_current, blocknumber) values (20, true, true, 400)")
    world.run("delete from challenges_loader.watermarks where challenge_id = 'm'")
    results = world.load(clock=FRIDAY)
    assert results["m"].outcome == "over_limit"
    page = opened(site, "/")
    assert "1 challenge of 23 did not load" in page.text
    assert "mobile_install m over limit since" in page.text
    assert "it would exceed its limit. 1 reward and 1 AUDIO are due" in page.text
    assert "it would exceed its limit" in opened(site, f"/loads/{results['m'].load_id}").text
    assert "over limit since" in opened(site, "/challenges/m").text


def test_a_load_that_the_ledger_does_not_keep_is_linked_by_nothing(own_site: tuple[World, TestClient]) -> None:
    world, site = own_site
    for _ in range(2):
        assert sum(result.new for result in world.load(clock=FRIDAY).values()) == 0
    for address in ("/", "/challenges/cs"):
        for link in opened(site, address).links:
            if "/loads" in link:
                opened(site, parts_of(link)[0])


def test_the_overview_says_what_lets_loads_read_everything(own_site: tuple[World, TestClient]) -> None:
    world, site = own_site
    world.run("alter table user_tips disable trigger user")
    page = opened(site, "/")
    assert "missing or disabled , so loads read everything" in page.text
    assert "The next load reads everything of" in page.text


def test_the_overview_says_of_what_time_the_facts_from_a_lake_are(own_site: tuple[World, TestClient]) -> None:
    world, pages = own_site
    world.run(
        "create or replace view challenges.lake_facts as select 'c'::text as challenge_id, 'facts'::text as facts_name,"
        " 'facts_published'::text as facts_table, 'user_id'::text as scope_column, 24 as max_age_hours"
    )
    assert pages.get("/").text.count("facts from the lake, never published") == 1
    world.run(
        "insert into challenges_loader.publications"
        " values ('challenges', 'c', '2026-05-22T10:00Z', '2026-05-22T11:00Z', '2026-05-22T11:00Z', 1, 1, 0)"
    )
    assert re.search(r'facts from the lake, <time datetime="2026-05-22T10:00', pages.get("/").text)


def test_a_database_without_loads_says_what_to_do(world: World) -> None:
    grant_rights(world.connection, views_schema())
    world.users(7, handle="Ann", handle_lc="ann")
    with client() as site:
        overview = opened(site, "/").text
        assert "23 challenges never loaded" in overview
        assert "Run challenges load" in overview
        assert "Nothing was loaded yet. Run challenges load" in opened(site, "/loads").text
        assert "No challenge has a candidate or a reward of this user." in opened(site, "/users/7?challenge=c").text
        assert "Nothing of this challenge is minted yet" in opened(site, "/challenges/cs").text
        world.run("drop table challenges.payment_totals, challenges.daily_totals, challenges.weekly_totals cascade")
        world.run("drop view challenges.payments cascade")
        for address in ("/", "/challenges/cs", "/finance"):
            assert "The totals are not built yet. Run dbt build --select tag:finance" in opened(site, address).text
        assert "What was paid is not built yet" in opened(site, "/users/7").text
        assert "not built yet" in opened(site, "/finance/overdue", 404).text


@pytest.mark.parametrize("asked", ["Ada", "ada", "@ADA", "151", " ada "])
def test_a_user_is_found_by_handle_and_by_id(site: TestClient, asked: str) -> None:
    answer = site.get("/users", params={"q": asked}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/users/151")


@pytest.mark.parametrize("asked", ["nobody", "0", "99999999999999999999", "@", "%", "' or 1=1 --", "\x00x", "a" * 3000])
def test_a_user_that_is_not_found_has_a_page_that_says_so(site: TestClient, asked: str) -> None:
    page = opened(site, f"/users?q={asked}" if asked.isalnum() else "/users", 200)
    answer = site.get("/users", params={"q": asked})
    assert answer.status_code == 200
    assert "Ask by the handle" in page.text
    assert "No current user has the handle" in answer.text or "is no user id" in answer.text


def test_a_user_that_several_have_the_handle_of(own_site: tuple[World, TestClient]) -> None:
    world, site = own_site
    world.users(8001, 8002, handle="Twin", handle_lc="twin")
    answer = site.get("/users", params={"q": "twin"})
    assert "Several users have the handle twin: 8001, 8002." in answer.text


@pytest.mark.parametrize("user_id", [151, 154, 301, 305])
def test_a_user_has_each_decision_with_its_reasons(site: TestClient, data: Connection, user_id: int) -> None:
    decisions = [*explain(data, views_schema(), Question(user_id=user_id, clock=FRIDAY))]
    page = opened(site, f"/users/{user_id}")
    for decision in decisions:
        assert isinstance(decision, Decision)
        # Of a challenge with many, the rest is one link away.
        text = opened(site, f"/users/{user_id}?challenge={decision.challenge_id}").text
        assert verdict(decision, gate_words) in text
        assert f"/challenges/{decision.challenge_id}" in page.links
        for gate in decision.gates:
            assert gate.description in text
    minted = sum(decision.amount or 0 for decision in decisions if decision.decision == "minted")
    assert f"AUDIO minted {number(minted)}" in page.text


def test_the_numbers_of_one_challenge_of_a_user_lead_to_that_challenge(site: TestClient) -> None:
    links = opened(site, "/users/301?challenge=c").links
    assert {"/users/301?challenge=c&decision=minted", "/users/301?challenge=c"} <= set(links)
    assert "/users/301?decision=minted" not in links


def test_a_cap_shows_what_fills_it_and_when_there_is_room(site: TestClient) -> None:
    text = opened(site, "/users/305?challenge=cs&specifier=12d:bef").text
    assert "refused because of \u201cwithin cosigner cap\u201d" in text
    assert "It counted 5 of 5 rewards of cosigner 301 within 30 days before and after." in text
    assert text.count("filled by") == 5
    assert "Room again for candidates that qualify after 2026-06-11 10:00" in text


def test_what_is_under_way_has_its_progress(site: TestClient) -> None:
    page = opened(site, "/users/301?decision=in%20progress")
    bars = [found for tag, found in page.tags if tag == "progress"]
    assert [(bar["value"], bar["max"]) for bar in bars] == [("4000", "10000"), ("3", "7")]
    assert "3 of 7 steps" in page.text
    assert "4,000 of 10,000 steps" in page.text
    assert "minted on" not in page.text


def test_a_user_has_what_was_paid_of_each_reward(site: TestClient, data: Connection) -> None:
    states = dict(data.execute("select specifier, state from challenges.payment_findings").fetchall())
    assert set(states.values()) == set(FINDINGS)
    text = opened(site, "/users/304").text
    assert "overdue could be claimed from 2026-05-19 10:00" in text
    assert "paid another amount 100 AUDIO" in text
    assert "paid to another user 10 AUDIO" in opened(site, "/users/152").text
    text = opened(site, "/users/305").text
    assert "paid 1,000 AUDIO" in text
    assert "in cooldown can be claimed from 2026-05-23 10:00" in text
    assert "AUDIO minted 4,000 AUDIO paid 2,000" in opened(site, "/users/305?challenge=cs").text
    text = opened(site, "/users/151").text
    assert "Paid to this user for a reward of another: 10 AUDIO for o 98:make-good" in text
    assert "Paid without a reward: 1 AUDIO for c 97:202601" in text


def test_a_payment_of_a_text_that_is_no_amount(own_site: tuple[World, TestClient]) -> None:
    world, site = own_site
    world.run("update challenge_disbursements set amount = '=1+1' where specifier in ('97:202601', '3e8:130')")
    text = opened(site, "/users/151").text
    assert "Paid without a reward: =1+1 , which is no amount, for c 97:202601" in text
    assert "paid another amount =1+1" in opened(site, "/users/304").text


def test_a_user_with_many_candidates_shows_the_newest_and_all_on_request(own_site: tuple[World, TestClient]) -> None:
    world, site = own_site
    world.users(700)
    for week in range(15):
        time = FRIDAY.replace(tzinfo=None) - timedelta(weeks=week)
        world.add("comments", comment_id=990000 + week, user_id=700, created_at=time)
    page = opened(site, "/users/700")
    assert page.text.count("will be minted by the next load") == 10
    assert "/users/700?challenge=c" in page.links
    assert opened(site, "/users/700?challenge=c").text.count("will be minted by the next load") == 15


def test_unknown_pages(site: TestClient) -> None:
    for address, sentence in {
        "/users/77777": "The platform has no current user 77777, and no reward of one.",
        "/users/0": "There is no user of this id",
        "/users/99999999999999999999999": "There is no user of this id",
        "/challenges/zz": "There is no challenge of this id.",
        "/loads/99": "The ledger has no load of this number.",
        "/loads/99.csv": "The ledger has no load of this number.",
        "/loads/99999999999999999999999": "The ledger has no load of this number.",
        "/users/301?challenge=zz": "There is no challenge of this id.",
        "/finance/paid": "There are no findings of this kind.",
        "/finance/none.csv": "There are no findings of this kind.",
        "/nothing": "There is no page at this address.",
        "/users/x": "There is no page at this address.",
        "/static/../app.py": "There is no page at this address.",
        "/static/%2e%2e/app.py": "There is no page at this address.",
    }.items():
        assert sentence in opened(site, address, 404).text, address


def test_a_challenge_has_its_rule_its_catalog_and_its_newest_rewards(site: TestClient, data: Connection) -> None:
    for challenge_id in CHALLENGES:
        name = CATALOG[challenge_id]["name"]
        text = (PROJECT / "models" / "challenges" / name / f"{name}.yml").read_text()
        (model,) = [model for model in yaml.safe_load(text)["models"] if model["name"] == name]
        page = opened(site, f"/challenges/{challenge_id}")
        rule = " ".join(model["description"].replace("`", " ").split())
        assert rule.replace(" ", "") in page.text.replace(" ", ""), challenge_id
        assert f"limit AUDIO {number(int(CATALOG[challenge_id]['limit_audio']))}" in page.text
    newest = dict(
        data.execute(
            "select specifier, completed_at from user_challenges where challenge_id = 'cs' and is_complete"
        ).fetchall()
    )
    text = opened(site, "/challenges/cs").text.partition("Newest rewards")[2]
    shown = sorted(newest, key=text.index)
    assert [newest[specifier] for specifier in shown] == sorted(newest.values(), reverse=True)
    page = opened(site, "/challenges/cs")
    assert "active is yes in the table challenges, and no in the catalog." in page.text


def test_the_rewards_of_a_day_and_of_a_week(site: TestClient) -> None:
    text = opened(site, "/challenges/cs?day=2026-05-16").text
    assert "Rewards of 2026-05-16" in text
    assert all(specifier in text for specifier in ("12d:bea", "12f:bee"))
    assert "12d:be3" not in text
    text = opened(site, "/challenges/cs?week=2026-05-11").text
    assert all(specifier in text for specifier in ("12d:be0", "12d:bea"))
    assert "12d:bed" not in text
    assert "Nothing of this challenge was minted in that time" in opened(site, "/challenges/cs?day=9999-12-31").text
    for odd in ("0001-01-01", "9999-12-31", "2026-13-45", "today", "%00", "\u0662\u0660\u0662\u0666-05-16"):
        assert site.get("/challenges/cs", params={"day": odd, "week": odd, "days": odd}).status_code == 200


def test_a_challenge_counts_what_each_gate_refuses(site: TestClient, data: Connection) -> None:
    for challenge_id in ("cs", "cp", "t", "tt", "w"):
        with data.transaction():
            data.execute("select set_config('challenges.as_of', %s, true)", (FRIDAY.isoformat(),))
            expected = dict(
                data.execute(
                    "select gate, count(*) from challenges.reward_decisions cross join unnest(failed_gates) as gate"
                    " where challenge_id = %s and not is_minted group by 1",
                    (challenge_id,),
                ).fetchall()
            )
        page = opened(site, f"/challenges/{challenge_id}")
        found = {link.partition("gate=")[2].partition("#")[0] for link in page.links if "gate=" in link}
        assert found == set(expected), challenge_id  # among these few users, the sample has all
        for gate in found:
            listed = opened(site, f"/challenges/{challenge_id}?gate={gate}")
            assert f"Refused by {gate}" in listed.text
            examples = [link for link in listed.links if "/users/" in link and "specifier=" in link]
            assert any("refused because of" in opened(site, link).text for link in examples[:1])


def test_the_sample_of_a_challenge_is_bounded(own_site: tuple[World, TestClient]) -> None:
    world, site = own_site
    world.run(
        "insert into users (user_id, is_current, is_verified, created_at, updated_at, txhash, blocknumber)"
        " select i, true, false, now(), now(), 'many', 1 from generate_series(100001, 101000) as i"
    )
    world.run(
        "insert into comments (comment_id, text, user_id, entity_id, entity_type, is_delete, is_visible, txhash,"
        " blockhash, created_at, updated_at, blocknumber) select i, 'x', i, 1, 'Track', false, true, 'tx', 'b',"
        " timestamp '2026-05-22', now(), 1 from generate_series(100001, 101000) as i"
    )
    text = opened(site, "/challenges/c").text
    assert "A sample: the" in text
    assert "of the 1,0" not in text


def test_a_load_has_what_it_minted_on_the_page_and_in_its_file(site: TestClient, data: Connection) -> None:
    for (load_id,) in data.execute("select id from challenges_loader.loads").fetchall():
        minted = set(
            data.execute(
                "select challenge_id, specifier, user_id::text, amount::text from challenges_loader.mints"
                " inner join user_challenges using (challenge_id, specifier) where load_id = %s",
                (load_id,),
            ).fetchall()
        )
        page = opened(site, f"/loads/{load_id}")
        audio = sum(int(amount) for *_, amount in minted)
        assert f"Minted {number(len(minted))} AUDIO {number(audio)}" in page.text
        assert f"/loads/{load_id}.csv" in page.links
        answer = site.get(f"/loads/{load_id}.csv")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.headers["content-disposition"] == f'attachment; filename="challenges-load-{load_id}.csv"'
        lines = [*csv.DictReader(io.StringIO(answer.text))]
        fields = ("challenge_id", "specifier", "user_id", "amount")
        assert {tuple(line[name] for name in fields) for line in lines} == minted
        assert len(lines) == len(minted)
        of_one = [*csv.DictReader(io.StringIO(site.get(f"/loads/{load_id}.csv?challenge=cs").text))]
        assert {line["specifier"] for line in of_one} == {found[1] for found in minted if found[0] == "cs"}


def test_the_ledger_has_all_loads_a_page_at_a_time(own_site: tuple[World, TestClient]) -> None:
    world, site = own_site
    world.run(
        "insert into challenges_loader.loads (version, is_full, is_quiet, finished_at, outcome)"
        " select '1', false, false, now(), 'ok' from generate_series(1, 120)"
    )
    address, found = "/loads", []
    while address:
        page = opened(site, address)
        numbers = [int(link.split("/loads/")[1].split("#")[0]) for link in page.links if "/loads/" in link]
        found.append(sorted(set(numbers), reverse=True))
        address = next((link for link in page.links if "before=" in link and "#" not in link), None)
    assert [len(numbers) for numbers in found] == [MOST_LOADS, MOST_LOADS, 22]
    assert [number for numbers in found for number in numbers] == list(range(122, 0, -1))
    of_challenge = opened(site, "/loads?challenge=cs")
    assert {link for link in of_challenge.links if "/loads/" in link and "#" not in link} == {
        "/loads/1?challenge=cs",
        "/loads/2?challenge=cs",
    }
    for odd in ("-1", "x", "99999999999999999999999", "0"):
        assert site.get("/loads", params={"before": odd}).status_code == 200


def test_a_load_under_way_is_not_lost(own_site: tuple[World, TestClient]) -> None:
    world, site = own_site
    world.run("insert into challenges_loader.loads (version, is_full, is_quiet) values ('1', false, false)")
    assert "Not finished load 3" in opened(site, "/loads").text
    assert "running" in opened(site, "/loads/3").text


def test_finance_has_the_sums_and_each_finding(site: TestClient, data: Connection) -> None:
    text = opened(site, "/finance").text
    findings = data.execute(
        "select state, challenge_id, specifier, user_id::text, paid_amount_text from challenges.payment_findings"
    ).fetchall()
    assert {state for state, *_ in findings} == set(FINDINGS)
    for state in FINDINGS:
        expected = {found[1:4] for found in findings if found[0] == state}
        page = opened(site, f"/finance/{state}")
        noun = "finding" if len(expected) == 1 else "findings"
        assert f"{len(expected)} {noun}" in page.text
        lines = [*csv.DictReader(io.StringIO(site.get(f"/finance/{state}.csv").text))]
        assert {(line["challenge_id"], line["specifier"], line["user_id"]) for line in lines} == expected
    for week, challenge_id, audio in data.execute(
        "select week, challenge_id, audio_minted from challenges.weekly_totals where week > %s",
        (date(2026, 3, 1),),
    ).fetchall():
        assert f"Week from {week}" in text
        assert f"{CATALOG[challenge_id]['name']} {challenge_id}" in text
        assert number(audio) in text
    assert "Built 2026-05-22 12:00" in text


def test_a_page_of_findings_ends_and_goes_on(own_site: tuple[World, TestClient]) -> None:
    world, site = own_site
    world.run(
        "insert into challenges.payment_findings (finding_number, state, challenge_id, specifier, user_id)"
        " select 1000 + i, 'other_user', 'cs', 'more ' || i, 301 from generate_series(1, 150) as i"
    )
    first = opened(site, "/finance/other_user?challenge=cs")
    (more,) = [link for link in first.links if "after=" in link and "#" not in link]
    second = opened(site, more)
    specifiers = {link for page in (first, second) for link in page.links if "specifier=more" in link}
    assert len(specifiers) == 150
    assert not [link for link in second.links if "after=" in link and "#" not in link]
    assert len(site.get("/finance/other_user.csv").text.splitlines()) > 150


def test_a_spreadsheet_runs_nothing_of_a_file(own_site: tuple[World, TestClient]) -> None:
    world, site = own_site
    world.run("update challenges.payment_findings set paid_amount_text = '=1+1', specifier = '-1'")
    (line,) = csv.DictReader(io.StringIO(site.get("/finance/without_reward.csv").text))
    assert (line["paid_amount_text"], line["specifier"], line["user_id"]) == ("'=1+1", "'-1", "151")


def test_it_reads_in_a_role_that_cannot_write(site: TestClient) -> None:
    with Connections(FRIDAY).reading() as found:
        assert found.connection.execute("select current_user").fetchone() == ("challenges_reader",)
        for statement in (
            "delete from user_challenges",
            "update challenges set active = false",
            "insert into challenges_loader.loads (version, is_full, is_quiet) values ('1', false, false)",
            "create table mine (id integer)",
        ):
            with pytest.raises((psycopg.errors.ReadOnlySqlTransaction, psycopg.errors.InsufficientPrivilege)):
                found.connection.execute(statement)
            # Not only because the session begins so: the role has no right.
            found.connection.execute("set default_transaction_read_only = off")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                found.connection.execute(statement)
        assert found.connection.execute("show statement_timeout").fetchone() == ("5s",)


def test_a_login_that_may_more_reads_in_the_same_role(paid: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGDATABASE", paid)
    with Connections(FRIDAY).reading() as found:
        assert found.connection.execute("select current_user").fetchone() == ("challenges_reader",)


def test_it_works_at_the_time_of_now(site: TestClient) -> None:
    with TestClient(application(), "http://localhost", raise_server_exceptions=False) as pages:
        for address in ("/", "/users/301", "/challenges/cs", "/loads", "/finance"):
            text = opened(pages, address).text
            assert "The clock is set" not in text


def test_the_health_of_the_pages(site: TestClient) -> None:
    answer = site.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_the_metrics_are_those_of_the_command(site: TestClient) -> None:
    answer = site.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert 'challenges_outcome{challenge="cs",name="cosign",outcome="ok"} 1.0' in answer.text
    assert 'challenges_limit_used_ratio{challenge="tt",name="trending_track",unit="rewards"} 0.9' in answer.text
    assert 'challenges_payments{challenge="cs",name="cosign",state="overdue"}' in answer.text


def test_logins_of_the_reader(site: TestClient, logins: Logins) -> None:
    with connect() as connection:
        assert connection.info.user == logins.names["challenges_reader"]
