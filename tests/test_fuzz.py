"""Nothing that a letter can hold breaks a finder: every kind of fact is found strictly, whatever stands in the letter.

``KAMERBRIEF_FUZZ=20000 pytest tests/test_fuzz.py`` tries more examples than a usual run.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings

from kamerbrief.contract import Extraction, evidence_in
from kamerbrief.letter import Letter
from kamerbrief.pipeline import extract_letter
from kamerbrief.reading import read_bytes
from kamerbrief.views.html import render_html
from kamerbrief.views.table import render_table
from tests.letters import NLP, told
from tests.pieces import letters, texts

EXAMPLES = int(os.environ.get("KAMERBRIEF_FUZZ", "60"))
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@many
@given(texts())
def test_no_text_breaks_a_finder(text: str) -> None:
    letter = read_bytes(text.encode() + b"\n.", "brief.txt")
    assert told(letter, "text_lost") == []
    check(extract_letter(letter, NLP, strict=True))


@many
@given(letters())
def test_no_letter_breaks_a_finder(letter: Letter) -> None:
    check(extract_letter(letter, NLP, strict=True))


def check(extraction: Extraction) -> None:
    """The extraction reads back to itself, every evidence is the words at its place, and every view shows it."""
    assert all(extraction.text[e.start : e.end] == e.text for e in evidence_in(extraction))
    assert Extraction.model_validate_json(extraction.to_json()).to_json() == extraction.to_json()
    assert [warning for warning in extraction.warnings if warning.code == "fact_failed"] == []
    assert render_html(extraction)
    assert render_table(extraction, color=False)
