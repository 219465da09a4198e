"""Deciding in a real browser: keys, Enter, questions, refusals at their place, and the way from change to change."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kamerbrief.answering import Choice
from kamerbrief.batch import run_batch
from kamerbrief.decisions import Action
from kamerbrief.reviewing import decide, waiting
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.review.conftest import Served

END = re.compile(r":\d+/changes$")
#: The button that answers the question before many changes are decided at once.
SURE = "[name=sure] ~ button"


@pytest.fixture
def store(rewritten: Store) -> Store:
    """Two letters wait here: one that the machine reads otherwise, and one whose text has changed."""
    return rewritten


def ids(store: Store, letter: str) -> list[str]:
    found = waiting(store, letter)
    return [change.id for change in found.changes] if found else []


def wait_for_focus(page: Page, change: str) -> None:
    """Waits until the focus is in a change, as it is after the page of the next one has come."""
    page.wait_for_function("id => document.activeElement?.closest('[data-change]')?.id === id", arg=change)


def wait_until_focused(page: Page, what: str) -> None:
    """Waits until the element of a selector has the focus: keys that come before it are lost."""
    page.wait_for_function("what => document.activeElement?.matches(what)", arg=what)


def focused(page: Page) -> str:
    """The id of the change in which the focus is."""
    return str(page.evaluate("document.activeElement.closest('[data-change]')?.id ?? ''"))


def edit_of(page: Page, attribute: str, kind: str) -> None:
    """Opens the inputs of the first change of a kind, with the focus in one of them."""
    change = page.locator("[data-change]").filter(has=page.locator(f'.chip:text-is("{kind}")')).first
    change.locator("summary").click()
    change.locator(f'[name="f-{attribute}"]').focus()


def actions(store: Store, letter: str) -> list[str]:
    return [decision.action.value for decision in store.decisions(letter).decisions]


def test_enter_saves_the_edit(page: Page, served: Served, store: Store) -> None:
    before = ids(store, "veren")
    page.goto(f"{served.url}/letters/veren/changes")
    edit_of(page, "value", "Bedrag")
    page.keyboard.press("Control+A")
    page.keyboard.type("130.000.000")
    page.keyboard.press("Enter")
    wait_for_focus(page, before[1])
    assert actions(store, "veren") == ["edit"]


def test_enter_in_a_reason_decides_nothing(page: Page, served: Served, store: Store) -> None:
    page.goto(f"{served.url}/letters/veren/changes")
    for why in page.get_by_label("Toelichting").all():
        if why.is_visible():
            why.fill("omdat")
            why.press("Enter")
    page.wait_for_timeout(200)
    assert actions(store, "veren") == []
    assert page.url.endswith("/letters/veren/changes")


def test_what_was_typed_wrong_stands_there_still_with_what_is_wrong_of_it(
    page: Page, served: Served, store: Store
) -> None:
    first, second, *_ = ids(store, "veren")
    page.goto(f"{served.url}/letters/veren/changes")
    edit_of(page, "value", "Bedrag")
    page.keyboard.press("Control+A")
    page.keyboard.type("heel veel")
    page.keyboard.press("Enter")
    wrong = page.locator("[aria-invalid]")
    wrong.wait_for()
    assert wrong.input_value() == "heel veel"
    wait_until_focused(page, '[name="f-value"]')
    assert focused(page) == first
    told = page.locator(f"#{wrong.get_attribute('aria-describedby')}")
    assert "heel veel" in told.inner_text()
    assert actions(store, "veren") == []
    wrong.fill("130000000")
    wrong.press("Enter")
    wait_for_focus(page, second)
    assert actions(store, "veren") == ["edit"]


def test_all_letters_at_once_only_after_a_question(page: Page, served: Served, store: Store) -> None:
    number = len(ids(store, "havens")) + len(ids(store, "veren"))
    page.goto(f"{served.url}/changes")
    page.keyboard.press("R")
    page.get_by_role("heading", name=f"{number} wijzigingen in 2 brieven afwijzen?").wait_for()
    page.get_by_role("link", name="Nee, terug").click()
    page.wait_for_url(END)
    assert actions(store, "havens") + actions(store, "veren") == []
    page.keyboard.press("A")
    page.get_by_role("heading", name=f"{number} wijzigingen in 2 brieven accepteren?").wait_for()
    wait_until_focused(page, SURE)
    page.keyboard.press("Enter")
    page.wait_for_url(END)
    page.get_by_text("Klaar: er wacht niets meer.").wait_for()
    assert store.waiting() == []
    assert actions(store, "havens") + actions(store, "veren") == ["accept"] * number


def test_the_place_stays_from_change_to_change_and_letter_to_letter(page: Page, served: Served, store: Store) -> None:
    havens, veren = ids(store, "havens"), ids(store, "veren")
    page.goto(f"{served.url}/letters/havens/changes")
    for at, change in enumerate(havens):
        wait_for_focus(page, change)
        page.keyboard.press("a" if at % 2 else "r")
    page.wait_for_url("**/letters/veren/changes")
    for change in veren:
        wait_for_focus(page, change)
        page.keyboard.press("a")
    page.wait_for_url(END)


def test_the_second_tab_says_who_was_first_and_goes_on(page: Page, served: Served, store: Store) -> None:
    first, second, third, *_ = ids(store, "veren")
    page.goto(f"{served.url}/letters/veren/changes")
    other = page.context.new_page()
    other.goto(f"{served.url}/letters/veren/changes")
    wait_for_focus(page, first)
    page.keyboard.press("a")
    wait_for_focus(page, second)
    other.bring_to_front()
    other.keyboard.press("r")
    told = other.locator(".change.gone")
    told.wait_for()
    assert "Intussen besloten door anna" in told.inner_text()
    assert "geaccepteerd" in told.inner_text()
    wait_until_focused(other, ".change.gone")
    other.keyboard.press("a")
    other.keyboard.press("j")
    assert focused(other) == second
    other.keyboard.press("a")
    wait_for_focus(other, third)
    assert actions(store, "veren") == ["accept", "accept"]


def turn(page: Page, change: str, key: str, value: str = "") -> None:
    """Goes to a change and decides it with a key, or with a value and Enter."""
    page.evaluate("id => document.getElementById(id).focus()", change)
    page.keyboard.press(key)
    if value:
        assert page.evaluate("document.activeElement.name") == "f-value"
        page.keyboard.press("Control+A")
        page.keyboard.type(value)
        page.keyboard.press("Enter")
    page.wait_for_function("id => !document.querySelector(`[data-change]#${id}`)", arg=change)
    page.wait_for_load_state()


@pytest.mark.parametrize("order", [("a", "r", "e"), ("e", "a", "r"), ("r", "e", "a"), ("e", "r", "a")])
def test_in_a_changed_letter_each_answer_works_in_any_order(
    page: Page, served: Served, store: Store, order: tuple[str, ...]
) -> None:
    """Accept the promise, refuse the percentage, edit the amount: what is published never contradicts its own words."""
    found = waiting(store, "veren")
    assert found is not None
    by_kind = {change.kind: change.id for change in found.changes}
    assert len(by_kind) == len(found.changes) == 3
    answers = {"a": ("commitments", ""), "r": ("percentages", ""), "e": ("amounts", "126.500.000")}
    page.goto(f"{served.url}/letters/veren/changes")
    for key in order:
        kind, value = answers[key]
        turn(page, by_kind[kind], key, value)
    published = store.published("veren")
    assert published is not None
    assert [str(c.due and c.due.text) for c in published.commitments] == ["voor de herfst van 2026"]
    assert published.percentages == []
    amount = published.amounts[0]
    assert amount.evidence.text == "€ 125 miljoen"
    assert amount.value == 126_500_000
    assert amount.reviewed is not None
    assert amount.reviewed.machine["value"] == 125_000_000
    assert "veren" not in store.waiting()


def test_an_edited_fact_stays_edited_when_others_are_accepted_and_the_letter_is_read_again(
    page: Page, served: Served, store: Store, desk: Path
) -> None:
    amount, *others = ids(store, "veren")
    page.goto(f"{served.url}/letters/veren/changes")
    turn(page, amount, "e", "126500000")
    for change in others:
        turn(page, change, "a")
    path = desk / "in" / "veren.txt"
    for run, text in (
        ("r7", path.read_text(encoding="utf-8")),
        ("r8", path.read_text(encoding="utf-8") + "\nEinde.\n"),
    ):
        path.write_text(text, encoding="utf-8")
        assert not run_batch(local_files([desk / "in"]), store, run).failed
        published = store.published("veren")
        assert published is not None
        assert published.amounts[0].value == 126_500_000
        assert published.amounts[0].reviewed is not None
        assert published.amounts[0].reviewed.status == "edited"
        page.goto(f"{served.url}/letters/veren")
        assert "126.500.000" in page.locator("li.fact.amounts").first.inner_text()
        assert "veren" not in store.waiting()


def test_refusing_where_the_letter_changed_says_what_it_does_and_does_it(
    page: Page, served: Served, store: Store
) -> None:
    amount, *others = ids(store, "veren")
    page.goto(f"{served.url}/letters/veren/changes")
    change = page.locator(f"#{amount}")
    assert "De brief zelf is hier veranderd" in change.inner_text()
    change.get_by_role("button", name="Afwijzen: laat dit weg").click()
    wait_for_focus(page, others[0])
    for other in others:
        turn(page, other, "a")
    published = store.published("veren")
    assert published is not None
    assert "€ 125 miljoen" in published.text
    assert {int(a.value or 0) for a in published.amounts} == {14_000_000, 6_000_000}
    page.goto(f"{served.url}/letters/veren/changes")
    assert "weggelaten" in page.locator("#decided").inner_text()


def test_decisions_are_taken_back_by_key_and_by_button(page: Page, served: Served, store: Store) -> None:
    first, second, third = ids(store, "veren")
    page.goto(f"{served.url}/letters/veren/changes")
    turn(page, first, "a")
    turn(page, second, "r")
    assert page.locator(".act").inner_text().startswith("‘4%’ afgewezen")
    page.keyboard.press("u")
    wait_for_focus(page, second)
    assert "ongedaan gemaakt" in page.locator(".act").inner_text()
    assert ids(store, "veren") == [second, third]
    listed = page.locator("#decided li")
    assert "ongedaan gemaakt door anna" in listed.nth(0).inner_text()
    listed.nth(1).get_by_role("button", name="Ongedaan maken").click()
    wait_for_focus(page, first)
    assert ids(store, "veren") == [first, second, third]
    for change in (first, second, third):
        turn(page, change, "a")
    page.wait_for_url("**/letters/havens/changes*")
    wait_until_focused(page, "[data-change]")
    page.keyboard.press("u")
    page.wait_for_url("**/letters/veren/changes#*")
    (again,) = ids(store, "veren")
    wait_for_focus(page, again)
    assert "herfst" in page.locator(f"#{again} blockquote").inner_text()


def test_all_at_once_is_taken_back_at_once(page: Page, served: Served, store: Store) -> None:
    waits = {letter: ids(store, letter) for letter in ("havens", "veren")}
    page.goto(f"{served.url}/changes")
    page.keyboard.press("A")
    page.get_by_role("button", name="Ja, alle 6 accepteren").click()
    page.get_by_text("Klaar: er wacht niets meer.").wait_for()
    assert page.locator(".act").inner_text().startswith("6 aangenomen in 2 brieven")
    assert page.locator(".decision").count() == 6
    page.locator(".act").get_by_role("button", name="Ongedaan maken").click()
    page.get_by_text("6 ongedaan gemaakt in 2 brieven").wait_for()
    assert {letter: len(ids(store, letter)) for letter in waits} == {letter: len(waits[letter]) for letter in waits}
    assert ids(store, "havens") == waits["havens"]


def test_a_published_fact_that_was_taken_out_comes_back(page: Page, served: Served, store: Store) -> None:
    published = store.published("gemeen")
    assert published is not None
    fact = published.amounts[0].id
    page.goto(f"{served.url}/letters/gemeen/facts/{fact}")
    page.get_by_role("button", name="Afwijzen").click()
    page.wait_for_url("**/letters/gemeen#*")
    assert page.locator("li.fact.amounts").count() == 0
    page.locator(".act").get_by_role("button", name="Ongedaan maken").click()
    page.locator("li.fact.amounts").wait_for()
    after = store.published("gemeen")
    assert after is not None
    assert after.amounts == published.amounts


def test_undo_and_the_question_work_without_scripts(chromium: str, served: Served, store: Store) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{served.url}/changes")
        page.get_by_role("button", name="Alles accepteren").click()
        page.get_by_role("button", name="Ja, alle 6 accepteren").click()
        page.get_by_text("Klaar: er wacht niets meer.").wait_for()
        page.locator(".act").get_by_role("button", name="Ongedaan maken").click()
        page.get_by_text("6 ongedaan gemaakt in 2 brieven").wait_for()
        page.goto(f"{served.url}/letters/veren/changes")
        change = page.locator("[data-change]").first
        change.locator("summary").click()
        change.locator('[name="f-value"]').fill("veel te veel")
        change.locator('[name="f-value"]').press("Enter")
        wrong = page.locator("[aria-invalid]")
        wrong.wait_for()
        assert wrong.input_value() == "veel te veel"
        wrong.fill("126500000")
        wrong.press("Enter")
        page.get_by_text("‘€ 125 miljoen’ aangepast").wait_for()
        browser.close()
    assert store.decisions("veren").live[-1].action == "edit"


def test_what_deciding_shows_stands_out_and_fits_a_narrow_screen(page: Page, served: Served, store: Store) -> None:
    """The question, a wrong value, a late second answer, and the list at the end."""
    script = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
    page.set_viewport_size({"width": 360, "height": 800})

    def shows(what: str) -> None:
        page.locator(what).first.wait_for()
        assert page.evaluate(script) == [], what
        # The page may still be laid out anew.
        page.wait_for_function("() => document.documentElement.scrollWidth <= 360")
        assert page.locator("main").count() == page.locator("h1").count() == 1

    page.goto(f"{served.url}/letters/veren/changes")
    edit_of(page, "value", "Bedrag")
    page.keyboard.type("veel")
    page.keyboard.press("Enter")
    shows(".problem")
    first = ids(store, "veren")[0]
    page.goto(f"{served.url}/letters/veren/changes")
    decide(store, "veren", {first: Choice(Action.REJECT)}, "bram", "<b>elders</b> staat het anders")
    page.keyboard.press("a")
    shows(".change.gone")
    assert "<b>elders</b> staat het anders" in page.locator("#decided").inner_text()
    page.goto(f"{served.url}/changes")
    page.keyboard.press("R")
    shows(SURE)
    wait_until_focused(page, SURE)
    page.keyboard.press("Enter")
    shows(".act")
    page.get_by_text("Klaar: er wacht niets meer.").wait_for()
    shows(".decision")
