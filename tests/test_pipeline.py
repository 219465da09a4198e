"""The whole story of a letter, on text that nobody would write and on letters that somebody did."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kamerbrief
from kamerbrief.contract import Extraction
from kamerbrief.evaluate import evaluate
from kamerbrief.language.model import load_model
from kamerbrief.pipeline import extract_letter
from kamerbrief.reading import read_bytes
from tests.conftest import FIXTURES

_PIECES = """€ 5 miljoen mld. % Kamer de het ( ) [1] nr. 12 t/m 2026 2028 , . ; : – - -/- à en tussen waarvan totaal
aanbeveling Het neemt over Datum Betreft Geachte Voorzitter, minister van EZ tabel | 1. • [footnoteRef:1] ’ ‘ §"""
WORDS = st.sampled_from([*_PIECES.split(), "\t", "\n", "\n\n", "\x00", "\ud7ff"])
RANDOM = st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=120).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(RANDOM)
def test_random_text_never_raises_and_always_slices(text: str) -> None:
    data = ("Geachte Voorzitter,\n\n" + text).encode("utf-8", "replace").replace(b"\0", b" ")
    extraction = extract_letter(read_bytes(data, "willekeurig.txt"), load_model())
    assert Extraction.model_validate_json(extraction.to_json()).to_json() == extraction.to_json()


def test_a_letter_without_facts_is_valid_and_empty() -> None:
    facts = kamerbrief.extract(FIXTURES / "kort-uitstel" / "letter.pdf")
    assert (facts.amounts, facts.percentages, facts.recommendations, facts.commitments, facts.checks) == (
        [],
        [],
        [],
        [],
        [],
    )
    assert facts.letter.subject == "Uitstel beantwoording vragen"


@pytest.mark.parametrize("name", sorted(path.parent.name for path in FIXTURES.glob("*/letter.docx")))
def test_docx_and_pdf_of_a_letter_give_the_same_money(name: str) -> None:
    docx, pdf = (kamerbrief.extract(FIXTURES / name / f"letter.{end}") for end in ("docx", "pdf"))
    # Footnotes may stand in another order: a pdf has them page by page.
    assert Counter((a.value, a.low, a.high, a.currency) for a in docx.amounts) == Counter(
        (a.value, a.low, a.high, a.currency) for a in pdf.amounts
    )


def test_the_fixtures_stay_as_right_as_they_were() -> None:
    committed = json.loads((FIXTURES.parent / "scores.json").read_text(encoding="utf-8"))
    report = evaluate(FIXTURES, kamerbrief.extract).to_dict()
    for kind, floor in committed["kinds"].items():
        assert report["kinds"][kind]["f1"] >= floor, kind
    stated = list(report["attributes"].values())
    right = sum(count["right"] for count in stated) / sum(count["stated"] for count in stated)
    assert right >= committed["attributes"]
    stances = report["attributes"]["stance"]
    assert stances["right"] / stances["stated"] >= committed["stance"]
    for side, floor in committed["restatements"].items():
        assert report["kinds"]["restatements"][side] >= floor, side
    said = [miss["what"] for miss in report["misses"] if miss["kind"] == "checks"]
    alarms = [what for what in said if what.startswith("wrong") and " inconsistent " in what]
    assert alarms == [], "a false alarm about the letter's arithmetic"


def test_the_real_letters_agree_with_their_gold(shared_letters: Path) -> None:
    """All but a count and a sum named again that the readers did not list."""
    report = evaluate(shared_letters, kamerbrief.extract)
    assert [miss for miss in report.misses if miss.kind not in {"checks", "restatements"}] == []
    checks, restatements = report.kinds["checks"], report.kinds["restatements"]
    assert checks.missed == restatements.missed == 0
    assert checks.wrong <= 3
    assert restatements.wrong <= 1
    alarms = [miss.what for miss in report.misses if miss.kind == "checks" and " inconsistent " in miss.what]
    assert [what for what in alarms if what.startswith("wrong")] == []
