"""Which ministries pay an amount: *vanuit het ministerie van Defensie*, *(EZ en OCW)*, *EZ draagt € 5 mln bij*.

A ministry that merely receives the money (*naar de begroting van OCW*) or is spoken of does not pay it.
"""

from __future__ import annotations

import re
from functools import cache

from kamerbrief.contract import Precision
from kamerbrief.language.clauses import Clause
from kamerbrief.language.ministries import ministries_in
from kamerbrief.lexicon import alternatives, load

#: One mention: start and end in the words searched, and the ministry's short name.
_Mention = tuple[int, int, str]


def budget_holders(text: str, clause: Clause, heading: str = "", *, after_payer: bool = False) -> list[str]:
    """Short names of the ministries that pay the amount, in letter order.

    They are looked for in its own clause, then in the words that govern the list it stands in, then in brackets at the
    end of the heading above it. Behind an amount with a payer (``after_payer``) a name alone is enough.
    """
    own = [*payers(text[slice(*clause.lead)]), *payers(text[slice(*clause.tail)])]
    own = list(dict.fromkeys(own)) or _subject(text, clause, named_alone=after_payer) or _earlier(text, clause)
    if own or not clause.joined:
        return own or _in_brackets_at_end(heading)
    return payers(text[clause.governing[0] : clause.governing[1]]) or _in_brackets_at_end(heading)


def _subject(text: str, clause: Clause, *, named_alone: bool) -> list[str]:
    """The ministry right before the figure, if a paying verb stands behind it (dat EZ € 3 mln bijdraagt).

    The verb may be left out where another ministry paid right before: VWS betaalt € 2 mln, en OCW nog eens € 1 mln.
    """
    lead = text[slice(*clause.lead)]
    last = ministries_in(lead)[-1:]
    pays = _pays_behind().match(text, *clause.tail) is not None
    return [
        short
        for start, end, short in last
        if not _receives(lead[:start])
        and (
            (pays and len(lead[end:].split()) <= 1)
            or ((clause.joined or named_alone) and _again().fullmatch(lead[end:]))
        )
    ]


def _earlier(text: str, clause: Clause) -> list[str]:
    """The ministry that opens the clause: ``EZ heeft … € 3 mln overgeheveld``, ``VWS voegt … uit haar begroting``."""
    lead, tail = text[slice(*clause.lead)], text[slice(*clause.tail)]
    first = ministries_in(lead)[:1]
    has_paid = _own_budget().search(lead + tail) or (_HAS.search(lead) and _has_paid().match(tail))
    return [short for start, _, short in first if has_paid and not _receives(lead[:start])]


def _receives(before: str) -> bool:
    """True behind a word of receiving; that of a `minister voor` belongs to the title."""
    return _after("receiver").search(_TITLE.sub("", before)) is not None


_TITLE = re.compile(r"(?:\b(?:de|het)\s+)?\bministers?\s+voor\s+$", re.IGNORECASE)


def payers(words: str) -> list[str]:
    """Short names of the ministries that pay according to the words, in order."""
    found: list[str] = []
    accepted: _Mention | None = None
    for mention in ministries_in(words):
        start, end, short = mention
        joined = accepted is not None and _joins().fullmatch(words[accepted[1] : start]) is not None
        if joined or _pays(words, start, end):
            accepted = mention
            found.append(short)
    return list(dict.fromkeys(found))


def named(words: str) -> list[str]:
    """Short names of all ministries that a table's headers name, in order."""
    return list(dict.fromkeys(short for _, _, short in ministries_in(words)))


def _pays(words: str, start: int, end: int) -> bool:
    before, behind = words[max(start - 80, 0) : start], words[end : end + 60]
    if _opens_bracket().search(before) and re.match(r"[^()]{0,40}\)", behind):
        return True
    if _receives(before):
        return False
    if _after("giver").match(before.lstrip()):
        return True
    return bool(_after("payer").search(before) or _verb_behind().match(behind) or _after("paying_verbs").search(before))


def _in_brackets_at_end(heading: str) -> list[str]:
    match = re.search(r"\((?P<inside>[^()]{1,60})\)\W*$", heading)
    return named(match["inside"]) if match else []


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
