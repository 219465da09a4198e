"""The forms in which a sentence shows a recommendation, with and without a verb of advising.

Each form takes a sentence (:class:`Heard`) and gives the stretches that are recommendations; the first form that finds
any speaks. Who advises must be an adviser that all letters know, or one that the letter itself says gave advice; what
the cabinet, the Kamer or its members propose is no recommendation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from kamerbrief.annotate import Clause, Kind, Tense
from kamerbrief.facts.advice.advisers import Advisers
from kamerbrief.facts.advice.clauses import (
    OPENER,
    SHORTEST,
    TO_DO,
    Heard,
    Said,
    advised,
    advising,
    behind,
    duty,
    end_of,
    is_to_be,
    worth,
)
from kamerbrief.facts.advice.nouns import (
    Form,
    applied,
    as_advised,
    attributed,
    contained,
    named,
    needed,
    noun,
    quoted,
    theme,
)
from kamerbrief.lexicon import Lists, keyed, load

_URGING = ("aandacht", "belang", "noodzaak", "urgentie", "wenselijkheid", "ruimte", "behoefte")
_FAVOURING = ("voorstander",)
#: What an adviser says of what it wants done: ``vraagt aandacht voor``, ``wijst op het belang van``.
_URGED = keyed(
    r"(?<!\w)(?:aandacht\s+(?:gevraagd\s+)?voor|het\s+belang\s+(?:van|om|dat)|de\s+(?:noodzaak|urgentie|wenselijkheid)\s+"
    r"(?:van|om|tot|voor|dat)|ruimte\s+voor\s+(?=\w*verbetering)|behoefte\s+(?:te\s+hebben\s+)?aan)\s+",
    _URGING,
    flags=0,
)
_IN_FAVOUR = keyed(r"(?<!\w)(?:een\s+)?voorstander\s+van\s+", _FAVOURING, flags=0)
_SHOULD = re.compile(r"(?<!\w)(?:zou|zouden)(?!\w)")
#: Behind an adviser, what it thinks of what is to be done: ``is het volgens de onderzoekers raadzaam om …``.
_ADVISABLE = re.compile(
    r"\s*(?:raadzaam|wenselijk|nodig|noodzakelijk|verstandig|van\s+belang)[^.;:]*?(?<!\w)te\s+\w+n(?!\w)"
)
_ACCORDING = keyed(
    r"(?<!\w)[Vv]olgens\s+(?P<who>(?:de|het)\s+[^,.;:]{2,60}?(?=\s+(?:moet|dien|zou|te|raadzaam|wenselijk|nodig|noodzakelijk|verstandig|van\s+belang)|[,.])|[\w-]+)",
    ["volgens"],
    flags=0,
)
#: How far behind a clause, in characters, words that urge still belong to it.
_BEHIND = 200
_OPINION = keyed(r"(?<!\w)(?:is|zijn)\s+(?:\w+\s+){0,3}van\s+(?:mening|oordeel)(?!\w)", ["mening", "oordeel"], flags=0)
_GLADLY = re.compile(r"(?<!\w)(?:zie|ziet|zien)\s+(?:\w+\s+)?graag(?!\w)")
#: What an adviser proposes, before the things that it wants, and between these.
_THING = r"(?=(?:een|meer|minder|extra|betere?|nieuwe|verdere|nadere|\w{3,}ere)\s)"
_PROPOSED = ("voorstel", "voorstellen", "aanbevelingen", "suggesties")
_PROPOSALS = keyed(
    rf"(?<!\w)(?:{'|'.join(_PROPOSED)})\s+(?:voor|tot|die\s+(?:ingaan|gericht\s+zijn|zien)\s+op)\s+{_THING}",
    _PROPOSED,
    flags=0,
)
_NEXT_THING = re.compile(r"(?:,\s+|,?\s+en\s+)" + _THING)
_THOUGHT = ("nodig", "noodzakelijk", "wenselijk", "gewenst", "raadzaam", "geboden", "aangewezen")
_NEEDED = keyed(
    rf"\s+(?:{'|'.join(_THOUGHT)})(?!\w)(?!\s+(?:te\s+hebben|hebben|heeft)(?!\w))",
    _THOUGHT,
    flags=0,
)
#: What an adviser needs itself: *geeft aan een jaar de tijd nodig te hebben om*.
_ITS_NEED = re.compile(r"(?<!\w)nodig\s+(?:te\s+hebben|hebben|heeft)(?!\w)")
_THAT = re.compile(r"\W*(?:ook\s+)?dat\s")


def find_said(text: str, advisers: Advisers, before: Callable[[], bool], meant: str | None = None) -> list[Said]:
    """The recommendations in a sentence by the first form that fits.

    ``before`` tells whether an adviser spoke before in the paragraph; ``meant`` is the one that *zij* or *hen* means,
    where known.
    """
    heard = Heard(text, advisers, before, meant)
    for form in _forms().may_stand_in(text):
        found = [one for one in form(heard) if one.end - one.start > SHORTEST]
        if found:
            return found
    return []


def _urged(heard: Heard) -> Iterator[Said]:
    """``De raad vraagt aandacht voor …``, ``De inspectie wijst op de noodzaak om …``."""
    for clause in heard.clauses:
        now = clause.main and clause.tense is Tense.PRESENT
        says = _URGED if clause.has("ask", "say", "share", "advise") else _IN_FAVOUR
        match = says.search(heard.text, clause.start, min(clause.end + _BEHIND, heard.close)) if now else None
        who = heard.subject(clause) if match else None
        if match and who and heard.advisers.known(who):
            yield Said(match.start(), end_of(heard, match.end(), clause), "attention", who)
            return


def _according(heard: Heard) -> Iterator[Said]:
    """``De dienst zou dit volgens de onderzoekers moeten doen``."""
    match = _ACCORDING.search(heard.text)
    who = heard.named(match["who"]) if match else ""
    said = match and (
        duty().search(heard.text) or _SHOULD.search(heard.text) or _ADVISABLE.search(heard.text, match.end())
    )
    if match and said and heard.advisers.known(who):
        yield Said(0, heard.close, "according", who)


def _stated(heard: Heard) -> Iterator[Said]:
    """``De onderzoekers stellen dat het nodig is om …``, ``De heer Vos geeft aan per direct te beginnen``."""
    for number, clause in enumerate(heard.clauses if heard.may_know else ()):
        if clause.kind not in (Kind.MAIN, Kind.FRAGMENT):
            continue
        claims = (
            clause.has("say", "ask", "wish", "share", "advise")
            or clause.lemma in load("recommendations")["prose"]["wishes"]
            or bool(_OPINION.search(heard.text, clause.start, clause.end))
        )
        who = heard.subject(clause) if claims else None
        if who and heard.advisers.known(who):
            yield from _claims(heard, number, clause, who)


def _claims(heard: Heard, number: int, clause: Clause, who: str) -> Iterator[Said]:
    for one in heard.clauses:
        if one.hangs_on == number and one.start > clause.start:
            end = end_of(heard, one.start, one)
            opener = OPENER.match(heard.text, one.start, end)
            before = _ITS_NEED.sub("", heard.text[clause.start : one.start])
            judged = worth().search(before) or (_wishes(heard, clause) and _THAT.match(heard.text, one.start))
            told = heard.text[one.start : end]
            finds = clause.lemma in load("recommendations")["prose"]["finds"]
            if opener and (judged or (_SHOULD.search(told) if finds else is_to_be(told))):
                yield Said(opener.end(), end, "states", who)
                return
    start = behind(heard, clause)
    if clause.lemma == "aangeven" and clause.tense is Tense.PRESENT and TO_DO.search(heard.text, start, clause.end):
        yield Said(start, end_of(heard, start, clause), "states", who)


def _deemed(heard: Heard) -> Iterator[Said]:
    """``De raad acht een eigen fonds noodzakelijk``: what an adviser thinks is needed."""
    for clause in heard.clauses:
        if not (clause.has("say") and clause.main) or clause.passive:
            continue
        who = heard.subject(clause)
        start = behind(heard, clause)
        needed = _NEEDED.search(heard.text, start, clause.end)
        if who and needed and needed.start() - start > SHORTEST and heard.advisers.known(who):
            yield Said(start, needed.start(), "states", who)
            return


def _proposes(heard: Heard) -> Iterator[Said]:
    """``De raad doet voorstellen voor een fonds, een register en een loket``: each thing is a recommendation."""
    for clause in heard.clauses:
        if clause.kind is not Kind.MAIN or clause.passive or clause.lemma not in ("doen", "geven"):
            continue
        who = heard.subject(clause)
        match = _PROPOSALS.search(heard.text, clause.start, heard.close) if who else None
        if match and who and heard.advisers.known(who):
            # Two things that *en* joins may be one advice.
            things = list(_NEXT_THING.finditer(heard.text, match.end(), heard.close))
            cuts = [match.end(), *(at for cut in things if len(things) > 1 for at in cut.span())]
            for start, end in zip(cuts[::2], [*cuts[1::2], heard.close], strict=True):
                yield Said(start, end, "proposes", who)
            return


def _wishes(heard: Heard, clause: Clause) -> bool:
    """``De raad wil dat …``: what is wished needs no word of duty."""
    wishes = clause.lemma in load("recommendations")["prose"]["wishes"] or bool(
        _GLADLY.search(heard.text, clause.start, clause.end)
    )
    return wishes and clause.tense is Tense.PRESENT


#: In the order of trust.
_FORMS: tuple[Form, ...] = (
    advised,
    noun,
    contained,
    _urged,
    _according,
    applied,
    as_advised,
    named,
    quoted,
    attributed,
    theme,
    _proposes,
    _stated,
    _deemed,
)
#: What a form needs that may find something in any sentence.
_ANYTHING = re.compile("")


@cache
def _forms() -> Lists[Form]:
    """The forms in their order, each with the pattern without which it finds nothing."""
    urging = keyed(f"{_URGED.pattern}|{_IN_FAVOUR.pattern}", [*_URGING, *_FAVOURING], flags=0)
    needs = needed() | {
        advised: advising(),
        _urged: urging,
        _according: _ACCORDING,
        _proposes: _PROPOSALS,
        _deemed: _NEEDED,
    }
    return Lists({form: needs.get(form, _ANYTHING) for form in _FORMS})
