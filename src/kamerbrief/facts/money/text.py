"""Money in running text: from coordinated terms to amounts with a value or a range.

A term without a scale word or currency of its own takes those of its neighbours in the same phrase, never from farther
off: in ``€ 5, € 6 en € 7 miljoen`` all are millions. What stays without a currency is money only where the words around
it say so (see :mod:`kamerbrief.facts.money.bare`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kamerbrief.contract import Precision
from kamerbrief.facts.money.bare import Bounds, Passage, counts_things, reads_as_money
from kamerbrief.facts.money.figures import plain
from kamerbrief.facts.money.precision import precision_before, precision_behind, reaches_new_level
from kamerbrief.facts.money.terms import Term, find_phrases, follows_label
from kamerbrief.facts.money.tokens import EURO, Currency, Kind, Scale
from kamerbrief.facts.said import Said
from kamerbrief.facts.told import Place, Told
from kamerbrief.lexicon import alternatives, load

#: In a list, a figure this many times larger than the next one does not share its scale word (€ 500 en € 2 miljoen).
_COMPARABLE = 100
#: What looks like a year is in a range with another figure of so many digits or more.
_FOUR_DIGITS = 1000


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as printed at [start, end). ``lead`` is where its words of precision begin.

    ``value`` is None for a range, which has ``low`` and ``high``; all in whole units of ``currency``. ``step`` is one
    unit of the last printed decimal. ``siblings`` counts the members of the list it stands in, ``nth`` (from 0) its
    place there. ``precise`` is where the words of its precision stand, None where none do.
    """

    start: int
    end: int
    lead: int
    currency: str
    step: Decimal
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    precision: Precision = Precision.EXACT
    negative: bool = False
    nth: int = 0
    siblings: int = 1
    precise: Place | None = None


@dataclass(frozen=True, slots=True)
class _Settled:
    """A term that is money, with the currency and scale it has or takes from its neighbours."""

    term: Term
    currency: Currency
    scale: Scale | None

    @property
    def unit(self) -> Decimal:
        return self.currency.factor * (self.scale.factor if self.scale else 1)

    @property
    def worth(self) -> Decimal:
        worth = plain(self.term.figure.value * self.unit)
        return -worth if self.term.negative else worth

    @property
    def step(self) -> Decimal:
        return plain(self.term.figure.step * self.unit)


def find_money(text: str, start: int, end: int, bounds: Bounds, since: int | None = None) -> Iterator[Money]:
    """The amounts in ``text[start:end]``, in order; ``bounds`` gives the sentence around an offset.

    ``since`` is where the passage begins that ``start`` belongs to, if not there.
    """
    passage = Passage(text, start if since is None else since, end, bounds)
    for phrase in find_phrases(text, start, end):
        if not _STATES_UNIT.search(text, max(start, phrase[0].lead - 12), phrase[0].lead):
            found = _read(passage, _settle(passage, phrase))
            passage.known = found[-1].end if found else passage.known
            yield from found


#: Behind an x stands the unit of a table, not an amount (bedragen x € 1 mln, bedragen in € 1.000), but behind a count
#: an amount (2 x € 5 mln); so in brackets: (in € 1.000).
_STATES_UNIT = re.compile(
    r"(?<!\w)(?:(?<![^\d][0-9]\s)(?<![^\d][0-9]{2}\s)[xX×]|bedragen\sin|(?<=\()in)\s?$", re.IGNORECASE
)


# --- what neighbours share -------------------------------------------------------------------------------------------


