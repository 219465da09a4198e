"""The pages in a real browser: a letter and its facts, lists, on wide and narrow screens, by keys, in print."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kamerbrief.settings import Publish, Settings
from kamerbrief.store import Store
from tests.review.conftest import EXPECTED, Served, machine_reads_otherwise

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATHS = (
    "/",
    "/?q=walstroom",
    "/promises",
    "/advice",
    "/amounts",
    "/agenda?on=2026-01-01",
    "/dossiers",
    "/sql?sql=select+letter,+count(*)+from+amounts+group+by+1",
)
LETTERS = ("/letters/havens", "/letters/gemeen", "/changes", "/letters/havens/changes", "/letters/nergens")


@pytest.fixture(scope="module")
def served(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A store in which changes wait, served once for all that only look at it."""
    root = tmp_path_factory.mktemp("pages") / "out"
    shutil.copytree(filled / "out", root)
    machine_reads_otherwise(Store(root, Settings(publish=Publish.REVIEW)), "havens")
    made = Served(root)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="nl-NL")
    context.set_default_timeout(90_000)
    problems: list[str] = []
    context.on("weberror", lambda error: problems.append(str(error.error)))
    context.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    yield context.new_page()
    context.close()
    assert [line for line in problems if not any(part in line for part in EXPECTED)] == []


def test_a_walk_through_the_facts_of_a_letter(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/letters/havens")
    assert page.locator("#pages").is_hidden()
    place = page.locator("[data-at]")
    number = int(place.inner_text().partition(" / ")[2])
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert place.inner_text() == f"2 / {number}"
    page.keyboard.press("p")
    assert place.inner_text() == f"1 / {number}"
    assert page.evaluate("document.activeElement.matches('a.mark.lit')")
    page.locator(".filter input[value=amounts]").uncheck()
    assert page.locator("li.fact.amounts").first.is_hidden()
    assert int(place.inner_text().partition(" / ")[2]) < number
    page.locator(".filter input[value=amounts]").check()

    mark = page.locator("#text a.mark.amounts").first
    mark.click()
    fact = str(mark.get_attribute("data-facts")).split()[0]
    assert page.locator(f"[id='f-{fact}'].lit").is_visible()
    before = page.url
    page.locator("li.fact.amounts").last.click()
    assert page.url != before
    page.go_back()
    page.wait_for_url(before)
    page.locator(f"[id='f-{fact}'].lit").wait_for()

    page.locator("[data-view=pages]").click()
    assert page.locator("#text").is_hidden()
    assert page.locator("#pages rect.box.lit").first.is_visible()
    page.reload()
    assert page.locator("#pages").is_visible()
    page.locator("#pages rect.box.amounts").first.click()
    assert page.locator("li.fact.lit").count() == 1


def test_findings_come_first_and_bars_choose_amounts(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/letters/havens")
    headings = page.locator(".panel h2").all_inner_texts()
    assert headings[0].startswith("Bevindingen")
    assert [text for text in headings if text.startswith("Bedragen")]
    page.locator(".bars a[data-only]").first.click()
    chosen = str(page.locator(".bars a[data-only]").first.get_attribute("data-only")).split()
    shown = page.locator("li.fact.amounts:not([hidden])")
    assert sorted(str(card.get_attribute("data-fact")) for card in shown.all()) == sorted(chosen)
    page.locator("[data-show-all]").click()
    assert page.locator("li.fact.amounts[hidden]").count() == 0


def test_on_a_narrow_screen_the_letter_comes_first_and_cards_open_from_below(page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{served.url}/letters/havens")
    assert page.locator(".panel-content").is_hidden()
    mark = page.locator("#text a.mark.amounts").first
    mark.click()
    assert page.locator("li.fact.lit").first.is_visible()
    box = page.locator(".panel").bounding_box()
    assert box is not None
    assert round(box["y"] + box["height"]) == 740
    page.keyboard.press("Escape")
    assert page.locator(".panel-content").is_hidden()
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('.chart *')].map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert smallest >= 11


def test_a_narrow_screen_is_never_too_narrow(page: Page, served: Served) -> None:
    for width in (360, 768):
        page.set_viewport_size({"width": width, "height": 740})
        for path in (*PATHS, *LETTERS):
            page.goto(served.url + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_marks_keep_a_sign_in_print_and_the_facts_are_a_table(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/letters/havens")
    page.emulate_media(media="print")
    mark = page.locator("#text a.mark.amounts[data-number]").first
    assert "underline" in mark.evaluate("e => getComputedStyle(e).textDecorationLine")
    number = str(mark.get_attribute("data-number"))
    assert number in mark.evaluate("e => getComputedStyle(e, '::after').content")
    assert page.locator(".listed td:first-child", has_text=re.compile(rf"^{number}$")).is_visible()
    assert page.locator(".panel").is_hidden()


def test_lists_filter_sort_and_keep_their_state_in_the_address(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/amounts")
    page.get_by_label("Zoeken").fill('"walstroom"')
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*walstroom*")
    assert "walstroom" in page.locator("td mark").first.inner_text().casefold()
    page.get_by_role("link", name="Bedrag", exact=True).click()
    page.wait_for_url("**sort=-value*")
    assert "walstroom" in page.url
    page.locator("details.facet summary", has_text="Status").click()
    page.get_by_role("link", name="telt mee", exact=True).click()
    page.wait_for_url("**state=counts*")
    rows = page.locator("tbody tr").count()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    saved = Path(download.value.path()).read_text(encoding="utf-8")
    assert saved.count("\n") == rows + 1


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """axe-core from the registry of npm, where that is at hand."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm is installed")
    place = tmp_path_factory.mktemp("axe")
    try:
        subprocess.run([npm, "pack", "axe-core@4", "--silent"], cwd=place, check=True, timeout=120, capture_output=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip("axe-core cannot be fetched")
    shutil.unpack_archive(next(place.glob("axe-core-*.tgz")), place)
    return (place / "package" / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "width", "scheme"), [("nl", 1400, "light"), ("en", 360, "dark")])
def test_axe_finds_nothing(browser: Browser, served: Served, axe: str, language: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    context.add_cookies([{"name": "kamerbrief_language", "value": language, "url": served.url}])
    page = context.new_page()
    page.goto(f"{served.url}/letters/sport")
    fact = str(page.locator("a.decide").first.get_attribute("href"))
    for path in (*PATHS, *LETTERS, fact):
        page.goto(served.url + path)
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
