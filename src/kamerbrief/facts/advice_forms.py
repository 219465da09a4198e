"""The forms in which a sentence shows a recommendation, with and without a verb of advising.

Each form takes a sentence (:class:`Heard`) and gives the stretches that are recommendations; the first form that finds
any speaks. Who advises must be an adviser that all letters know, or one that the letter itself says gave advice; what
the cabinet, the Kamer or its members propose is no recommendation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from kamerbrief.annotate import Clause, Kind, Tense, clause_at
from kamerbrief.facts.advice_clauses import (
    OPENER,
    SHORTEST,
    TO_DO,
    Heard,
    Said,
    advised,
    behind,
    end_of,
    heard_in,
    split,
)
from kamerbrief.facts.advisers import Advisers, is_own
from kamerbrief.lexicon import Lists, alternatives, keyed, load, phrase_pattern

_ATTENTION = keyed(r"(?<!\w)aandacht\s+(?:gevraagd\s+)?voor\s+", ["aandacht"], flags=0)
_MODAL = re.compile(r"(?<!\w)(?:moet|moeten|dient|dienen|zou|zouden)(?!\w)")
#: Behind an adviser, what it thinks of what is to be done: ``is het volgens de onderzoekers raadzaam om …``.
_ADVISABLE = re.compile(
    r"\s*(?:raadzaam|wenselijk|nodig|noodzakelijk|verstandig|van\s+belang)[^.;:]*?(?<!\w)te\s+\w+n(?!\w)"
)
_ACCORDING = keyed(
    r"(?<!\w)[Vv]olgens\s+(?P<who>(?:de|het)\s+[^,.;:]{2,60}?(?=\s+(?:moet|dien|zou|te|raadzaam|wenselijk|nodig|noodzakelijk|verstandig|van\s+belang)|[,.])|[\w-]+)",
    ["volgens"],
    flags=0,
)
_CONTAINS = keyed(
    r"(?<!\w)[Ii]n\s+(?:de|deze|het|dit|zijn|haar|hun)\s+(?:\w+\s+)?(?:aanbeveling|advies)(?:\s+van\s+[^,.;:]{2,60}?)?"
    r"\s+(?:wordt|staat|is|stelt|vraagt|bepleit)\s[^.;:]{0,60}?(?<!\w)dat\s",
    ["aanbeveling", "advies"],
    flags=0,
)
_NAMED = keyed(
    r"(?<!\w)(?:[ée]{1,2}n|andere|belangrijke|belangrijkste|laatste|de|het|deze)\s+(?:van\s+de\s+)?(?:\w+\s+)?"
    r"(?:aanbeveling(?:en)?|advies|adviezen)(?:\s+(?:van|uit|in)\s+(?P<who>[^,.;:]{2,60}?))?\s+"
    r"(?:luidt|luidde|luiden|is|was|betreft)(?:\s*:\s*|\s+(?=het\s+\w+en\s+van\s))",
    ["aanbeveling", "aanbevelingen", "advies", "adviezen"],
)
_APPLIED = keyed(
    r"^\W*(?:(?:Eveneens|Ook|Geheel|Volledig)\s+)?(?:[Cc]onform|[Oo]vereenkomstig"
    r"|[Ii]n\s+navolging\s+van|[Ii]n\s+lijn\s+met)\s+(?:het|de|dit|deze|een)\s+(?:\w+\s+){0,2}"
    r"(?:advies|adviezen|aanbeveling|aanbevelingen|suggestie)(?:\[\d+\])?(?!\w)(?:\s+van)?\s*(?P<who>[^.;:]{0,90})",
    ["conform", "overeenkomstig", "navolging", "lijn"],
    flags=0,
)
_AS_ADVISED = keyed(
    r"^\W*[Zz]oals\s+(?:(?:geadviseerd|aanbevolen|bepleit)\s+door\s+(?P<by>[^,.;:]{2,60})"
    r"|(?P<who>[^,.;:]{2,60}?)\s+(?:ook\s+)?(?:(?:heeft|had)\s+)?"
    r"(?:adviseert|adviseerde|aanbeveelt|aanbeval|bepleit|geadviseerd|aanbevolen)(?:\s+(?:heeft|had))?),\s+",
    ["zoals"],
    flags=0,
)
_ATTRIBUTED = keyed(
    r"(?<!\w)door\s+(?P<who>(?:(?:de|het)\s+)?[^,.;:]{2,60}?)\s+"
    r"(?:geadviseerde|aanbevolen|voorgestelde|bepleite|gesuggereerde)\s+(?P<what>[^,.;:]{4,80})",
    ["geadviseerde", "aanbevolen", "voorgestelde", "bepleite", "gesuggereerde"],
    flags=0,
)
_THEME = keyed(
    r"^\W*(?:[Dd]e|[Hh]et|[Ee]en)\s+(?:\w+\s+){0,2}(?:(?:aanbevelingen|adviezen|suggesties)(?:\s+en\s+\w+)?"
    r"(?:\s+van\s+(?P<who>[^,.;:]{2,60}?))?|(?:aanbeveling|advies)\s+van\s+(?P<one>[^,.;:]{2,60}?))\s+(?:ten\s+aanzien\s+van|over|rond|rondom|inzake|met\s+betrekking\s+tot"
    r"|op\s+het\s+gebied\s+van|t\.a\.v\.|aangaande)\s+(?=[^.;:]{4,})",
    ["aanbeveling", "aanbevelingen", "advies", "adviezen", "suggesties"],
    flags=0,
)
#: Whose advice or proposal it is where the letter's own is meant.
_OWN = re.compile(r"(?<!\w)(?:mijn|ons|onze|uw|eigen)(?!\w)", re.IGNORECASE)
_OPINION = keyed(r"(?<!\w)(?:is|zijn)\s+(?:\w+\s+){0,3}van\s+(?:mening|oordeel)(?!\w)", ["mening", "oordeel"], flags=0)
_THAT = re.compile(r"\W*(?:ook\s+)?dat\s")
#: An adviser thinks it worth doing: ``acht het wenselijk dat …``.
_WORTH = re.compile(
    r"(?<!\w)(?:acht|achten|vindt|vinden)\s[^.;:]{0,40}?(?:wenselijk|noodzakelijk|nodig|belangrijk|van\s+belang|verstandig)\s*$"
)
_DETERMINED = re.compile(
    r"(?<!\w)(?:de|het|een|deze|dit|die|dat|haar|zijn|hun|elke|iedere|alle|volgende|andere|laatste)(?!\w)",
    re.IGNORECASE,
)
_ANYTHING = re.compile("")
_Form = Callable[[Heard], Iterator[Said]]
_DECIDING = ("adopt", "reject", "implement", "investigate", "decide", "defer", "agree")


def find_said(text: str, advisers: Advisers, *, spoke: bool, meant: str | None = None) -> list[Said]:
    """The recommendations in a sentence by the first form that fits.

    ``spoke``: an adviser spoke before in the paragraph; ``meant`` is the one that *zij* or *hen* means, where known.
    """
    heard = heard_in(text, advisers, spoke=spoke, meant=meant)
    may = set(_needed().may_stand_in(text))
    for form in _FORMS:
        if form not in may:
            continue
        found = [one for one in form(heard) if one.end - one.start > SHORTEST]
        if found:
            return found
    return []


@cache
def _nouns() -> re.Pattern[str]:
    entry = load("recommendations")["nouns"]
    nouns = alternatives([*entry["certain"], *entry["likely"], *entry["possible"]])
    return keyed(
        rf"(?:(?<!\w)(?P<before>\w{{1,30}}\s+(?:\w{{1,30}}\s+)?))?(?<![\w-])(?P<noun>{nouns})(?:\[\d+\])?(?:\s+(?:over|op))?"
        r"(?:\s+(?:van|door|uit|in)\s+(?P<who>[^,;:.?]{2,110}?))?(?P<is>\s+(?:is|luidt|was))?(?:\s+(?:over|op))?,?\s+"
        r"(?P<opener>om|dat)\s",
        [*entry["certain"], *entry["likely"], *entry["possible"]],
    )


def _noun(heard: Heard) -> Iterator[Said]:
    """``de aanbeveling (van de raad) om …``, ``Het advies is dat …``, whatever the cabinet does with it."""
    for match in _nouns().finditer(heard.text):
        inside = heard.clause_from(match.start("noun"), match.end())
        if inside is not None and _is_advice(heard, match):
            for start, end in split(heard, inside):
                yield Said(max(start, match.end()), end, "noun", match["who"])


def _is_advice(heard: Heard, match: re.Match[str]) -> bool:
    """True where a noun before *om* or *dat* is an adviser's, and *dat* does not refer to it (``het advies dat``)."""
    entry = load("recommendations")["nouns"]
    noun, who = match["noun"].lower(), match["who"]
    if match["opener"].lower() == "dat" and noun in entry["neuter"] and not match["is"]:
        return False
    if _OWN.search(match["before"] or "") or (who and is_own(who)):
        return False
    if noun in entry["certain"] and (who or match["is"] or _DETERMINED.search(match["before"] or "")):
        return True
    if noun in entry["likely"]:
        clause = clause_at(heard.text, match.start("noun"))
        subject = heard.subject(clause) if clause else None
        return bool(who or (subject and heard.advisers.known(subject)))
    return noun in entry["possible"] and bool(who and heard.advisers.known(who))


