"""The web page of a letter: self-contained, escaped, every fact tied to its words."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

import kamerbrief
from kamerbrief.contract import CommitmentKind, Extraction, Method, Period, Qualifier
from kamerbrief.language.model import load_model
from kamerbrief.letter import BlockKind, Source
from kamerbrief.pipeline import extract_letter
from kamerbrief.reading.builder import Content, LetterBuilder
from kamerbrief.views.charts import Sum, chart_of
from kamerbrief.views.html import render_html
from kamerbrief.views.marking import Mark, pieces_of
from kamerbrief.views.table import render_table
from kamerbrief.views.words import Language, amount_in_words, money_per_programme, texts
from tests.conftest import FIXTURES
from tests.every_value import every_value


def test_every_fact_beside_the_letter_leads_to_its_words() -> None:
    page = render_html(kamerbrief.extract(FIXTURES / "kabinetsreactie-havens" / "letter.docx"))
    targets = set(re.findall(r'id="(w-[^"]+)"', page))
    links = set(re.findall(r'href="#(w-[^"]+)"', page))
    assert len(links) > 12
    assert links <= targets
    marks = set(re.findall(r'class="mark [^"]*" href="#(f-[^"]+)"', page))
    assert marks <= set(re.findall(r'id="(f-[^"]+)"', page))


def test_the_page_fetches_nothing() -> None:
    page = render_html(kamerbrief.extract(FIXTURES / "begroting-sport" / "letter.docx"))
    assert not re.findall(r'(?:src|href)="(?!#)[^"]*"', page)
    assert "url(" not in page
    assert "@import" not in page


def test_a_letter_that_is_a_script_shows_as_text() -> None:
    builder = LetterBuilder()
    builder.block(BlockKind.HEADING, Content("<script>alert(1)</script>"), level=1)
    builder.block(BlockKind.PARAGRAPH, Content('Er is € 5 miljoen voor <img src=x onerror="alert(2)"> beschikbaar.'))
    letter = builder.build(Source('"><script>.docx', "text/plain", "0" * 64, 1))
    page = render_html(extract_letter(letter, load_model()))
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_overlapping_facts_cut_the_text_where_they_begin_and_end() -> None:
    marks = [Mark(0, 10, "long", "commitments"), Mark(4, 6, "short", "amounts")]
    pieces = list(pieces_of("abcdefghijkl", 0, 12, marks))
    assert [(p.text, p.facts) for p in pieces] == [("abcd", "long"), ("ef", "short long"), ("ghij", "long"), ("kl", "")]


def test_chart_counts_repeated_money_once() -> None:
    extraction = kamerbrief.extract(FIXTURES / "begroting-sport" / "letter.docx")
    sums = dict(money_per_programme(extraction))
    assert sums["Sportakkoord II"] == Decimal(182_000_000)
    drawn = chart_of([Sum(f"programma {n}", Decimal(n)) for n in range(40, 0, -1)])
    assert drawn is not None
    assert len(drawn.bars) == 16
    assert (drawn.bars[0].label, drawn.bars[-1].label) == ("programma 40", "… (25)")
    assert max(part.start + part.width for bar in drawn.bars for part in bar.parts) <= 100


def test_amounts_in_words() -> None:
    extraction = kamerbrief.extract(FIXTURES / "begroting-sport" / "letter.docx")
    shown = [amount_in_words(amount) for amount in extraction.amounts]
    assert "€ 2.500 – 10.000" in shown
    assert "-€ 1.000.000" in shown


def _told_in_full() -> Extraction:
    """A letter's facts with everything said of them that is not ordinary."""
    learned = {"method": Method.LEARNED, "probability": Decimal("0.83")}
    promise = {"kind": CommitmentKind.INTENTION, "conditional": True, "repeats": "Zoals eerder toegezegd"}
    days = Period(from_year=2026, until_year=2027, start=date(2026, 7, 1), until=date(2027, 12, 31))
    one = every_value()
    return one.model_copy(
        update={
            "commitments": [c.model_copy(update={**learned, **promise}) for c in one.commitments[:1]],
            "recommendations": [
                r.model_copy(update={**learned, "printed": "Aanbeveling 7:", "title": "Meet de effecten"})
                for r in one.recommendations[:1]
            ],
            "amounts": [a.model_copy(update={"qualifier": Qualifier.DENIED, "period": days}) for a in one.amounts[:1]],
        }
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.NL, ("geleerd, 0,83", "voornemen", "onder voorwaarde", "eerder toegezegd", "ontkend")),
        (Language.EN, ("learned, 0,83", "intention", "on a condition", "promised before", "denied")),
    ],
)
def test_how_sure_it_is_and_how_the_letter_speaks_is_shown(language: Language, words: tuple[str, ...]) -> None:
    page = render_html(_told_in_full(), language)
    table = render_table(_told_in_full(), color=False, width=300, language=language)
    days = {"nl": "1 juli 2026 – 31 december 2027", "en": "1 July 2026 – 31 December 2027"}[language]
    for shown in (*words, days, "Aanbeveling 7:"):
        assert shown in page
        assert shown in table
    assert "Aanbeveling 7: Meet de effecten" in page
    assert "Zoals eerder toegezegd" in page


def test_what_is_ordinary_is_not_shown() -> None:
    page = render_html(kamerbrief.extract(FIXTURES / "begroting-sport" / "letter.docx"))
    words = texts(Language.NL)
    for value in ("asserted", "act", "rule"):
        assert f'<span class="chip">{words["values"][value]}</span>' not in page
