"""The pages in a real browser: a letter and its facts, lists, on wide and narrow screens, by keys, in print."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from kamerbrief.batch import run_batch
from kamerbrief.reading import office
from kamerbrief.register_store import write_register
from kamerbrief.settings import Publish, Settings
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store
from tests.conftest import FIXTURES
from tests.following.letters import publish
from tests.following.test_register import REGISTER
from tests.review.conftest import EXPECTED, Served, machine_reads_otherwise

#: How long one waits for what a page should show, in milliseconds: a loaded machine takes its time.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
PATHS = (
    "/",
    "/?q=walstroom",
    "/promises",
    "/advice",
    "/amounts",
    "/agenda?on=2026-01-01",
    "/dossiers",
    "/dossiers/39001?on=2026-01-01",
    "/sql?sql=select+letter,+count(*)+from+amounts+group+by+1",
)
LETTERS = ("/letters/havens", "/letters/gemeen", "/changes", "/letters/havens/changes", "/letters/nergens")


@pytest.fixture(scope="module")
def served(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A store in which changes wait, served once for all that only look at it."""
    root = tmp_path_factory.mktemp("pages") / "out"
    shutil.copytree(filled / "out", root)
    store = Store(root, Settings(publish=Publish.REVIEW))
    # One more, whose table does not add up.
    assert not run_batch(local_files([FIXTURES / "defensie-materieel" / "letter.docx"]), store, "r2").failed
    machine_reads_otherwise(store, "havens")
    # What the Tweede Kamer's own register has, of a dossier of two letters.
    publish(store, ["start", "kaart"])
    write_register(root, REGISTER)
    made = Served(root)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
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
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
    assert [line for line in problems if not any(part in line for part in EXPECTED)] == []