def _contained(heard: Heard) -> Iterator[Said]:
    """``In de aanbeveling wordt gesteld dat …``."""
    match = _CONTAINS.search(heard.text)
    if match:
        yield Said(match.end(), heard.close, "contains")


def _named(heard: Heard) -> Iterator[Said]:
    """``Een van de aanbevelingen is het instellen van …``, ``De aanbeveling van de raad luidt: …``."""
    match = _NAMED.search(heard.text)
    if match and not (match["who"] and is_own(match["who"])):
        yield Said(match.end(), heard.close, "named", match["who"])


def _attention(heard: Heard) -> Iterator[Said]:
    """``De raad vraagt aandacht voor …``."""
    for clause in heard.clauses:
        match = _ATTENTION.search(heard.text, clause.start, clause.end) if clause.lemma == "vragen" else None
        who = heard.subject(clause) if match else None
        if match and who and clause.tense is Tense.PRESENT and heard.advisers.known(who):
            yield Said(match.start(), end_of(heard, match.end(), clause), "attention", who)


def _according(heard: Heard) -> Iterator[Said]:
    """``De dienst zou dit volgens de onderzoekers moeten doen``."""
    match = _ACCORDING.search(heard.text)
    who = heard.named(match["who"]) if match else ""
    if (
        match
        and heard.advisers.known(who)
        and (_MODAL.search(heard.text) or _ADVISABLE.search(heard.text, match.end()))
    ):
        yield Said(0, heard.close, "according", who)


