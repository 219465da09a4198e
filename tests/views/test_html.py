"""The web page of a letter: self-contained, escaped, every fact tied to its words."""

from __future__ import annotations

import re
from decimal import Decimal

import kamerbrief
from kamerbrief.language.model import load_pipeline
from kamerbrief.letter import BlockKind, Source
from kamerbrief.pipeline import extract_letter
from kamerbrief.reading.builder import Content, LetterBuilder
from kamerbrief.views.html import bars, render_html
from kamerbrief.views.marking import Mark, pieces_of
from kamerbrief.views.words import Language, amount_in_words, money_per_programme, texts
from tests.conftest import FIXTURES


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
    page = render_html(extract_letter(letter, load_pipeline()))
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
    drawn = bars([(f"programma {n}", Decimal(n)) for n in range(40, 0, -1)])
    assert len(drawn) == 16
    assert (drawn[0]["label"], drawn[-1]["label"]) == ("programma 40", "…")
    assert max(bar["width"] for bar in drawn) == 100


def test_both_languages_have_the_same_words() -> None:
    dutch, english = texts(Language.NL), texts(Language.EN)
    assert dutch.keys() == english.keys()
    for part in ("values", "names", "review", "outcomes", "refusing", "refusing_why", "again", "wrong"):
        assert dutch[part].keys() == english[part].keys(), part


def test_amounts_in_words() -> None:
    extraction = kamerbrief.extract(FIXTURES / "begroting-sport" / "letter.docx")
    shown = [amount_in_words(amount) for amount in extraction.amounts]
    assert "€ 2.500 – 10.000" in shown
    assert "€ -1.000.000" in shown
