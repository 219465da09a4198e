"""Letters that changed as letters do: the difference says exactly what a reader of both would."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kamerbrief.comparison import Change, Difference, diff
from kamerbrief.contract import FACT_KINDS
from kamerbrief.decisions import words
from kamerbrief.pipeline import extract
from tests.conftest import FIXTURES
from tests.edited_letters import Edit, edited, moved_behind, replaced, with_row, without_block, without_row

Said = list[tuple[str, str, str]]


def changed(name: str, folder: Path, edit: Edit) -> Difference:
    """How the facts of a fixture differ after an edit."""
    docx = FIXTURES / name / "letter.docx"
    old, new = extract(docx), extract(edited(docx, folder / "letter.docx", edit))
    found = diff(old, new)
    accounted = Counter({"unchanged": sum(found.unchanged.values())})
    accounted.update({group: len(getattr(found, group)) for group in ("removed", "changed", "moved")})
    head = sum(change.kind == "letter" for change in found.changed)
    assert accounted.total() - head == sum(len(getattr(old, kind)) for kind in FACT_KINDS)
    return found


def said(found: Difference, *, checks: bool = False) -> Said:
    """Every change but those of places: the group, the kind, and the words before and after where they differ."""
    return [
        (group, change.kind, " → ".join(dict.fromkeys(words(f) for f in (change.before, change.after) if f)))
        for group in ("removed", "changed", "added")
        for change in getattr(found, group)
        if (change.kind == "checks") == checks
    ]


EDITS: dict[str, tuple[str, Edit, Said]] = {
    "an amount is another": (
        "voortgang-geluid",
        replaced("2028 komen uit op € 480 miljoen", "2028 komen uit op € 495 miljoen"),
        [("changed", "amounts", "€ 480 miljoen → € 495 miljoen")],
    ),
    "a cell is another": (
        "voortgang-geluid",
        replaced("27,5", "28,5"),
        [("changed", "amounts", "27,5 → 28,5")],
    ),
    "a sentence comes": (
        "kabinetsreactie-havens",
        replaced("Reders wachten op elkaar.", "Reders wachten op elkaar. In Rotterdam kost dat € 2,4 miljoen."),
        [
            # The finding of the recommendation is a sentence longer, and names an amount more.
            ("changed", "recommendations", "Zet de subsidie voor walstroom voort tot en met 2030"),
            ("added", "amounts", "€ 2,4 miljoen"),
            ("added", "entities", "Rotterdam"),
        ],
    ),
    "a paragraph goes": (
        "begroting-opvang",
        without_block("Het COA heeft daarnaast"),
        [
            ("removed", "amounts", "€ 1,1 miljard"),
            ("removed", "amounts", "€ 90 miljoen"),
            ("removed", "amounts", "35 miljoen euro"),
            ("removed", "programmes", "Gemeentefonds"),
            ("removed", "entities", "COA"),
            ("removed", "entities", "Gemeentefonds"),
        ],
    ),
    "a row comes among rows of the same figures": (
        "suppletoire-onderwijs",
        with_row("Vrijval subsidies", ["Vrijval leermiddelen", "-7,5", "–", "–", "–", "-7,5"]),
        [("added", "amounts", "-7,5"), ("added", "amounts", "-7,5")],
    ),
    "a row goes": (
        "begroting-opvang",
        without_row("Kasschuif"),
        [("removed", "amounts", "15.000"), ("removed", "amounts", "15.000")],
    ),
    "a section moves": (
        "reactie-wrr",
        moved_behind(["Aanbeveling 4: Maak", "Gemeenten bepalen nu", "komt de raad halverwege"], "sprak ik over dit"),
        [],
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_the_difference_is_what_was_changed_and_nothing_else(name: str, tmp_path: Path) -> None:
    letter, edit, expected = EDITS[name]
    found = changed(letter, tmp_path, edit)
    assert said(found) == expected


def test_a_changed_amount_says_its_old_value_and_words(tmp_path: Path) -> None:
    letter, edit, _ = EDITS["an amount is another"]
    (change,) = [one for one in changed(letter, tmp_path, edit).changed if one.kind == "amounts"]
    values = {attribute.name: (attribute.before, attribute.after) for attribute in change.attributes}
    assert values["value"] == (480_000_000, 495_000_000)
    assert values["evidence"] == ({"text": "€ 480 miljoen"}, {"text": "€ 495 miljoen"})


def test_a_row_that_comes_is_the_row_that_came(tmp_path: Path) -> None:
    letter, edit, _ = EDITS["a row comes among rows of the same figures"]
    found = changed(letter, tmp_path, edit)
    assert {row_of(change) for change in found.added if change.kind == "amounts"} == {"Vrijval leermiddelen"}
    assert all(change.before["table"]["row_header"] == row_of(change) for change in moved_in_table(found))


def row_of(change: Change) -> str:
    assert change.after is not None
    return str(change.after["table"]["row_header"])


def moved_in_table(found: Difference) -> list[Any]:
    moved = [change for change in found.moved if change.after and change.after.get("table")]
    assert moved
    return moved


def test_totals_that_no_longer_hold_are_changed_checks(tmp_path: Path) -> None:
    letter, edit, _ = EDITS["a row goes"]
    found = changed(letter, tmp_path, edit)
    assert said(found, checks=True) == [("changed", "checks", "277.400"), ("changed", "checks", "266.600")]
    assert {c.after["status"] for c in found.changed if c.kind == "checks" and c.after} == {"inconsistent"}