def test_a_walk_through_the_facts_of_a_letter(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/letters/havens")
    expect(page.locator("#pages")).to_be_hidden()
    place = page.locator("[data-at]")
    number = int(place.inner_text().partition(" / ")[2])
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(place).to_have_text(f"2 / {number}")
    page.keyboard.press("p")
    expect(place).to_have_text(f"1 / {number}")
    expect(page.locator("a.mark.lit:focus")).to_have_count(1)
    page.locator(".filter input[value=amounts]").uncheck()
    expect(page.locator("li.fact.amounts").first).to_be_hidden()
    assert int(place.inner_text().partition(" / ")[2]) < number
    page.locator(".filter input[value=amounts]").check()

    mark = page.locator("#text a.mark.amounts").first
    mark.click()
    fact = str(mark.get_attribute("data-facts")).split()[0]
    expect(page.locator(f"[id='f-{fact}'].lit")).to_be_visible()
    before = page.url
    page.locator("li.fact.amounts").last.click()
    expect(page).not_to_have_url(before)
    page.go_back()
    page.wait_for_url(before)
    expect(page.locator(f"[id='f-{fact}'].lit")).to_have_count(1)

    page.locator("[data-view=pages]").click()
    expect(page.locator("#text")).to_be_hidden()
    expect(page.locator("#pages rect.box.lit").first).to_be_visible()
    page.reload()
    expect(page.locator("#pages")).to_be_visible()
    page.locator("#pages rect.box.amounts").first.click()
    expect(page.locator("li.fact.lit")).to_have_count(1)


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
    expect(page.locator("li.fact.amounts[hidden]")).to_have_count(0)


def test_on_a_narrow_screen_the_letter_comes_first_and_cards_open_from_below(page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{served.url}/letters/havens")
    expect(page.locator(".panel-content")).to_be_hidden()
    mark = page.locator("#text a.mark.amounts").first
    mark.click()
    expect(page.locator("li.fact.lit").first).to_be_visible()
    box = page.locator(".panel").bounding_box()
    assert box is not None
    assert round(box["y"] + box["height"]) == 740
    page.keyboard.press("Escape")
    expect(page.locator(".panel-content")).to_be_hidden()
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


@pytest.mark.parametrize(("language", "width", "scheme"), [("nl", 1400, "light"), ("en", 360, "dark")])
def test_every_page_is_for_all_eyes_and_keys(
    browser: Browser, served: Served, language: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": "kamerbrief_language", "value": language, "url": served.url}])
    page = context.new_page()
    page.goto(f"{served.url}/letters/sport")
    fact = str(page.locator("a.decide").first.get_attribute("href"))
    scripts = [Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("conditions.js", "contrast.js")]
    for path in (*PATHS, *LETTERS, fact):
        page.goto(served.url + path)
        assert page.locator("html").get_attribute("lang") == language
        for script in scripts:
            assert page.evaluate(script) == [], path
    context.close()


def test_a_change_shows_the_strip_of_the_page_on_which_its_fact_stands(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/letters/havens/changes")
    change = page.locator("li.change", has_text="48 miljoen").first
    change.locator("details.on-page summary").click()
    box = change.locator("rect.box.amounts")
    expect(box).to_be_visible()
    picture = change.locator("svg image")
    answer = page.request.get(served.url + str(picture.get_attribute("href")))
    assert answer.headers["content-type"] == "image/png"
    # The strip is a part of the page, and the fact is in it.
    top, height = (float(part) for part in str(change.locator("svg").get_attribute("viewBox")).split()[1::2])
    assert height < float(str(picture.get_attribute("height")))
    assert top < float(str(box.get_attribute("y"))) < top + height


def test_a_newcomer_finds_the_way(page: Page, served: Served) -> None:
    """From the first page: a check that does not hold, promises of a year, the page of an amount, a decision undone."""
    page.goto(served.url)
    page.get_by_role("link", name=re.compile("^Rekenfouten in de brief")).click()
    page.locator("tbody td.as-letter a").first.click()
    expect(page.locator(".findings .fact.inconsistent").first).to_be_visible()

    page.goto(served.url)
    page.get_by_role("navigation").get_by_role("link", name="Toezeggingen", exact=True).click()
    page.locator("details.facet summary", has_text="Uiterlijk in").click()
    page.get_by_role("link", name="2026", exact=True).click()
    expect(page.locator("a.chosen")).to_contain_text("2026")
    days = page.locator("tbody tr td:first-child").all_inner_texts()
    assert days
    assert all(day.endswith("2026") for day in days)

    page.goto(served.url)
    page.get_by_role("navigation").get_by_role("link", name="Bedragen", exact=True).click()
    page.get_by_label("Zoeken").fill("walstroom")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=walstroom*")
    page.locator("td.as-fact a").first.click()
    page.locator("[data-view=pages]").click()
    expect(page.locator("#pages rect.box.lit").first).to_be_visible()


def test_a_newcomer_undoes_a_decision(browser: Browser, filled: Path, tmp_path: Path) -> None:
    shutil.copytree(filled / "out", tmp_path / "out")
    store = Store(tmp_path / "out", Settings(publish=Publish.REVIEW))
    machine_reads_otherwise(store, "havens")
    served = Served(tmp_path / "out")
    served.start()
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{served.url}/letters/havens/changes")
    number = page.locator("li.change").count()
    page.get_by_role("button", name="Accepteren", exact=True).first.click()
    expect(page.locator("li.change")).to_have_count(number - 1)
    page.locator(".act").get_by_role("button").first.click()
    expect(page.locator("li.change")).to_have_count(number)
    assert not store.decisions("havens").live
    context.close()
    served.stop()


@pytest.mark.skipif(not office.is_there(), reason="LibreOffice is not here")
def test_a_docx_shows_its_pages_when_they_are_asked_for(browser: Browser, filled: Path, tmp_path: Path) -> None:
    shutil.copytree(filled / "out", tmp_path / "out")
    served = Served(tmp_path / "out")
    served.start()
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{served.url}/letters/sport")
    page.get_by_role("link", name="Pagina's", exact=True).click()
    expect(page.locator("#pages rect.box.amounts").first).to_be_visible()
    assert list((tmp_path / "out" / "sport").glob("pages-*.pdf"))
    # They are kept: the next reader has them at once, and a click on a box leads to its card.
    page.goto(f"{served.url}/letters/sport#pages")
    page.locator("#pages rect.box.amounts").first.click()
    expect(page.locator("li.fact.lit")).to_have_count(1)
    context.close()
    served.stop()