def _settle(passage: Passage, phrase: list[Term]) -> list[_Settled | None]:
    """Each term with its currency and scale; None for a term that is no money."""
    text, end = passage.text, passage.limit
    while len(phrase) > 1 and (_is_year(*phrase[-2:]) or _counts_alone(text, phrase[-2], phrase[-1], end)):
        phrase = phrase[:-1]
    scales = _shared_scales(phrase)
    found = _shared_currencies(phrase)
    settled: list[_Settled | None] = []
    for place, (term, scale, currency) in enumerate(zip(phrase, scales, found, strict=True)):
        if currency is None and scale is not None:
            lead, last = phrase[0].lead, phrase[-1]
            if reads_as_money(passage, lead, last.end, abbreviated=last.abbreviated, small=scale.needs_currency):
                currency = EURO
        good = currency is not None and (_own_currency(term) or _may_share(text, phrase, place, scale))
        settled.append(_Settled(term, currency, scale) if good and currency else None)
    return settled


def _is_year(before: Term, last: Term) -> bool:
    """True for a bare year behind an amount with its scale word: 2,4 mld. tot en met 2030."""
    return last.year_like and last.scale is None and not _own_currency(last) and before.scale is not None


def _counts_alone(text: str, before: Term, last: Term, end: int) -> bool:
    """True where the last figure counts things of its own (€ 10 miljoen en 5 miljoen huishoudens)."""
    tied = last.link is Kind.RANGE or before.scale is None
    complete = last.scale is not None and tied and before.leading
    return not _own_currency(last) and not complete and counts_things(text, last.end, end)


def _own_currency(term: Term) -> bool:
    return term.currency is not None


def _shared_currencies(phrase: list[Term]) -> list[Currency | None]:
    """Each term's currency: its own, that of the term before it, or that behind the term after it (5 tot 7 euro).

    A currency before a figure does not reach back (artikel 5 en € 7 miljoen), except over a range word.
    """
    found: list[Currency | None] = []
    for term in phrase:
        found.append(term.currency or (found[-1] if found else None))
    for place in range(len(phrase) - 2, -1, -1):
        after = phrase[place + 1]
        reaches_back = not after.leading or (after.link is Kind.RANGE and phrase[place].scale is not None)
        if found[place] is None and reaches_back:
            found[place] = found[place + 1]
    return found


def _shared_scales(phrase: list[Term]) -> list[Scale | None]:
    """Each term's scale: its own, or that of the term after it where their figures are of one kind."""
    scales: list[Scale | None] = [term.scale for term in phrase]
    for place in range(len(phrase) - 2, -1, -1):
        if scales[place] is None and _shares_scale(phrase[place], phrase[place + 1]):
            scales[place] = scales[place + 1]
    return scales


def _shares_scale(term: Term, after: Term) -> bool:
    if term.closed or term.year_like or (term.figure.grouped and not after.figure.grouped):
        return False
    low, high = term.figure.value, after.figure.value
    if after.link is Kind.RANGE:
        return low <= high
    return not term.leading or low <= high * _COMPARABLE


def _may_share(text: str, phrase: list[Term], place: int, scale: Scale | None) -> bool:
    """Whether a term without a currency of its own is money beside its neighbours: not a year, a label, a number."""
    term = phrase[place]
    in_range = len(phrase) > 1 and phrase[1].link is Kind.RANGE
    labelled = place == 0 and term.scale is None and follows_label(text, term.lead, in_range=in_range)
    if (term.year_like and not _ends_range(phrase, place)) or labelled:
        return False
    if scale is not None or place + 1 < len(phrase):
        return True
    return term.link is Kind.RANGE or text[term.end : term.end + 5].strip().startswith("per")


def _ends_range(phrase: list[Term], place: int) -> bool:
    """True for one end of a range that looks like a year: tussen 1900 en 2000 euro, € 1900 tot 2000."""
    if place and phrase[place].link is Kind.RANGE:
        low = phrase[place - 1]
        return low.leading and low.scale is None and not low.figure.grouped and low.figure.value >= _FOUR_DIGITS
    high = phrase[place + 1] if place + 1 < len(phrase) else None
    return high is not None and high.link is Kind.RANGE and high.closed


# --- amounts and ranges ----------------------------------------------------------------------------------------------


