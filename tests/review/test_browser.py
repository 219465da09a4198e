"""The review application in a real browser, from first look to decisions that hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from kamerbrief.batch import run_batch
from kamerbrief.reviewing import waiting
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.review.conftest import Served


def test_from_search_to_decisions_that_hold(page: Page, served: Served, store: Store, desk: Path) -> None:
    page.goto(served.url)
    page.get_by_label("Zoeken").fill("walstroom")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=walstroom**")
    assert page.locator("table.letters tbody tr").count() == 1
    page.locator("table.letters td.as-letter a").first.click()
    page.wait_for_url("**/letters/havens")

    card = page.locator("li.fact.amounts").first
    card.click()
    lit = page.locator("a.mark.lit")
    assert lit.count() >= 1
    assert lit.first.inner_text() in card.inner_text()
    assert page.locator("rect.box.lit").count() >= 1

    page.goto(f"{served.url}/letters/havens/changes")
    found = waiting(store, "havens")
    assert found is not None
    order = [change.id for change in found.changes]
    page.keyboard.press("?")
    assert page.locator("dialog#help").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == order[1]
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == order[0]
    page.keyboard.press("a")
    page.wait_for_function("id => !document.getElementById(id)", arg=order[0])
    page.wait_for_load_state()
    page.keyboard.press("s")
    page.keyboard.press("k")
    page.keyboard.press("r")
    page.wait_for_function("id => !document.getElementById(id)", arg=order[1])
    page.wait_for_load_state()
    actions = {d.change: d.action.value for d in store.decisions("havens").decisions}
    assert actions == {order[0]: "accept", order[1]: "reject"}

    served.stop()
    served.start()
    before = (store.folder("havens") / "extraction.json").read_bytes()
    with_same_rules = machine_reads_otherwise_again(store)
    left = waiting(store, "havens")
    assert left is not None
    assert {change.id for change in left.changes} == set(order[2:]), with_same_rules
    assert (store.folder("havens") / "extraction.json").read_bytes() == before
    page.goto(f"{served.url}/letters/havens/changes")
    assert page.locator("[data-change]").count() == len(order) - 2
    page.keyboard.press("A")
    page.wait_for_url(re.compile(r":\d+/changes$"))
    summary = run_batch(local_files([desk / "in"]), store, "r9")
    assert not summary.failed
    decided = {d.change: d.action.value for d in store.decisions("havens").decisions}
    assert decided[order[0]] == "accept"
    assert decided[order[1]] == "reject"


def machine_reads_otherwise_again(store: Store) -> str:
    """The same rules once more give the same candidate."""
    candidate = store.candidate("havens")
    assert candidate is not None
    with store.writing():
        return str(store.keep("havens", candidate))


def test_pages_fit_a_narrow_screen_and_have_their_landmarks(page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    for path in ("/", "/letters/havens", "/changes", "/letters/havens/changes", "/letters/gemeen"):
        page.goto(served.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        assert page.locator("main").count() == 1
        assert page.locator("h1").count() == 1
        unnamed = page.evaluate(
            """() => [...document.querySelectorAll('input:not([type=hidden]), select, button, a[href]')]
            .filter(e => !(e.labels && e.labels.length) && !e.textContent.trim() && !e.getAttribute('aria-label'))
            .map(e => e.outerHTML)"""
        )
        assert unnamed == [], path


def test_words_stand_out_enough_from_their_ground(page: Page, served: Served) -> None:
    """WCAG 2.1 AA: 4.5 to 1 for every text that is shown."""
    script = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
    for path in ("/", "/letters/havens", "/letters/havens/changes"):
        page.goto(served.url + path)
        assert page.evaluate(script) == [], path


def test_it_works_without_scripts(chromium: str, served: Served, store: Store) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{served.url}/letters/havens/changes")
        page.get_by_role("button", name="Accepteren", exact=True).first.click()
        assert len(store.decisions("havens").decisions) == 1
        page.get_by_role("button", name="Alles afwijzen").click()
        page.wait_for_url(re.compile(r":\d+/changes$"))
        browser.close()
    assert store.waiting() == []
