"""What Dutch letters show of a name that the model found: where it begins and ends, what it is, and that it is none.

Each rule reads the words beside the name: functions (minister), parties in brackets, quotation marks, heads and ends of
names. The words lie in ``names.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span

from kamerbrief.language.gazetteer import KNOWN, begins_its_sentence, begins_plainly
from kamerbrief.language.kinds import label_by_end, label_by_first, listed_names
from kamerbrief.lexicon import load

#: Signs that stand around a name and are no part of it; marks that open and close a title.
_SIGNS = frozenset("‘’“”„«»'\"([,;:.•–—-/")
_OPENING, _CLOSING = frozenset("‘“„«'\""), frozenset("’”»'\"")
#: A single word shorter than this tells nothing by its end.
_SHORTEST = 5
_MONTH = re.compile(
    r"(?i:jan(?:uari)?|feb(?:ruari)?|mrt|maart|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?|okt(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_POSTCODE = re.compile(r"[1-9]\d{3} [A-Z]{2}")
#: How many words a title in quotation marks may have, and how far before it the word stands that says what it is.
_LONGEST_TITLE, _BEFORE_TITLE = 14, 9


def corrected(ent: Span) -> Iterator[Span]:
    """The name, or the two that it was taken from, with bounds and label put right; nothing where there is no name."""
    for part in _apart(_behind_postcode(ent)):
        span = _trimmed(part)
        if span is not None and not _is_no_name(span):
            yield _by_its_kind(_titled(span))


def as_the_letter_shows(span: Span) -> Span:
    """The name with the bounds and label that the words right beside it show."""
    doc, before = span.doc, span.doc[max(0, span.start - 2) : span.start]
    if span.label_ == "ORG" and before.text == "Ministerie van":
        return Span(doc, span.start - 2, span.end, label="ORG")
    if span.label_ != "PER" and _is_member(span):
        return Span(doc, span.start, span.end, label="PER")
    return span


def _is_member(span: Span) -> bool:
    """True for a name with a party behind it in brackets: ``de leden Helder (BBB) en Sneller (D66)``."""
    doc, stop = span.doc, span.end
    behind = stop + 1 < len(doc) and doc[stop].text == "(" and doc[stop + 1].text in _parties()
    return behind and len(span) <= 3 and span.text not in _parties()


@cache
def _parties() -> frozenset[str]:
    return frozenset(party.split("-")[0] for party in listed_names()["parties"]["words"])


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(listed_names()[kind]["words"])


@cache
def _imperatives() -> frozenset[str]:
    """With what titles of recommendations begin."""
    return frozenset(load("recommendations")["normative"]["imperatives"])


@cache
def _around() -> frozenset[str]:
    return _words("around") | _SIGNS


@cache
def _heads() -> frozenset[str]:
    return frozenset(word for words in listed_names()["kinds"]["first"].values() for word in words)


def _apart(ent: Span) -> Iterator[Span]:
    """``Verzamelbrief dierenwelzijn van minister Adema``: a function inside a name parts it from a person's.

    A dash parts two places: ``het traject Maasvlakte–Pernis``.
    """
    dash = next((token.i for token in ent[1:-1] if token.text == "–"), None) if ent.label_ == "LOC" else None
    if dash is not None:
        yield Span(ent.doc, ent.start, dash, label="LOC")
        yield Span(ent.doc, dash + 1, ent.end, label="LOC")
        return
    functions = _words("functions")
    for place in range(ent.start + 1, ent.end - 1):
        if ent.doc[place].text in functions:
            yield Span(ent.doc, ent.start, place, label=ent.label_)
            yield Span(ent.doc, place + 1, ent.end, label="PER")
            return
    yield ent


def _behind_postcode(ent: Span) -> Span:
    """``2500 DP Den Haag``: the letters of a postcode are no part of the town that stands behind them."""
    doc, start = ent.doc, ent.start
    digits = doc[start - 1].text if start else ""
    if len(ent) > 1 and _POSTCODE.fullmatch(f"{digits} {doc[start].text}"):
        return Span(doc, start + 1, ent.end, label="LOC")
    return ent


def _trimmed(ent: Span) -> Span | None:
    """The name without signs, functions and small words around it; None where nothing is left."""
    start, end, around = ent.start, ent.end, _around()
    while start < end and (ent.doc[start].text in around or ent.doc[start].text[0] in _SIGNS):
        start += 1
    while end > start and (ent.doc[end - 1].text in around or _closes_nothing(ent.doc[start:end])):
        end -= 1
    # An adjective before a name that the lists know (Nederlandse ESA) is no part of it.
    known = {(span.start, span.end) for span in ent.doc.spans.get(KNOWN, [])}
    if start + 1 < end and ent.doc[start].text in _words("ordinary") and (start + 1, end) in known:
        start += 1
    # In a compound (EU-taxonomie) only the name before the hyphen is one.
    if end - start == 3 and ent.doc[start + 1].text == "-" and ent.doc[end - 1].text.islower():
        end = start + 1
    if start == end:
        return None
    return ent if (start, end) == (ent.start, ent.end) else Span(ent.doc, start, end, label=ent.label_)


def _closes_nothing(span: Span) -> bool:
    """True where a name ends in a bracket that opens before it: ``(Wet arhi)``."""
    return span[-1].text == ")" and not any(token.text == "(" for token in span)


def _is_no_name(span: Span) -> bool:
    """True for ordinary words, for a bare ``Commissie``, and for one that has its capital from its sentence alone."""
    if _is_date_or_number(span):
        return True
    ordinary, last = _words("ordinary"), span[-1].text
    if span.text in ordinary or (last in ordinary and len(span) == 3 and span[1].text == "-"):
        return True
    if len(span) == 1 and (last in _heads() or last in _words("abbreviations") or begins_plainly(span[0])):
        return True
    if len(span) == 1 and begins_its_sentence(span[0]) and last.lower() in _imperatives():
        return True
    if span[0].text in ordinary and all(token.text.islower() for token in span[1:]):
        return True
    return span.label_ == "MISC" and _is_headline(span)


def _is_date_or_number(span: Span) -> bool:
    """``Mrt 2020``, ``3 maart``, ``F 070 123 4567``: a time in a table or a text, a telephone number."""
    if len(span) > 1 and span[0].text.isdigit() and _MONTH.fullmatch(span[1].text):
        return True
    dated = len(span) > 1 and span[1].text.isdigit()
    if _MONTH.fullmatch(span[0].text) and (dated or (len(span) == 1 and span.label_ != "PER")):
        return True
    digits = sum(letter.isdigit() for letter in span.text)
    return len(span) > 1 and digits > sum(letter.isalpha() for letter in span.text)


def _is_headline(span: Span) -> bool:
    """``het bericht ‘Agent schiet op hond’``: the headline of an article is no name."""
    doc = span.doc
    quoted = span.start > 0 and doc[span.start - 1].text in _OPENING
    before = doc[max(0, span.start - _BEFORE_TITLE) : span.start]
    return quoted and len(span) > 2 and any(token.text in _words("headlines") for token in before)


def _titled(span: Span) -> Span:
    """A title in quotation marks to the closing one: ``het advies ‘Niet alles kan’``."""
    doc = span.doc
    if span.label_ != "MISC" or span.start == 0 or doc[span.start - 1].text not in _OPENING:
        return span
    for place in range(span.end, min(len(doc), span.start + _LONGEST_TITLE)):
        if doc[place].text in _CLOSING:
            return Span(doc, span.start, place, label="MISC")
        if doc[place].text in _OPENING:
            break
    return span


def _by_its_kind(ent: Span) -> Span:
    """The name with the label that its first word or its end tells; that of people stays."""
    if ent.label_ == "PER":
        return ent
    label = label_by_first(ent[0].text) if len(ent) > 1 else None
    if label is None:
        last = ent[-1].text
        end, told = label_by_end(last) if len(last) > _SHORTEST or len(ent) > 1 else ("", None)
        label = told if len(ent) > 1 or end != last.lower() else None
    return Span(ent.doc, ent.start, ent.end, label=label) if label and label != ent.label_ else ent
