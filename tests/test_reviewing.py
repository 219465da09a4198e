"""Decisions: what they publish, how long they hold, when they are open again, and how they are taken back."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kamerbrief.answering import AlreadyDecidedError, Choice, PartlyKeptError, Waiting
from kamerbrief.cli import app
from kamerbrief.contract import Extraction
from kamerbrief.decisions.model import Action, Outcome, words_of
from kamerbrief.errors import FieldError, StoreError, UnusableStoreError
from kamerbrief.ledger import Ledger
from kamerbrief.reviewing import correct, decide, decide_all, decisions_of, undo, undo_all, waiting
from kamerbrief.settings import Publish, Settings
from kamerbrief.store import Store
from tests.letter_versions import FIRST, Piece, Version, dangling, read, read_otherwise

ACCEPT, REJECT, KEEP = Choice(Action.ACCEPT), Choice(Action.REJECT), Choice(Action.KEEP)
LETTER = "veren"
run = CliRunner().invoke


def version(*lines: str) -> Version:
    return Version(tuple(Piece(number, line) for number, line in enumerate(lines)))


def reworded(old: Version, *changes: tuple[str, str]) -> Version:
    text = old.text
    for was, now in changes:
        assert was in text
        text = text.replace(was, now)
    return version(*text.split("\n"))


class Desk:
    """A store with one letter that is read again and again."""

    def __init__(self, folder: Path, publish: Publish = Publish.REVIEW, name: str = LETTER) -> None:
        self.store, self.name = Store(folder, Settings(publish=publish)), name
        self.keep(read(FIRST))

    def keep(self, found: Extraction) -> str:
        named = found.model_copy(update={"letter": found.letter.model_copy(update={"id": self.name})})
        with self.store.writing():
            return self.store.keep(self.name, named).value

    def found(self, at: int = 0, **attributes: object) -> Extraction:
        """The first letter with other attributes of one of its amounts."""
        content = read(FIRST).model_dump(mode="json")
        content["amounts"][at] |= attributes
        return Extraction.model_validate(content)

    @property
    def published(self) -> Extraction:
        found = self.store.published(self.name)
        assert found is not None
        assert dangling(found) == set()
        return Extraction.model_validate_json(found.to_json())

    @property
    def waiting(self) -> Waiting:
        found = waiting(self.store, self.name)
        assert found is not None
        return found

    def ids(self, kind: str | None = None) -> list[str]:
        found = waiting(self.store, self.name)
        return [change.id for change in found.changes if kind in {None, change.kind}] if found else []

    def millions(self) -> list[int]:
        return [int((amount.value or 0) / 1_000_000) for amount in self.published.amounts]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "out")


def test_an_accepted_change_is_published_marked_and_kept_with_who_and_why(desk: Desk) -> None:
    assert desk.keep(desk.found(value=13_000_000)) == "changed"
    (change,) = desk.ids()
    assert desk.millions()[0] == 12
    (made,) = decide(desk.store, LETTER, {change: ACCEPT}, "anna", "klopt")
    assert desk.millions()[0] == 13
    reviewed = desk.published.amounts[0].reviewed
    assert reviewed is not None
    assert (reviewed.status, reviewed.by, reviewed.machine) == ("accepted", "anna", {})
    assert desk.store.waiting() == []
    kept = json.loads((desk.store.folder(LETTER) / "decisions.json").read_bytes())
    assert kept["version"] == 2
    assert [(row["id"], row["action"], row["by"], row["why"]) for row in kept["decisions"]] == [
        ("d1", "accept", "anna", "klopt")
    ]
    assert made.before is not None
    assert (desk.store.folder(LETTER) / "texts" / f"{made.before.text}.txt").read_text("utf-8") == FIRST.text
    (row,) = desk.store.ledger.decisions(LETTER)
    assert (row["decision"], row["by"], row["words"], row["outcome"]) == ("d1", "anna", "€ 12 miljoen", "accepted")


def test_a_rejected_change_stays_rejected_whatever_is_read_again(desk: Desk) -> None:
    desk.keep(desk.found(value=13_000_000))
    (made,) = decide(desk.store, LETTER, {desk.ids()[0]: REJECT}, "anna")
    assert (made.outcome, desk.millions()[0]) == (Outcome.RESTORED, 12)
    for found in (desk.found(value=13_000_000), desk.found(value=13_000_000, precision="above")):
        desk.keep(found)
        assert desk.ids() == []
        assert desk.millions()[0] == 12


def test_an_edit_holds_when_another_change_is_accepted_and_when_the_letter_is_read_again(desk: Desk) -> None:
    content = desk.found(value=13_000_000).model_dump(mode="json")
    content["amounts"][1]["value"] = 41_000_000
    desk.keep(Extraction.model_validate(content))
    first, second = desk.ids()
    decide(desk.store, LETTER, {first: Choice(Action.EDIT, {"value": 12_500_000})}, "anna")
    decide(desk.store, LETTER, {second: ACCEPT}, "bram")
    for _ in range(2):
        amount = desk.published.amounts[0]
        assert amount.value == 12_500_000
        assert amount.reviewed is not None
        assert (amount.reviewed.status, amount.reviewed.machine) == ("edited", {"value": 13_000_000})
        assert desk.keep(Extraction.model_validate(content)) == "unchanged"
        assert desk.ids() == []
    # The machine makes something else of it: the edit holds, and what the machine says now stands beside it.
    desk.keep(desk.found(value=14_000_000))
    amount = desk.published.amounts[0]
    assert amount.reviewed is not None
    assert (amount.value, amount.reviewed.machine) == (12_500_000, {"value": 14_000_000})


def test_when_letter_and_fact_both_changed_it_waits_again_and_says_why(desk: Desk) -> None:
    desk.keep(desk.found(value=13_000_000))
    decide(desk.store, LETTER, {desk.ids()[0]: Choice(Action.EDIT, {"value": 12_500_000})}, "anna")
    desk.keep(read(reworded(FIRST, ("Voor de veren is € 12", "Voor de veren is in totaal € 14"))))
    (change,) = (one for one in desk.waiting.changes if "value" in {a.name for a in one.attributes})
    assert desk.waiting.why_again(change) == "its words no longer stand in the letter"
    earlier = desk.waiting.before(change)
    assert earlier is not None
    assert (earlier.id, earlier.by) == ("d1", "anna")


@pytest.mark.parametrize("action", [Action.ACCEPT, Action.REJECT, Action.EDIT])
@pytest.mark.parametrize("turned", [False, True])
def test_every_single_answer_works_on_a_changed_text_in_any_order(desk: Desk, action: Action, turned: bool) -> None:
    new = reworded(
        FIRST,
        ("is € 12 miljoen beschikbaar uit", "is € 15 miljoen beschikbaar uit"),
        ("brug € 30 miljoen", "brug € 31 miljoen"),
        ("neem ik over", "neem ik niet over"),
        ("voor de zomer", "na de zomer"),
        ("Oost\t€ 5 miljoen", "Oost\t€ 7 miljoen"),
        ("25%", "26%"),
    )
    values: dict[str, dict[str, Any]] = {"amounts": {"precision": "above"}, "recommendations": {"stance": "deferred"}}
    desk.keep(read(new))
    number = 0
    while ids := desk.ids():
        change = next(one for one in desk.waiting.changes if one.id == ids[-1 if turned else 0])
        can_edit = action is Action.EDIT and desk.waiting.answers(change).edit and change.kind in values
        choice = (
            Choice(Action.EDIT, values[change.kind])
            if can_edit
            else ACCEPT
            if action is Action.EDIT
            else Choice(action)
        )
        decide(desk.store, LETTER, {change.id: choice}, "anna")
        assert change.id not in desk.ids()
        number += 1
        assert number < 20
    assert number >= 6
    assert desk.published.text == new.text
    if action is Action.REJECT:
        # No value stands beside words that say something else.
        assert [
            a.evidence.text
            for a in desk.published.amounts
            if f"€ {int((a.value or 0) / 1_000_000)} " not in a.evidence.text
        ] == []
    assert desk.keep(read(new)) == "unchanged"


def test_rejecting_what_the_letter_itself_changed_leaves_it_out_and_says_so(desk: Desk) -> None:
    new = reworded(FIRST, ("is € 12 miljoen beschikbaar uit", "is € 13 miljoen beschikbaar uit"))
    desk.keep(read(new))
    change = next(one for one in desk.waiting.changes if one.kind == "amounts" and one.before and one.after)
    answers = desk.waiting.answers(change)
    assert (answers.reject, answers.keep, answers.accept, answers.edit) == (Outcome.LEFT_OUT, False, True, True)
    with pytest.raises(StoreError, match="to keep is not possible here"):
        decide(desk.store, LETTER, {change.id: KEEP}, "anna")
    told = run(app, ["reject", LETTER, change.id, "--store", str(desk.store.root), "--by", "anna"])
    assert (told.exit_code, "left out, as a wrong reading" in told.stdout) == (0, True)
    while ids := desk.ids():
        decide(desk.store, LETTER, {ids[0]: ACCEPT}, "anna")
    assert "€ 13 miljoen" in desk.published.text
    assert "€ 13 miljoen" not in {amount.evidence.text for amount in desk.published.amounts}
    assert desk.keep(read(new)) == "unchanged"


def test_rejecting_a_removal_keeps_the_fact_where_its_words_stand_and_else_says_that_it_is_gone(desk: Desk) -> None:
    desk.keep(read_otherwise(read(FIRST), 4))
    percentage = next(one for one in desk.waiting.changes if one.kind == "percentages")
    assert desk.waiting.answers(percentage).reject == Outcome.KEPT
    decide(desk.store, LETTER, {percentage.id: REJECT}, "anna")
    kept = desk.published.percentages[0].reviewed
    assert kept is not None
    assert kept.status == "kept"
    new = reworded(FIRST, ("Het aandeel is 25% van het geheel.", "Het aandeel is onbekend."))
    desk.keep(read(new))
    gone = next(one for one in desk.waiting.changes if one.kind == "percentages")
    assert desk.waiting.answers(gone).reject == Outcome.GONE
    decide(desk.store, LETTER, {gone.id: REJECT}, "anna")
    while ids := desk.ids():
        decide(desk.store, LETTER, {ids[0]: REJECT}, "anna")
    assert desk.published.percentages == []
    assert desk.published.text == new.text


def test_a_fact_that_only_moved_is_never_asked_about(desk: Desk) -> None:
    lines = FIRST.text.split("\n")
    moved = version(lines[0], "Hierbij de stand van zaken.", *lines[1:7], *lines[8:], lines[7])
    desk.keep(read(moved))
    assert [change for change in desk.ids() if change] == []
    assert desk.published.text == moved.text
    assert desk.store.waiting() == []


def test_rejecting_a_figure_leaves_no_id_that_names_nothing(desk: Desk) -> None:
    assert {check.type for check in desk.published.checks} == {"sum", "share"}
    correct(desk.store, LETTER, desk.published.percentages[0].id, REJECT, "anna")
    assert {check.type for check in desk.published.checks} == {"sum"}
    restated = next(amount.restates for amount in desk.published.amounts if amount.restates)
    correct(desk.store, LETTER, restated, REJECT, "anna")
    named = desk.published.recommendations[0].amounts[0]
    correct(desk.store, LETTER, named, REJECT, "anna")
    correct(desk.store, LETTER, "havenfonds", REJECT, "anna")
    brug = next(amount.id for amount in desk.published.amounts if amount.value == 30_000_000)
    correct(desk.store, LETTER, brug, REJECT, "anna")
    x = desk.published
    assert (x.checks, x.programmes, x.recommendations[0].amounts) == ([], [], [])
    assert [amount for amount in x.amounts if amount.restates or amount.programmes] == []
    assert desk.keep(read(FIRST)) == "unchanged"
    for _ in range(5):
        undo(desk.store, LETTER, None, "anna")
    assert desk.published == read(FIRST)


def test_three_equal_amounts_are_three_facts(desk: Desk) -> None:
    fives = [amount for amount in desk.published.amounts if amount.value == 5_000_000]
    assert len(fives) == 3
    correct(desk.store, LETTER, fives[0].id, REJECT, "anna")
    correct(desk.store, LETTER, fives[2].id, REJECT, "bram")
    assert [a.evidence.start for a in desk.published.amounts if a.value == 5_000_000] == [fives[1].evidence.start]
    assert [known.standing for known in decisions_of(desk.store, LETTER)] == ["live", "live"]
    assert desk.keep(read(FIRST)) == "unchanged"
    new = version("Een nieuwe eerste zin.", *FIRST.text.split("\n"))
    desk.keep(read(new))
    assert desk.ids() == []
    (left,) = [a.evidence for a in desk.published.amounts if a.value == 5_000_000]
    assert new.piece_at(left.start).text.startswith("Oost")
    undo(desk.store, LETTER, "d1", "anna")
    assert len([a for a in desk.published.amounts if a.value == 5_000_000]) == 2


def test_undo_gives_back_what_was_and_keeps_the_history(desk: Desk) -> None:
    desk.keep(desk.found(value=13_000_000))
    before = desk.published
    (change,) = desk.ids()
    for choice in (ACCEPT, REJECT, KEEP, Choice(Action.EDIT, {"value": 1})):
        decide(desk.store, LETTER, {change: choice}, "anna")
        assert desk.ids() == []
        undone = undo(desk.store, LETTER, None, "bram", "vergissing")
        assert undone.action is choice.action
        assert desk.ids() == [change]
        assert desk.published == before
    known = decisions_of(desk.store, LETTER)
    assert [(k.decision.action, k.standing) for k in known] == [
        (action, "undone") for action in ("accept", "reject", "keep", "edit")
    ]
    assert {k.undone.by for k in known if k.undone} == {"bram"}
    with pytest.raises(AlreadyDecidedError, match=r"d1 was taken back before \(by bram"):
        undo(desk.store, LETTER, "d1", "anna")
    with pytest.raises(StoreError, match="no decision d99"):
        undo(desk.store, LETTER, "d99", "anna")
    with pytest.raises(StoreError, match="there is no decision to take back"):
        undo(desk.store, LETTER, None, "anna")


def test_a_later_decision_takes_the_place_of_an_earlier_one_and_undo_gives_that_back(desk: Desk) -> None:
    fact = desk.published.amounts[0].id
    correct(desk.store, LETTER, fact, Choice(Action.EDIT, {"value": 11_000_000}), "anna")
    correct(desk.store, LETTER, fact, Choice(Action.EDIT, {"precision": "above"}), "bram")
    amount = desk.published.amounts[0]
    assert amount.reviewed is not None
    assert (amount.value, amount.precision, amount.reviewed.by) == (11_000_000, "above", "bram")
    assert amount.reviewed.machine == {"value": 12_000_000, "precision": "exact"}
    with pytest.raises(StoreError, match="d2 took the place of d1"):
        undo(desk.store, LETTER, "d1", "anna")
    undo(desk.store, LETTER, "d2", "anna")
    amount = desk.published.amounts[0]
    assert (amount.value, amount.precision) == (11_000_000, "exact")
    assert amount.reviewed is not None
    assert amount.reviewed.by == "anna"


def test_a_new_letter_text_is_published_when_all_is_decided(desk: Desk) -> None:
    new = version(*reworded(FIRST, ("brug € 30", "brug € 31")).text.split("\n"), "De sluis kost € 7 miljoen.")
    desk.keep(read(new))
    first, *others = desk.ids()
    decide(desk.store, LETTER, {first: ACCEPT}, "anna")
    assert desk.published.text == FIRST.text
    if others:
        decide(desk.store, LETTER, dict.fromkeys(others, ACCEPT), "anna")
    assert (desk.published.text, desk.millions()[-1]) == (new.text, 7)
    assert {31, 7} <= set(desk.millions())
    assert desk.store.waiting() == []


def test_the_second_of_two_reviewers_sees_that_and_what_was_decided(desk: Desk) -> None:
    desk.keep(desk.found(value=13_000_000))
    seen = desk.waiting.changes[0]
    stamp = Waiting.stamp(seen)
    decide(desk.store, LETTER, {seen.id: ACCEPT}, "anna")
    with pytest.raises(AlreadyDecidedError, match=r"decided before \(accept by anna, .*: accepted\)"):
        decide(desk.store, LETTER, {seen.id: REJECT}, "bram")
    # The machine reads the same fact otherwise again: who still looks at the old change does not decide the new one.
    undo(desk.store, LETTER, None, "anna")
    desk.keep(desk.found(value=14_000_000))
    assert desk.ids() == [seen.id]
    with pytest.raises(AlreadyDecidedError):
        decide(desk.store, LETTER, {seen.id: Choice(Action.ACCEPT, seen=stamp)}, "bram")
    decide(desk.store, LETTER, {seen.id: Choice(Action.ACCEPT, seen=Waiting.stamp(desk.waiting.changes[0]))}, "bram")
    assert desk.millions()[0] == 14


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"value": "veel"}, "value"),
        ({"value": -5}, "value"),
        ({"value": 10**14}, "value"),
        ({"value": float("nan")}, "value"),
        ({"value": None}, "value"),
        ({"value": 5, "low": 3}, "value"),
        ({"value": None, "low": 9, "high": 3}, "high"),
        ({"currency": "XYZ"}, "currency"),
        ({"currency": "euro"}, "currency"),
        ({"period": {"from_year": 1492, "until_year": None}}, "period.from_year"),
        ({"period": {"from_year": 2030, "until_year": 2020}}, "period.until_year"),
        ({"period": {"from_year": "x"}}, "period.from_year"),
        ({"per": "huis\x00"}, "per"),
        ({"budget_holders": ["EZ\n"]}, "budget_holders"),
        ({"precision": "vast"}, "precision"),
        ({"id": "x"}, "id"),
        ({"restates": "x"}, "restates"),
    ],
)
def test_an_edit_that_is_no_value_names_its_field_and_keeps_nothing(
    desk: Desk, values: dict[str, Any], field: str
) -> None:
    desk.keep(desk.found(value=13_000_000))
    (change,) = desk.ids()
    with pytest.raises(FieldError) as told:
        decide(desk.store, LETTER, {change: Choice(Action.EDIT, values)}, "anna")
    assert told.value.field == field
    assert "\n" not in str(told.value).replace("EZ\n", "")
    assert desk.ids() == [change]
    assert not (desk.store.folder(LETTER) / "decisions.json").exists()


def test_decisions_over_several_letters_are_all_kept_or_none(tmp_path: Path) -> None:
    desks = [Desk(tmp_path / "out", name=name) for name in ("een", "twee")]
    store = desks[0].store
    for one in desks:
        one.keep(one.found(value=13_000_000))
    choices = {one.name: {one.ids()[0]: ACCEPT} for one in desks}
    with pytest.raises(AlreadyDecidedError):
        decide_all(store, {**choices, "twee": {"change-x": ACCEPT}}, "anna")
    assert [store.decisions(one.name).decisions for one in desks] == [[], []]
    made = decide_all(store, choices, "anna")
    assert [one.millions()[0] for one in desks] == [13, 13]
    undo_all(store, {name: [d.id for d in those] for name, those in made.items()}, "anna")
    assert [one.ids() for one in desks] == [list(choices[one.name]) for one in desks]


def test_a_disk_that_fails_between_two_letters_is_told_with_what_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks = [Desk(tmp_path / "out", name=name) for name in ("een", "twee")]
    for one in desks:
        one.keep(one.found(value=13_000_000))
    choices = {one.name: {one.ids()[0]: ACCEPT} for one in desks}
    real = Path.replace

    def full(path: Path, target: Path) -> Path:
        if target.parent.name == "twee":
            raise OSError(28, "No space left on device")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(PartlyKeptError, match="decided and kept: een; not decided: twee") as told:
        decide_all(desks[0].store, choices, "anna")
    monkeypatch.undo()
    assert (told.value.kept, told.value.left) == (["een"], ["twee"])
    assert [one.millions()[0] for one in desks] == [13, 12]


def test_a_ledger_that_fails_costs_no_decision(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.keep(desk.found(value=13_000_000))

    def locked(*_: object) -> None:
        raise UnusableStoreError("the ledger is locked")

    monkeypatch.setattr(Ledger, "decided", locked)
    with pytest.raises(UnusableStoreError):
        decide(desk.store, LETTER, {desk.ids()[0]: ACCEPT}, "anna")
    monkeypatch.undo()
    again = Store(desk.store.root, Settings(publish=Publish.REVIEW))
    published = again.published(LETTER)
    assert published is not None
    assert published.amounts[0].value == 13_000_000
    assert [row["decision"] for row in again.ledger.decisions(LETTER)] == ["d1"]


_DECIDER = """
    import os, sys, time
    from pathlib import Path
    from kamerbrief.decisions.model import Action
    from kamerbrief.answering import Choice
    from kamerbrief.reviewing import decide, undo, waiting
    from kamerbrief.settings import Publish, Settings
    from kamerbrief.store import Store
    store = Store(Path(sys.argv[1]), Settings(publish=Publish.REVIEW))
    if sys.argv[2] == "undo":
        undo(store, "veren", None, "anna")
    else:
        change = waiting(store, "veren").changes[0].id
        decide(store, "veren", {change: Choice(Action(sys.argv[2]))}, "anna")
    print("stored", flush=True)
    time.sleep(60)