def _applied(heard: Heard) -> Iterator[Said]:
    """``Conform het advies van de raad geef ik opdracht om …``."""
    match = _APPLIED.search(heard.text)
    clause = clause_at(heard.text, match.start()) if match else None
    finite = clause.finite if clause and clause.kind is Kind.MAIN else None
    if match and finite and finite.start >= match.start("who"):
        who = heard.text[match.start("who") : finite.start].strip(" ,")
        if not is_own(who):
            yield Said(finite.start, heard.close, "applied", who or None)


def _as_advised(heard: Heard) -> Iterator[Said]:
    """``Zoals de raad adviseert, leg ik de taken vast``."""
    match = _AS_ADVISED.search(heard.text)
    who = (match["by"] or match["who"]) if match else None
    if match and who and heard.advisers.known(who):
        yield Said(match.end(), heard.close, "applied", who)


def _attributed(heard: Heard) -> Iterator[Said]:
    """``het opstellen van de door de raad geadviseerde agenda's``."""
    match = _ATTRIBUTED.search(heard.text)
    if match and heard.advisers.known(match["who"]):
        stops = [one.finite.start for one in heard.clauses if one.finite and one.finite.start > match.start("what")]
        end = min([match.end("what"), *stops])
        yield Said(match.start("what"), len(heard.text[:end].rstrip()), "attributed", match["who"])


def _theme(heard: Heard) -> Iterator[Said]:
    """``De aanbevelingen ten aanzien van het toezicht neem ik over``."""
    match = _THEME.search(heard.text)
    clause = clause_at(heard.text, match.start()) if match else None
    finite = clause.finite if clause else None
    who = (match["who"] or match["one"]) if match else None
    if match is None or clause is None or finite is None or (who and is_own(who)):
        return
    if finite.start > match.end() and clause.has(*_DECIDING):
        yield Said(match.start(), len(heard.text[: finite.start].rstrip(" ,")), "theme", who)


@cache
def _needs() -> re.Pattern[str]:
    return phrase_pattern(load("recommendations")["prose"]["needs"])


def _stated(heard: Heard) -> Iterator[Said]:
    """``De onderzoekers stellen dat het nodig is om …``, ``De heer Vos geeft aan per direct te beginnen``."""
    claims = load("recommendations")["prose"]["claims"]
    for number, clause in enumerate(heard.clauses):
        if clause.kind not in (Kind.MAIN, Kind.FRAGMENT):
            continue
        if clause.lemma in claims or _OPINION.search(heard.text, clause.start, clause.end):
            who = heard.subject(clause)
            if who and heard.advisers.known(who):
                yield from _claims(heard, number, clause, who)


def _claims(heard: Heard, number: int, clause: Clause, who: str) -> Iterator[Said]:
    for one in heard.clauses:
        if one.hangs_on == number and one.start > clause.start:
            end = end_of(heard, one.start, one)
            opener = OPENER.match(heard.text, one.start, end)
            judged = _WORTH.search(heard.text, clause.start, one.start) or (
                _wishes(clause) and _THAT.match(heard.text, one.start)
            )
            if opener and (judged or _needs().search(heard.text, one.start, end)):
                yield Said(opener.end(), end, "states", who)
                return
    start = behind(heard, clause)
    if clause.lemma == "aangeven" and clause.tense is Tense.PRESENT and TO_DO.search(heard.text, start, clause.end):
        yield Said(start, end_of(heard, start, clause), "states", who)


def _wishes(clause: Clause) -> bool:
    """``De raad wil dat …``: what is wished needs no word of duty."""
    return clause.lemma in load("recommendations")["prose"]["wishes"] and clause.tense is Tense.PRESENT


_FORMS: tuple[_Form, ...] = (
    advised,
    _noun,
    _contained,
    _attention,
    _according,
    _applied,
    _as_advised,
    _named,
    _attributed,
    _theme,
    _stated,
)


@cache
def _needed() -> Lists[_Form]:
    """The forms by the pattern without which they find nothing."""
    return Lists(
        {
            advised: _ANYTHING,
            _noun: _nouns(),
            _contained: _CONTAINS,
            _attention: _ATTENTION,
            _according: _ACCORDING,
            _applied: _APPLIED,
            _as_advised: _AS_ADVISED,
            _named: _NAMED,
            _attributed: _ATTRIBUTED,
            _theme: _THEME,
            _stated: _ANYTHING,
        }
    )
