"""Which ministries pay an amount: *vanuit het ministerie van Defensie*, *(EZ en OCW)*, *EZ draagt € 5 mln bij*.

A ministry that merely receives the money (*naar de begroting van OCW*) or is spoken of does not pay it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kamerbrief.contract import Precision
from kamerbrief.facts.told import Told, Words
from kamerbrief.language.clauses import Clause
from kamerbrief.language.ministries import ministries_in
from kamerbrief.lexicon import alternatives, load

#: One mention: start and end in the words searched, and the ministry's short name.
_Mention = tuple[int, int, str]


def budget_holders(text: str, clause: Clause, heading: Words, *, after_payer: bool = False) -> Told[list[str]]:
    """Short names of the ministries that pay the amount, in letter order, from the first of their names to the last.

    They are looked for in its own clause, then in the words that govern the list it stands in, then in brackets at the
    end of the heading above it. Behind an amount with a payer (``after_payer``) a name alone is enough.
    """
    lead, tail = Words.of(text, *clause.lead), Words.of(text, *clause.tail)
    own = [*_payers(lead), *_payers(tail)]
    own = own or _subject(text, clause, named_alone=after_payer) or _earlier(lead, tail)
    if not own and clause.joined:
        own = _payers(Words.of(text, *clause.governing))
    return _told(own or _in_brackets_at_end(heading))


def _told(mentions: list[_Mention]) -> Told[list[str]]:
    names = list(dict.fromkeys(short for _, _, short in mentions))
    return Told(names, (min(m[0] for m in mentions), max(m[1] for m in mentions)) if mentions else None)


def _placed(words: Words, mentions: Iterable[_Mention]) -> list[_Mention]:
    """Mentions in the words as mentions in the whole text."""
    return [(words.offset + start, words.offset + end, short) for start, end, short in mentions]


def _subject(text: str, clause: Clause, *, named_alone: bool) -> list[_Mention]:
    """The ministry right before the figure, if a paying verb stands behind it (dat EZ € 3 mln bijdraagt).

    The verb may be left out where another ministry paid right before: VWS betaalt € 2 mln, en OCW nog eens € 1 mln.
    """
    lead = text[slice(*clause.lead)]
    last = ministries_in(lead)[-1:]
    pays = _pays_behind().match(text, *clause.tail) is not None
    return _placed(
        Words(lead, clause.lead[0]),
        (
            (start, end, short)
            for start, end, short in last
            if not _receives(lead[:start])
            and (
                (pays and len(lead[end:].split()) <= 1)
                or ((clause.joined or named_alone) and _again().fullmatch(lead[end:]))
            )
        ),
    )


def _earlier(lead: Words, tail: Words) -> list[_Mention]:
    """The ministry that opens the clause: ``EZ heeft … € 3 mln overgeheveld``, ``VWS voegt … uit haar begroting``."""
    first = ministries_in(lead.text)[:1]
    has_paid = _own_budget().search(lead.text + tail.text) or (_HAS.search(lead.text) and _has_paid().match(tail.text))
    return _placed(lead, (one for one in first if has_paid and not _receives(lead.text[: one[0]])))


def _receives(before: str) -> bool:
    """True behind a word of receiving; that of a `minister voor` belongs to the title."""
    return _after("receiver").search(_TITLE.sub("", before)) is not None


#: Written to a ministry's name: *binnen de OCW-begroting*, *artikel 9 van de SZW-begroting*.
_ITS_BUDGET = re.compile(r"-begroting(?:en)?(?!\w)", re.IGNORECASE)
_TITLE = re.compile(r"(?:\b(?:de|het)\s+)?\bministers?\s+voor\s+$", re.IGNORECASE)


def _payers(words: Words) -> list[_Mention]:
    """The ministries that pay according to the words, in order."""
    found: list[_Mention] = []
    for mention in ministries_in(words.text):
        start, end, _ = mention
        joined = bool(found) and _joins().fullmatch(words.text[found[-1][1] : start]) is not None
        if joined or _pays(words.text, start, end):
            found.append(mention)
    return _placed(words, found)


def named(words: str) -> list[str]:
    """Short names of all ministries that a table's headers name, in order."""
    return list(dict.fromkeys(short for _, _, short in ministries_in(words)))