"""


def test_what_was_said_to_be_stored_is_there_after_a_kill(desk: Desk) -> None:
    desk.keep(desk.found(value=13_000_000))
    for number, (action, millions, standing) in enumerate(
        [("accept", 13, "live"), ("undo", 12, "undone"), ("reject", 12, "live"), ("undo", 12, "undone")]
    ):
        code = textwrap.dedent(_DECIDER)
        command = [sys.executable, "-c", code, str(desk.store.root), action]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "stored\n"
            os.kill(process.pid, signal.SIGKILL)
        again = Store(desk.store.root, Settings(publish=Publish.REVIEW))
        assert decisions_of(again, LETTER)[-1].standing == standing
        assert len(again.decisions(LETTER).decisions) == number + 1
        assert desk.millions()[0] == millions


class KilledError(Exception):
    """Stands for the end of the process."""


def test_a_decision_that_was_stopped_in_between_is_completed_when_the_store_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace
    stored = []
    for stop in itertools.count():
        desk = Desk(tmp_path / str(stop))
        desk.keep(desk.found(value=13_000_000))
        (change,) = desk.ids()
        left = [stop]

        def killed(path: Path, target: Path, left: list[int] = left) -> Path:
            if left[0] == 0:
                raise KilledError
            left[0] -= 1
            return real(path, target)

        monkeypatch.setattr(Path, "replace", killed)
        finished = False
        try:
            decide(desk.store, LETTER, {change: ACCEPT}, "anna")
            finished = True
        except KilledError:
            pass
        monkeypatch.setattr(Path, "replace", real)
        desk.store = Store(desk.store.root, Settings(publish=Publish.REVIEW))
        is_stored = bool(desk.store.decisions(LETTER).decisions)
        assert desk.millions()[0] == (13 if is_stored else 12)
        assert desk.ids() == ([] if is_stored else [change])
        stored.append(is_stored)
        if finished:
            break
    # Texts, the word that it begins, the decisions, the machine's extraction, text and publication.
    assert stored == [False, False, False, True, True, True, True]


def test_decisions_of_the_first_form_are_read_and_hold(desk: Desk) -> None:
    x = json.loads((desk.store.folder(LETTER) / "extraction.json").read_bytes())
    fives = [one for one in x["amounts"] if one["value"] == 5_000_000]
    common = {"kind": "amounts", "source": x["letter"]["source"]["sha256"], "by": "anna", "at": "2026-01-01", "why": ""}
    edited = {**common, "change": "amount-of-before", "action": "edit", "before": None, "edited": {"value": 12_500_000}}
    rows = [
        {**edited, "machine": {**x["amounts"][0], "id": "amount-of-before", "vanished": 1}},
        {**common, "change": "c2", "action": "reject", "before": None, "machine": fives[1], "edited": {}},
        {**common, "change": "c3", "action": "accept", "before": None, "machine": None, "edited": {}},
    ]
    place = desk.store.folder(LETTER) / "decisions.json"
    place.write_text(json.dumps({"decisions": rows}), encoding="utf-8")
    desk.keep(read(FIRST))
    assert desk.published.amounts[0].value == 12_500_000
    starts = [amount.evidence.start for amount in desk.published.amounts if amount.value == 5_000_000]
    assert starts == [fives[0]["evidence"]["start"], fives[2]["evidence"]["start"]]
    assert desk.ids() == []
    correct(desk.store, LETTER, desk.published.amounts[1].id, ACCEPT, "bram")
    kept = json.loads(place.read_bytes())
    assert (kept["version"], [d["by"] for d in kept["decisions"]]) == (2, ["anna", "anna", "anna", "bram"])
    undo(desk.store, LETTER, "d1", "bram")
    assert desk.keep(read(FIRST)) == "unchanged"
    assert desk.millions()[0] == 12


@pytest.mark.parametrize(("publish", "waits", "millions"), [(Publish.ALWAYS, False, 13), (Publish.NEVER, False, 12)])
def test_the_policy_is_kept(tmp_path: Path, publish: Publish, waits: bool, millions: int) -> None:
    desk = Desk(tmp_path / "out", publish)
    desk.keep(desk.found(value=13_000_000))
    assert (bool(desk.store.waiting()), desk.millions()[0]) == (waits, millions)
    fact = desk.published.amounts[1].id
    correct(desk.store, LETTER, fact, REJECT, "anna")
    desk.keep(desk.found(value=13_000_000))
    assert fact not in {amount.id for amount in desk.published.amounts}
    undo(desk.store, LETTER, None, "anna")
    assert fact in {amount.id for amount in desk.published.amounts}
    assert (bool(desk.store.waiting()), desk.millions()[0]) == (waits, millions)


def test_the_letterhead_is_decided_on_too(desk: Desk) -> None:
    desk.keep(read_otherwise(read(FIRST), 7))
    head = next(change for change in desk.waiting.changes if change.kind == "letter")
    assert desk.waiting.answers(head).edit is False
    decide(desk.store, LETTER, {head.id: REJECT}, "anna")
    assert desk.published.letter.subject == "de veren bij Oostwerf"
    assert desk.published.letter.evidence["subject"].text == "de veren bij Oostwerf"
    while ids := desk.ids():
        decide(desk.store, LETTER, {ids[0]: ACCEPT}, "anna")
    assert desk.published.letter.subject == "de veren bij Oostwerf"
    undo(desk.store, LETTER, "d1", "anna")
    assert head.id in desk.ids()


def test_the_terminal_lists_decisions_and_takes_them_back(desk: Desk) -> None:
    store = ["--store", str(desk.store.root)]
    desk.keep(desk.found(value=13_000_000))
    (change,) = desk.ids()
    told = run(
        app,
        ["accept", LETTER, change, *store, "--set", "value=12.500.000", "--by", "anna", "--why", "=volgens bijlage"],
    )
    assert told.exit_code == 0, told.output
    assert "published with your values" in told.stdout
    table = run(app, ["decisions", LETTER, *store]).stdout
    assert "anna: edit, edited (=volgens bijlage)" in table
    assert "€ 12 miljoen value 13.000.000 → 12.500.000 [live]" in table
    (row,) = json.loads(run(app, ["decisions", *store, "--format", "json"]).stdout)
    assert (row["letter"], row["id"], row["by"], row["standing"]) == (LETTER, "d1", "anna", "live")
    assert row["edited"] == [{"name": "value", "machine": 13_000_000, "person": 12_500_000}]
    heading, line = run(app, ["decisions", *store, "--format", "csv"]).stdout.splitlines()
    assert heading.startswith("letter,id,at,by,action,outcome,standing")
    assert line.endswith("'=volgens bijlage")
    told = run(app, ["undo", LETTER, *store, "--by", "bram"])
    assert told.stdout == f"{LETTER}: d1 taken back (edit), 1 left\n"
    assert "[undone]" in run(app, ["decisions", LETTER, *store]).stdout
    for wrong in (["undo", LETTER, "d1"], ["undo", "nergens"], ["decisions", "nergens"]):
        told = run(app, [*wrong, *store])
        assert (told.exit_code, told.stderr.count("\n")) == (4, 1)


def test_decisions_of_a_stored_1_0_letter_find_their_facts(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parent / "contract" / "store_1_0", tmp_path / "out")
    store = Store(tmp_path / "out", Settings(publish=Publish.REVIEW))
    rows = json.loads((store.folder(LETTER) / "decisions.json").read_bytes())["decisions"]
    history, published = store.decisions(LETTER), store.published(LETTER)
    assert published is not None
    assert [d.by for d in history.decisions] == [row["by"] for row in rows]
    for made, row in zip(history.decisions, rows, strict=True):
        assert made.seen is not None
        assert words_of(made.seen.fact) == row["machine"]["evidence"]["text"]
    left = waiting(store, LETTER)
    assert left is None or not [c for c in left.changes if c.id in {row["change"] for row in rows}]
    for row in rows:
        same = [a for a in published.amounts if a.evidence.text == row["machine"]["evidence"]["text"]]
        assert bool(same) == (row["action"] != "reject")
    if left is not None:
        decide(store, LETTER, {change.id: ACCEPT for change in left.changes}, "bram")
    after = store.published(LETTER)
    assert after is not None
    edited = {row["machine"]["evidence"]["text"]: row["edited"] for row in rows if row["action"] == "edit"}
    for amount in after.amounts:
        for name, value in edited.get(amount.evidence.text, {}).items():
            assert amount.model_dump(mode="json")[name] == value
