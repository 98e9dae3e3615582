"""The pages in Debian's Chromium, served by the command as for a user."""

from __future__ import annotations

import csv
import json
import os
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from tests.site import chromium, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.roles import Logins

pytestmark = pytest.mark.once

WIDTHS = {"wide": 1280, "narrow": 390}
SCHEMES = ("light", "dark")
PATIENCE = 300_000  # ms, on a machine that is busy with other tests
PAGES = [
    "/",
    "/?days=90",
    "/users?q=nobody",
    "/users/301",
    "/users/305?challenge=cs&specifier=12d:bef",
    "/users/304",
    "/challenges/cs",
    "/challenges/cs?gate=is_within_cosigner_cap",
    "/challenges/tt",
    "/loads",
    "/loads/2",
    "/finance",
    "/finance/overdue",
    "/finance/other_user",
]
# What axe checks: WCAG 2.2, levels A and AA, and what it calls best practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser; without one the tests are skipped, unless CHALLENGES_TEST_BROWSER is required."""
    path = chromium()
    if path is None:
        if os.environ.get("CHALLENGES_TEST_BROWSER") == "required":
            pytest.fail("There is no chromium, and CHALLENGES_TEST_BROWSER is required.")
        pytest.skip("There is no chromium. On Debian: apt-get install chromium.")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # As root, Chromium runs without a sandbox only. It opens nothing but these pages.
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(paid: str, logins: Logins) -> Iterator[str]:
    """The address of the first page, without the last slash."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGDATABASE", paid)
        logins.use("challenges_reader", patch)
        with served() as (first, _):
            yield first.rstrip("/")


class Tab:
    """A page of the browser that notes what goes wrong in it."""

    def __init__(self, browser: Browser, address: str, width: int = 1280, scheme: Any = "light") -> None:
        self.address = address
        self.errors: list[str] = []
        self.asked: set[str] = set()
        viewport: Any = {"width": width, "height": 800}
        self.context = browser.new_context(
            base_url=address, viewport=viewport, color_scheme=scheme, reduced_motion="reduce"
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self.errors.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.asked.add(urlsplit(request.url).netloc))

    def open(self, path: str) -> Page:
        """Open a page, and wait until its charts are drawn."""
        self.page.goto(path)
        for chart in self.page.locator(".chart").all():
            chart.locator(".main-svg").first.wait_for()
        return self.page

    def close(self) -> None:
        """Close it, after a check that nothing went wrong, and that nothing came from elsewhere."""
        assert self.errors == []
        assert self.asked <= {urlsplit(self.address).netloc}
        self.context.close()


@pytest.fixture(params=WIDTHS)
def tab(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Tab]:
    """A tab of each width."""
    opened = Tab(browser, address, WIDTHS[request.param])
    yield opened
    opened.close()


def test_no_page_is_wider_than_the_screen_or_has_an_error(tab: Tab) -> None:
    for path in PAGES:
        page = tab.open(path)
        assert page.locator("h1").count() == 1, path
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider == 0, path


def test_a_walk_by_the_links(tab: Tab) -> None:
    page = tab.open("/")
    title = page.locator("h1")
    page.get_by_role("link", name="cosign", exact=True).first.click()
    expect(title).to_have_text("cosign cs")
    page.get_by_role("table").filter(has_text="Refuses").get_by_role("link", name="3", exact=True).click()
    page.locator("#refused + ul").get_by_role("link", name="12d:bef").click()
    expect(title).to_have_text("@User-305")
    expect(page.locator("main")).to_contain_text("Room again for candidates that qualify after 2026-06-11 10:00")
    page.get_by_role("link", name="all", exact=True).click()
    page.get_by_role("link", name="load 1").first.click()
    expect(title).to_have_text("Load 1")
    page.get_by_role("link", name="Finance").click()
    page.locator(".findings").get_by_role("link", name="1", exact=True).first.click()
    expect(title).to_have_text("Overdue")
    expect(page.get_by_role("link", name="12d:be0")).to_be_visible()
    page.get_by_role("link", name="Challenges", exact=True).click()
    expect(title).to_have_text("Overview")


def test_a_user_is_searched_by_handle(tab: Tab) -> None:
    page = tab.open("/")
    page.get_by_role("searchbox", name="Find a user by handle or id").fill("@ada")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("@Ada")
    assert page.url.endswith("/users/151")
    page.get_by_role("searchbox").fill("nobody")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("main")).to_contain_text("No current user has the handle nobody")


def test_why_is_one_click_away(tab: Tab) -> None:
    page = tab.open("/users/305?challenge=cs")
    reason = page.get_by_text("The cap of the cosigner has room for this reward.").first
    assert not reason.is_visible()
    page.locator("summary").first.click()
    assert reason.is_visible()
    assert page.get_by_text("filled by").first.is_visible()


def test_the_chart_draws_the_numbers_of_its_table(tab: Tab) -> None:
    for path in ("/", "/?days=90", "/challenges/cs", "/finance"):
        page = tab.open(path)
        figure = json.loads(page.locator(".chart").get_attribute("data-figure"))
        drawn = page.evaluate(
            "[...document.querySelector('.chart').data].map(one => ({name: one.name, x: [...one.x], y: [...one.y]}))"
        )
        assert drawn == [{"name": one["name"], "x": figure["days"], "y": one["values"]} for one in figure["series"]], (
            path
        )
        # The bars are there, one for each number that is not 0, each in the colour of its series.
        bars = page.locator(".chart .bars .point path").evaluate_all(
            "paths => paths.filter(path => path.getBBox().height > 0).length"
        )
        assert bars == sum(1 for one in figure["series"] for value in one["values"] if value)
        page.get_by_text("The numbers").click()
        cells = page.locator(".numbers-table tbody td:last-child").all_inner_texts()
        by_day = map(sum, zip(*(one["values"] for one in figure["series"]), strict=True))
        assert [int(cell.replace(",", "")) for cell in cells] == [total for total in [*by_day][::-1] if total]


def test_the_chart_of_few_audio_has_no_fractions(tab: Tab) -> None:
    page = tab.open("/challenges/fp")
    assert page.locator(".chart .ytick text").all_text_contents()[:2] == ["0", "1"]


def test_the_cards_of_the_overview_are_alike(browser: Browser, address: str) -> None:
    tab = Tab(browser, address, WIDTHS["narrow"])
    places = (
        tab.open("/")
        .locator("td[data-label='Last load']")
        .evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().left)")
    )
    assert len(set(places)) == 1
    tab.close()


def test_the_chart_changes_its_colours_with_the_scheme(browser: Browser, address: str) -> None:
    tab = Tab(browser, address)
    page = tab.open("/")
    colour = "document.querySelector('.chart').data[0].marker.color"
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    deadline = time.monotonic() + PATIENCE / 1000
    while page.evaluate(colour) == light:
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)
    tab.close()


def test_a_file_is_downloaded(tab: Tab, tmp_path: Path) -> None:
    page = tab.open("/loads/2")
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV").click()
    started.value.save_as(tmp_path / "load.csv")
    assert started.value.suggested_filename == "challenges-load-2.csv"
    with (tmp_path / "load.csv").open(newline="") as lines:
        rewards = [*csv.DictReader(lines)]
    minted = page.locator(".tiles dd").first.inner_text()
    assert len(rewards) == int(minted)


def test_the_keyboard_reaches_everything(tab: Tab) -> None:
    page = tab.open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page = tab.open("/users/305?challenge=cs")
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("filled by").first.is_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(browser: Browser, address: str, width: str, scheme: str) -> None:
    tab = Tab(browser, address, WIDTHS[width], scheme)
    found = {}
    for path in PAGES:
        page = tab.open(path)
        # What is closed is not looked at.
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        results = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        if results.violations_count:
            found[path] = [
                (one["id"], one["help"], [node["html"][:200] for node in one["nodes"][:3]])
                for one in results.response["violations"]
            ]
    assert found == {}, json.dumps(found, indent=1)
    tab.close()
