"""The time that a letter takes grows with its length, whatever is repeated in it, in every stage.

Four times the text may take six times the processor time: a stage whose work grows with the square takes sixteen. The
times are the least of several readings, since a loaded machine makes any single one longer.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest

import kamerbrief.pipeline
from kamerbrief.guard import Guard
from kamerbrief.pipeline import extract_letter
from kamerbrief.reading import read_bytes
from tests.letters import NLP

#: Four times the text may take so many times the time; readings until that holds, at most.
MOST, READINGS = 6.0, 5
SHORT, LENGTH, LONG = 700, 2_000, 5_000
#: What was slower than the text was long, or stands beside it: a piece that is repeated.
FAMILIES = {
    "signs of euro": "€1",
    "euros and": "€ 1 en ",
    "euros, ": "€ 1, ",
    "brackets": "€ 1 (",
    "ratios": "€ 1/",
    "parts": "€ 10, waarvan € 4 voor A en € 6 voor B ",
    "sums": "€ 1 + € 2 = € 3 ",
    "short lines": "€ 1\n",
    "rows": "1\t2\t3\n",
    "headings": "1. Kop\n\n",
    "semicolons": "a; ",
}
#: Advice that is told once only; its number stands in the place of the ``#``.
ADVICE = {"advice": "De Rekenkamer adviseert plan # te maken. Ik neem dit advies over.\n\n"}
MORE = {
    "plus": "€ 1 plus ",
    "percents": "1% 1% ",
    "from to": "van € 1 tot ",
    "of which": "waarvan € 1 ",
    "totals": "totaal € 1 ",
    "respectively": "respectievelijk € 1 ",
    "respectively many": "respectievelijk € 1, € 2 en € 3 in 2026, 2027 en 2028 ",
    "respectively behind a word": "en in 2026 en 2027 met respectievelijk € 1 en € 2 ",
    "functions": "de staatssecretaris van Volksgezondheid,\n\nWelzijn en Sport,\n\n",
    "per": "per € 1 ",
    "rows of dots": "Pont ........ € 12\n",
    "dots": ". ",
    "list": "- € 1 miljoen voor pont\n",
    "paragraphs": "€ 12 miljoen\n\n",
    "zero-width blanks": "€ 1\u200b2\u200b3 miljoen ",
    "years": "in 2026 € 1 ",
    "was": "€ 1 (was € 2) ",
    "times": "1 x € 1 ",
    "cents": "1 cent ",
    "dollars": "$ 1 en ",
    "digits": "1.000.",
    "programmes": "Programma Deltaplan ",
    "the scheme": "De Subsidieregeling A. Daarvan via de regeling € 1. ",
    "promises": "Ik zal de Kamer voor 1 mei informeren. ",
    "recommendations": "1. Wij bevelen aan om te doen.\n",
    "motions": "motie-Jansen (Kamerstuk 31 409, nr. 12) ",
    "names": "Jan de Vries ",
    "quotations": '"Deltaplan" ',
    "questions": "Vraag 1\nWat?\n",
    "turned round": "\u202e1 ",
    "one-letter lines": "a\n",
    "signs alone": "€ ",
    "scale words": "miljoen ",
    "number words": "drieëntwintigduizend vierhonderd ",
    "number words in one": "honderdduizend",
    "figures": "1 2 3 ",
    "figures in brackets": "(1) ",
    "ranges": "1-2-3-",
    "decimals": "1,1,1,",
    "all years": "2026 2027 ",
    "years with strokes": "2026/2027/",
    "days": "1 januari 2026 ",
    "months": "januari februari ",
    "quarters": "Q1 2026 ",
    "weekly": "elke week tot en met ",
    "between and": "tussen 1 en ",
    "commas": "a, ",
    "brackets within": "((((",
    "brackets of": "[1] ",
    "quotes within": "“‘",
    "colons": "a: ",
    "hyphens": "a-",
    "line ends with hyphens": "water-\n",
    "underscores": "____",
    "blanks": "a         ",
    "tabs": "a\t\t",
    "columns": "Pont   1   2   3\n",
    "stacked cells": "| 1 | 2 |\n",
    "bullets": "• a\n",
    "numbers of lists": "1) a\n",
    "letters of lists": "a. b. c. ",
    "deep numbers": "1.1.1.1 a\n",
    "that which": "die dat ",
    "because": "omdat ",
    "will": "zal ",
    "to do": "te doen om ",
    "not": "niet geen ",
    "if": "indien als tenzij ",
    "I inform": "Ik informeer ",
    "recommends": "beveelt aan ",
    "takes over": "neemt over ",
    "the council advises": "de raad beveelt aan om te doen ",
    "and to do": "en om te doen ",
    "asks the cabinet": "vraagt de raad het kabinet te geven, ",
    "as advised": "zoals de raad adviseert, ",
    "answers": "Het kabinet neemt dit over, omdat het dit onderschrijft, ",
    "recommendation numbers": "aanbeveling 1 en 2, ",
    "motion of": "motie van het lid ",
    "documents": "Kamerstuk 31 409, nr. 1 en ",
    "articles": "artikel 1, eerste lid, ",
    "laws": "de Wet op de Pont ",
    "cases": "ECLI:NL:HR:2026:1 ",
    "directives": "Richtlijn 2014/24/EU ",
    "letterheads": "Datum 1 mei 2026\nBetreft Pont\n",
    "ministers": "de minister van Water, ",
    "signatures": "De minister van Water,\nJ. de Vries\n",
    "capitals": "ABC ",
    "defined abbreviations": "Pont Plan (PP) ",
    "capital words": "Het Plan Pont ",
    "compounds": "pontveerdienstsubsidieregeling",
    "addresses of pages": "https://a.nl/b?c=d&e=f/",
    "addresses of mail": "a@b.nl ",
    "tags": "<b>",
    "entities": "&amp;",
    "combining marks": "e\u0301",
    "soft hyphens": "a\u00ad",
    "hard blanks": "€\u00a01\u00a0",
    "pictures": "\U0001f600 ",
    "other letters": "письмо ",
    "no blanks": "字",
    "odd figures": "€ 1O·",
    "figures with a letter": "€ 1b miljoen ",
    "slips in a scale": "€ 1 mijoen ",
    "odd signs": "||O1",
    "form feeds": "a\x0c",
    "returns": "a\r",
}


def times_of(text: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Seconds of the processor by stage; those of reading and of the whole as well."""
    stages: dict[str, float] = defaultdict(float)
    find, analyse = Guard.find, kamerbrief.pipeline.analyse

    def timed(name: str, work: Callable[[], Any]) -> Any:
        begin = time.process_time()
        try:
            return work()
        finally:
            stages[name] += time.process_time() - begin

    def finding(self: Guard, kind: str, otherwise: Any, finder: Any, *args: Any, **kwargs: Any) -> Any:
        return timed(kind, lambda: find(self, kind, otherwise, finder, *args, **kwargs))

    with monkeypatch.context() as patch:
        patch.setattr(Guard, "find", finding)
        patch.setattr(kamerbrief.pipeline, "analyse", lambda *given: timed("analysis", lambda: analyse(*given)))
        begin = time.process_time()
        letter = timed("reading", lambda: read_bytes(text.encode(), "brief.txt"))
        extract_letter(letter, NLP, strict=True)
        stages["all"] = time.process_time() - begin
    return stages


