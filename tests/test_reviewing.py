"""Decisions: what they publish, how long they hold, and when they are open again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kamerbrief.contract import Extraction
from kamerbrief.decisions import Action
from kamerbrief.errors import StoreError
from kamerbrief.reviewing import AlreadyDecidedError, Choice, correct, decide, waiting
from kamerbrief.settings import Publish, Settings
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store
from kamerbrief.work import process_letter

OLD = """Ministerie van Verkeer en Kust

Datum 12 mei 2025
Betreft Pontveren

Geachte voorzitter,

Voor de veerdienst is in 2026 € 12 miljoen beschikbaar.

De kade van Oostwerf kost € 5 miljoen.

Ik informeer uw Kamer voor de zomer van 2026 over de aanbesteding.
"""
ACCEPT, REJECT = Choice(Action.ACCEPT), Choice(Action.REJECT)


class Desk:
    """A store with one letter that is read again and again."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "veren.txt"
        self.store = Store(folder / "out", Settings(publish=Publish.REVIEW))

    def read(self, text: str) -> str:
        self.file.write_text(text, encoding="utf-8")
        return process_letter(local_files([self.file])[0], self.store, "r", again=True).outcome

    def machine_changes(self, **attributes: object) -> None:
        """A newer machine reads the same bytes otherwise: the first amount has other attributes."""
        published = self.store.published("veren")
        assert published is not None
        content = published.model_dump(mode="json")
        content["amounts"][0] |= {**attributes, "reviewed": None}
        with self.store.writing():
            self.store.keep("veren", Extraction.model_validate(content))

    def values(self) -> list[int]:
        published = self.store.published("veren")
        assert published is not None
        Extraction.model_validate_json(published.to_json())
        return [int(amount.value or 0) for amount in published.amounts]

    def waiting(self) -> list[str]:
        found = waiting(self.store, "veren")
        return [change.id for change in found.changes] if found else []


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    assert made.read(OLD) == "new"
    assert made.values() == [12_000_000, 5_000_000]
    return made


def test_an_accepted_change_is_published_and_marked(desk: Desk) -> None:
    desk.machine_changes(value=13_000_000)
    (change,) = desk.waiting()
    assert desk.values() == [12_000_000, 5_000_000]
    decide(desk.store, "veren", {change: ACCEPT}, "anna", "klopt")
    assert desk.values() == [13_000_000, 5_000_000]
    published = desk.store.published("veren")
    assert published is not None
    assert published.amounts[0].reviewed is not None
    assert (published.amounts[0].reviewed.status, published.amounts[0].reviewed.by) == ("accepted", "anna")
    assert desk.store.waiting() == []
    kept = json.loads((desk.store.folder("veren") / "decisions.json").read_bytes())["decisions"]
    assert [(row["action"], row["by"], row["why"]) for row in kept] == [("accept", "anna", "klopt")]
    assert desk.store.ledger.decisions("veren")[0]["by"] == "anna"


def test_a_rejected_change_stays_rejected(desk: Desk) -> None:
    desk.machine_changes(value=13_000_000)
    (change,) = desk.waiting()
    decide(desk.store, "veren", {change: REJECT}, "anna")
    assert desk.values() == [12_000_000, 5_000_000]
    desk.machine_changes(value=13_000_000)
    assert desk.waiting() == []
    assert desk.values() == [12_000_000, 5_000_000]


def test_a_rejected_fact_stays_out_of_later_runs(desk: Desk) -> None:
    published = desk.store.published("veren")
    assert published is not None
    wrong = published.amounts[1].id
    correct(desk.store, "veren", wrong, REJECT, "bram", "geen bedrag")
    assert desk.values() == [12_000_000]
    assert desk.read(OLD) == "unchanged"
    assert desk.values() == [12_000_000]
    desk.read(OLD.replace("Geachte voorzitter,", "Geachte voorzitter,\n\nHierbij de stand van zaken."))
    assert [c for c in desk.waiting() if "5000000" in c] == []


def test_an_edit_keeps_both_values_apart_and_holds(desk: Desk) -> None:
    desk.machine_changes(value=13_000_000)
    (change,) = desk.waiting()
    decide(desk.store, "veren", {change: Choice(Action.EDIT, {"value": 12_500_000})}, "anna")
    assert desk.values()[0] == 12_500_000
    published = desk.store.published("veren")
    assert published is not None
    reviewed = published.amounts[0].reviewed
    assert reviewed is not None
    assert (reviewed.status, reviewed.machine) == ("edited", {"value": 13_000_000})
    desk.machine_changes(value=13_000_000)
    assert desk.waiting() == []
    assert desk.values()[0] == 12_500_000


def test_when_letter_and_fact_both_change_it_waits_again_and_says_why(desk: Desk) -> None:
    desk.machine_changes(value=13_000_000)
    (change,) = desk.waiting()
    decide(desk.store, "veren", {change: Choice(Action.EDIT, {"value": 12_500_000})}, "anna")
    assert desk.read(OLD.replace("in 2026 € 12", "in 2027 ruim € 12")) == "changed"
    found = waiting(desk.store, "veren")
    assert found is not None
    assert any(change.kind == "amounts" for change in found.changes)
    assert [why for _, why in found.reopened] == ["the letter and what the machine makes of it have both changed"]


def test_a_new_letter_text_is_published_when_all_is_decided(desk: Desk) -> None:
    desk.read(OLD.replace("€ 5 miljoen", "€ 6 miljoen") + "\nHet fonds krijgt € 7 miljoen.\n")
    first, *others = desk.waiting()
    decide(desk.store, "veren", {first: ACCEPT}, "anna")
    assert desk.values() == [12_000_000, 5_000_000]
    decide(desk.store, "veren", dict.fromkeys(others, ACCEPT), "anna")
    assert desk.values() == [12_000_000, 6_000_000, 7_000_000]
    assert desk.store.waiting() == []


def test_the_second_who_decides_is_told(desk: Desk) -> None:
    desk.machine_changes(value=13_000_000)
    (change,) = desk.waiting()
    decide(desk.store, "veren", {change: ACCEPT}, "anna")
    with pytest.raises(AlreadyDecidedError, match=r"decided before .*accept by anna"):
        decide(desk.store, "veren", {change: REJECT}, "bram")
    assert desk.values()[0] == 13_000_000


def test_an_edit_that_gives_no_fact_keeps_nothing(desk: Desk) -> None:
    desk.machine_changes(value=13_000_000)
    (change,) = desk.waiting()
    with pytest.raises(StoreError, match="gives no valid fact"):
        decide(desk.store, "veren", {change: Choice(Action.EDIT, {"value": "veel"})}, "anna")
    assert desk.waiting() == [change]
    assert not (desk.store.folder("veren") / "decisions.json").exists()


def test_a_removed_fact_can_be_kept(desk: Desk) -> None:
    published = desk.store.published("veren")
    assert published is not None
    with desk.store.writing():
        desk.store.keep("veren", published.model_copy(update={"amounts": published.amounts[1:]}))
    (change,) = desk.waiting()
    decide(desk.store, "veren", {change: REJECT}, "anna")
    assert desk.values() == [12_000_000, 5_000_000]
    after = desk.store.published("veren")
    assert after is not None
    assert after.amounts[0].reviewed is not None
    assert after.amounts[0].reviewed.status == "kept"
