"""Whatever Dutch way a number of euros is written in, it is read back to the same value."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kamerbrief.contract import LARGEST_AMOUNT
from kamerbrief.facts.money.amounts import find_amounts
from kamerbrief.facts.money.percentages import find_percentages
from tests.letters import analysis_of

SCALES = {
    "": Decimal(1),
    " duizend": Decimal(1000),
    " ton": Decimal(100_000),
    " mln": Decimal(10**6),
    " mln.": Decimal(10**6),
    " miljoen": Decimal(10**6),
    "miljoen": Decimal(10**6),
    " mld": Decimal(10**9),
    " miljard": Decimal(10**9),
    "\nmiljard": Decimal(10**9),
    " biljoen": Decimal(10**12),
}
SIGNS = ["€ {}", "€{}", "EUR {}", "€\n{}", "€ € {}", "{} euro", "{} EUR", "EUR {} euro"]
WORDS = {
    "een": 1,
    "drie": 3,
    "vijftien": 15,
    "tweeëntwintig": 22,
    "honderdvijftig": 150,
    "driehonderd": 300,
    "zevenhonderdvijftig": 750,
    "anderhalf": Decimal("1.5"),
    "een half": Decimal("0.5"),
    "tweeënhalf": Decimal("2.5"),
}
BEFORE = ["De bijdrage is ", "Er is ", "Het gaat om circa ", "Een bedrag van ", "In 2027 kost dat ", "– "]
BEHIND = [" voor het onderwijs.", ".", " per jaar.", "; dat is genoeg.", ") en meer.", " (zie bijlage 3).", "[2]."]


@st.composite
def figures(draw: st.DrawFn) -> tuple[str, Decimal]:
    """A figure as Dutch letters print it, and its value."""
    whole = draw(st.integers(0, 9_999_999))
    decimals = draw(st.sampled_from(["", "5", "25", "07"]))
    grouping = draw(st.sampled_from([".", " ", "", "'", "’", "\u00a0", "\u2009", "\u202f"]))
    printed = f"{whole:,}".replace(",", grouping)
    ending = draw(st.sampled_from(["", ",-", ",--"])) if not decimals else ""
    return printed + (f",{decimals}" if decimals else ending), Decimal(f"{whole}.{decimals or 0}")


@settings(max_examples=300, deadline=None)
@given(
    figures(), st.sampled_from(sorted(SCALES)), st.sampled_from(SIGNS), st.sampled_from(BEFORE), st.sampled_from(BEHIND)
)
def test_every_notation_is_read_back(
    figure: tuple[str, Decimal], scale: str, sign: str, before: str, behind: str
) -> None:
    printed, value = figure
    if (scale and printed.endswith("-")) or value * SCALES[scale] > LARGEST_AMOUNT:
        return
    assume(value * SCALES[scale] <= LARGEST_AMOUNT)
    text = before + sign.format(printed + scale) + behind
    (amount,), _ = find_amounts(analysis_of(text))
    assert amount.value == value * SCALES[scale]
    assert text[amount.evidence.start : amount.evidence.end] == amount.evidence.text


@given(st.sampled_from(sorted(WORDS)), st.sampled_from([" miljoen", " miljard"]), st.sampled_from(BEFORE))
def test_number_words_are_read_back(word: str, scale: str, before: str) -> None:
    (amount,), _ = find_amounts(analysis_of(f"{before}{word}{scale} euro voor het onderwijs."))
    assert amount.value == WORDS[word] * SCALES[scale]


@given(figures(), figures(), st.sampled_from([" à ", " tot ", "-", " – "]), st.sampled_from([" mln", " miljard"]))
def test_ranges_are_read_back(low: tuple[str, Decimal], high: tuple[str, Decimal], link: str, scale: str) -> None:
    ends = sorted([low, high], key=lambda figure: figure[1])
    if any(printed.endswith("-") or " " in printed for printed, _ in ends) or ends[0][1] == ends[1][1]:
        return
    if ends[1][1] * SCALES[scale] > LARGEST_AMOUNT:
        return
    text = f"De kosten zijn € {ends[0][0]}{scale}{link}€ {ends[1][0]}{scale} in de raming."
    (amount,), _ = find_amounts(analysis_of(text))
    assert (amount.value, amount.low, amount.high) == (None, ends[0][1] * SCALES[scale], ends[1][1] * SCALES[scale])


PIECES = ["€", "EUR", "euro", "5", "1.250", "2026", "miljoen", "mln.", "ton", "tot", "en", ",", "-", "–", "-/-", "("]
PIECES += [")", "%", "procent", "respectievelijk", "tussen", "een half", "van", "x", "circa", "in 2026", "per jaar"]
PIECES += [
    "[1]",
    "\n",
    "\t",
    "😀",
    "٣",
    "½",
    "1½",
    "2 1/2",
    "²",
    "13²",
    "*",
    ",89",
    "1'250",
    "min",
    "minus",
    "naar",
    "negatief",
]
PIECES += [
    "honderd",
    "duizend",
    "komma",
    "vijf",
    "twee",
    "waarvan",
    "(5 miljoen)",
    "schooljaar",
    "2026/2027",
    "2012–13",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map(" ".join))
def test_random_text_never_raises_and_evidence_slices_to_its_text(text: str) -> None:
    analysis = analysis_of(text, [["Kosten (mln euro)", text], [text, text]])
    letter = analysis.letter
    amounts, _ = find_amounts(analysis)
    for found in [*amounts, *find_percentages(analysis)]:
        assert letter.evidence(found.evidence.start, found.evidence.end).text == found.evidence.text
    assert len({amount.id for amount in amounts}) == len(amounts)