def text_of(piece: str, size: int) -> str:
    """A piece so often that it is about so long."""
    count = size // len(piece)
    return piece * count if "#" not in piece else "".join(piece.replace("#", str(10_000 + at)) for at in range(count))


def check(piece: str, length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    short, long = dict[str, float](), dict[str, float]()
    for _ in range(READINGS):
        for best, size in ((short, length), (long, 4 * length)):
            for stage, seconds in times_of(text_of(piece, size), monkeypatch).items():
                best[stage] = min(best.get(stage, seconds), seconds)
        if long["all"] <= MOST * short["all"]:
            return
    worst = max((stage for stage in long if stage != "all"), key=lambda stage: long[stage] - 4 * short[stage])
    seconds = f"{short[worst]:.2f} and {long[worst]:.2f} s"
    pytest.fail(
        f"four times the text takes {long['all'] / short['all']:.1f} times the time; most of it {worst}: {seconds}"
    )


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """What is loaded once is loaded."""
    extract_letter(read_bytes("Dat kost € 12 miljoen. Ik zal de Kamer informeren.".encode(), "brief.txt"), NLP)


@pytest.mark.parametrize("piece", FAMILIES.values(), ids=FAMILIES)
def test_time_grows_with_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # What holds no amounts takes so little that it may be longer.
    check(piece, LENGTH if "€" in piece else LONG, monkeypatch)


@pytest.mark.parametrize("piece", ADVICE.values(), ids=ADVICE)
def test_time_grows_with_the_advice(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    check(piece, 2 * LONG, monkeypatch)


@pytest.mark.parametrize("piece", MORE.values(), ids=MORE)
def test_time_grows_with_a_short_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    check(piece, SHORT, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("piece", (FAMILIES | MORE).values(), ids=FAMILIES | MORE)
def test_time_grows_with_a_long_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    check(piece, LONG, monkeypatch)
