"""The review application in a real browser, from first look to decisions that hold."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from kamerbrief.batch import run_batch
from kamerbrief.reviewing import waiting
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium is installed")
    return found


@pytest.fixture
def page(chromium: str) -> Iterator[Page]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        made = browser.new_page(viewport={"width": 1280, "height": 900}, locale="nl-NL")
        problems: list[str] = []
        made.on("pageerror", lambda error: problems.append(str(error)))
        made.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        yield made
        browser.close()
        assert problems == []


class Served:
    """The real command on a free port, which can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = int(found.getsockname()[1])
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "kamerbrief.cli", "review", "-o", str(self.folder), "--port", str(self.port)]
        environment = {**os.environ, "LOGNAME": "anna"}
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        for _ in range(300):
            try:
                if httpx.get(self.url, timeout=5).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
        pytest.fail("the application did not start")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)


@pytest.fixture
def served(store: Store) -> Iterator[Served]:
    made = Served(store.root)
    made.start()
    yield made
    made.stop()


def test_from_search_to_decisions_that_hold(page: Page, served: Served, store: Store, desk: Path) -> None:
    page.goto(served.url)
    page.get_by_label("Zoeken").fill("walstroom")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=walstroom**")
    assert page.locator("table.letters tbody tr").count() == 1
    page.locator("table.letters th a").first.click()
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
    page.keyboard.press("s")
    page.keyboard.press("k")
    page.keyboard.press("r")
    page.wait_for_function("id => !document.getElementById(id)", arg=order[1])
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
    page.wait_for_url("**/letters/havens")
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
        page.wait_for_url("**/letters/havens")
        browser.close()
    assert store.waiting() == []