def _read(passage: Passage, settled: list[_Settled | None]) -> list[Money]:
    """The amounts of a phrase: a range where two terms make one, else one amount a term."""
    text = passage.text
    read: list[Money] = []
    place = 0
    while place < len(settled):
        term, after = settled[place], settled[place + 1] if place + 1 < len(settled) else None
        place += 1
        if term is None:
            continue
        if after is not None and _is_range(passage, term, after):
            read.append(_range(text, term, after))
            place += 1
        else:
            read.append(_single(text, term, follows=place > 1 and settled[place - 2] is not None))
    return [replace(money, nth=nth, siblings=len(read)) for nth, money in enumerate(read)]


def _is_range(passage: Passage, low: _Settled, high: _Settled) -> bool:
    """False where the letter says that something changes: *stijgt van X tot Y*, *daalt met X tot Y*.

    Behind *met* the first is by how much it changes only where its notation is complete: *daalt met € 2 tot € 3 mln* is
    a range.
    """
    if high.term.link is not Kind.RANGE or low.currency.code != high.currency.code or low.worth > high.worth:
        return False
    before = _FROM_OR_BY.search(passage.text, max(low.term.lead - 12, 0), low.term.lead)
    if before is None or (before["by"] and low.term.scale is None and high.term.scale is not None):
        return True
    return not _changes(passage, low.term.start, high.term.end)


_FROM_OR_BY = re.compile(r"(?<!\w)(?:van|(?P<by>met))\s+(?:de\s+)?$", re.IGNORECASE)


def _changes(passage: Passage, start: int, end: int) -> bool:
    """Whether the clause of a figure at [start, end) says that something rises, falls or goes to another level."""
    sentence = passage.bounds(start)
    begin, stop = max(sentence[0], start - _CLAUSE), min(max(sentence[1], end), end + _CLAUSE)
    if _by_change().search(passage.text, begin, start):
        return True
    clause = Said(passage.text, begin, stop).at(end - 1)
    if clause is None or not (clause.has("raise", "lower", "change") or clause.lemma in _moving()):
        return False
    # What stands before the verb of a main clause is what changes: een subsidie van € 5 tot € 8 mln wordt verhoogd.
    return not clause.main or clause.finite is None or begin + clause.finite.start < start


@cache
def _by_change() -> re.Pattern[str]:
    """*een daling met*: a noun of change right before by how much."""
    lists = load("amount_cues")["movement"]
    nouns = alternatives([*lists["increase"]["nouns"], *lists["decrease"]["nouns"]])
    return re.compile(rf"(?<!\w)(?:{nouns})\s+met\s+(?:de\s+)?$", re.IGNORECASE)


#: How far around a phrase, in characters, the clause reaches that says whether something changes.
_CLAUSE = 300


@cache
def _moving() -> frozenset[str]:
    return frozenset(load("amount_cues")["change"]["verbs"])


def _range(text: str, low: _Settled, high: _Settled) -> Money:
    told = low.term.precision or precision_before(text, low.term.lead)[0]
    return Money(
        start=low.term.start,
        end=high.term.end,
        lead=low.term.lead,
        currency=low.currency.code,
        step=max(low.step, high.step),
        low=low.worth,
        high=high.worth,
        precision=told.value if told else Precision.EXACT,
        precise=told.at if told else None,
    )


def _single(text: str, settled: _Settled, *, follows: bool) -> Money:
    """One amount; ``follows`` says that the term before it in the phrase is money too."""
    term = settled.term
    told = term.precision or precision_behind(text, term.end)
    if told is None and term.limit and not follows and not reaches_new_level(text, term.lead):
        told = Told(Precision.AT_MOST, term.limit)
    if told is None and not follows and not term.limit:
        told = precision_before(text, term.lead)[0]
    return Money(
        start=term.start,
        end=term.end,
        lead=term.lead,
        currency=settled.currency.code,
        step=settled.step,
        value=settled.worth,
        precision=told.value if told else Precision.EXACT,
        negative=term.negative,
        precise=told.at if told else None,
    )