def _pays(words: str, start: int, end: int) -> bool:
    before, behind = words[max(start - 80, 0) : start], words[end : end + 60]
    if _opens_bracket().search(before) and re.match(r"[^()]{0,40}\)", behind):
        return True
    if _receives(before):
        return False
    if _ITS_BUDGET.match(behind) or _after("giver").match(before.lstrip()):
        return True
    return bool(_after("payer").search(before) or _verb_behind().match(behind) or _after("paying_verbs").search(before))


def _in_brackets_at_end(heading: Words) -> list[_Mention]:
    match = re.search(r"\((?P<inside>[^()]{1,60})\)\W*$", heading.text)
    if match is None:
        return []
    return _placed(Words(match["inside"], heading.place(match, "inside")[0]), ministries_in(match["inside"]))


_HAS = re.compile(r"(?<!\w)(?:heeft|hebben|had|hadden)(?!\w)")


@cache
def _has_paid() -> re.Pattern[str]:
    return re.compile(
        rf"\.?\s+(?:\S+\s+){{0,3}}?(?:{alternatives(load('amount_cues')['holder']['paid'])})(?!\w)", re.IGNORECASE
    )


@cache
def _own_budget() -> re.Pattern[str]:
    """Its own budget, of whoever was named before."""
    return re.compile(
        r"(?<!\w)(?:uit|vanuit|op|binnen|ten\s+laste\s+van)\s+(?:haar|zijn|hun)\s+(?:eigen\s+)?begroting(?!\w)"
    )


@cache
def _opens_bracket() -> re.Pattern[str]:
    return re.compile(r"\((?:ministerie van |bijdrage |begroting |vanuit )?$", re.IGNORECASE)


@cache
def _after(words: str) -> re.Pattern[str]:
    """One of the words, and behind it only what stands before a ministry's name (de begroting van)."""
    lists = load("amount_cues")["holder"]
    offices = alternatives(lists["offices"])
    office = rf"(?:{offices}|\w+begroting(?:en)?\s+van)"
    return re.compile(rf"(?<!\w)(?:{alternatives(lists[words])})\s+(?:{office}\s+){{0,6}}$", re.IGNORECASE)


@cache
def _pays_behind() -> re.Pattern[str]:
    verbs = alternatives(load("amount_cues")["holder"]["paying_verbs"])
    return re.compile(rf"\s+(?:beschikbaar\s+)?(?:{verbs})(?!\w)", re.IGNORECASE)


@cache
def _again() -> re.Pattern[str]:
    again = r"(?:nog\s+eens|nog|ook|eveneens|daarnaast|daar|er|de\s+overige|de\s+resterende|het\s+restant,?)\s*"
    exact = alternatives(phrase for kind in Precision for phrase in load("amount_cues")["precision"].get(kind, []))
    return re.compile(rf"\s+(?:{again})*(?:(?:{exact})\s*)?", re.IGNORECASE)


@cache
def _verb_behind() -> re.Pattern[str]:
    verbs = alternatives(load("amount_cues")["holder"]["paying_verbs"])
    return re.compile(rf"\s+(?:\S+\s+){{0,2}}?(?:{verbs})(?!\w)", re.IGNORECASE)


@cache
def _joins() -> re.Pattern[str]:
    joins = alternatives(load("amount_cues")["holder"]["joins"])
    offices = alternatives(load("amount_cues")["holder"]["offices"])
    return re.compile(rf"\s*(?:,|/|&|,?\s*(?:{joins}))\s*(?:(?:{offices}|van)\s+)*", re.IGNORECASE)
