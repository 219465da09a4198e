"""The nouns by which a sentence shows a recommendation: *het advies om …*, *conform de aanbeveling van …*.

Whose advice it is must be told, or be clear from the noun; what the cabinet, the Kamer or its members propose is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from kamerbrief.annotate import Clause, Kind, Tense, clause_at
from kamerbrief.facts.advice.advisers import is_own
from kamerbrief.facts.advice.blocks import commands
from kamerbrief.facts.advice.clauses import OPENER, SHORTEST, Heard, Said, is_to_be, split
from kamerbrief.lexicon import alternatives, keyed, load

#: A way in which a sentence shows recommendations.
Form = Callable[[Heard], Iterator[Said]]

_CONTAINS = keyed(
    r"(?<!\w)[Ii]n\s+(?:de|deze|het|dit|zijn|haar|hun)\s+(?:\w+\s+)?(?:aanbeveling|advies)(?:\s+van\s+[^,.;:]{2,60}?)?"
    r"\s+(?:wordt|staat|is|stelt|vraagt|bepleit)\s[^.;:]{0,60}?(?<!\w)dat\s",
    ["aanbeveling", "advies"],
    flags=0,
)
_OPENING = '“„"‘'
_QUOTE = re.compile(rf"[{_OPENING}](?P<words>[^”{_OPENING}]{{10,400}}?)[.;]?[”\"’]")
_ADVICE_NOUNS = ("aanbeveling", "aanbevelingen", "advies", "adviezen")
_ADVICE_NOUN = keyed(rf"(?<![\w-])(?:{'|'.join(_ADVICE_NOUNS)})(?!\w)", _ADVICE_NOUNS)
#: Behind *betreffen* and the like: what is advised, behind a colon or as the name of a deed.
_CONTENT = re.compile(
    r"(?:\s+(?:van|uit|in)\s+[^,.;:]{2,60}?)?\s*(?:zich\s+)?(?:met\s+name\s+|vooral\s+|onder\s+(?:meer|andere)\s+)?"
    r"(?:(?P<colon>:\s*)|(?:in\s+)?(?:(?:op|over|om)\s+)?(?=(?:het|de|een)\s+(?:\w+\s+){0,2}?\w+(?:en|ing)\s+van\s)|(?=(?:dat|om)\s))"
)
_WHOSE = re.compile(
    r"\s+(?:van|uit|in)\s+(?P<who>[^,.;:]{2,60}?)(?=,|\s+(?:luid|is|was|zijn|betref|gaa|zie|houd|richt|strek))"
)
#: Words for who advises: an article, a word, and what has capitals behind it.
WHO = (
    r"(?>(?:(?:de|het)\s+)?[\w’'-]+(?:\s+(?:(?:van|voor|der|de|het|en)\s+){1,2}[A-ZÀ-Þ][\w’'-]*|\s+[A-ZÀ-Þ][\w’'-]*){0,6}"
    r"(?:\s+\([\w\s:’'-]{2,30}\))?)"
)
_APPLIED = keyed(
    r"(?<!\w)(?:(?P<op>[Oo]p)\s+(?:advies|aanraden|voorstel|suggestie)"
    r"|(?:[Cc]onform|[Oo]vereenkomstig|[Ii]n\s+navolging\s+van|[Ii]n\s+lijn\s+met|(?P<ground>[Oo]p\s+(?:grond|basis)\s+van))\s+(?:(?:het|de|dit|deze|een)\s+)?(?:\w+\s+){0,2}?"
    r"(?:advies|adviezen|aanbeveling|aanbevelingen|suggestie|voorstel|oproep))"
    rf"(?:\[\d+\])?(?!\w)(?:\s+van\s+(?P<who>{WHO}))?",
    ["advies", "adviezen", "aanbeveling", "aanbevelingen", "suggestie", "aanraden", "voorstel", "oproep"],
    flags=0,
)
_AS_ADVISED = keyed(
    rf"(?<!\w)[Zz]oals\s+(?:(?:ook\s+)?(?:geadviseerd|aanbevolen|bepleit|voorgesteld)\s+door\s+(?P<by>{WHO})(?P<then>,?\s+|[.;]|$)"
    r"|(?P<who>[^,.;:]{2,60}?)\s+(?:ook\s+)?(?:(?:heeft|had)\s+)?"
    r"(?:adviseert|adviseerde|adviseren|aanbeveelt|aanbevelen|aanbeval|bepleit|bepleiten|voorstelt|voorstellen|geadviseerd|aanbevolen)"
    r"(?:\s+(?:heeft|had|hebben))?(?P<end>,\s+|[.;]|$))",
    ["zoals"],
    flags=0,
)
_ATTRIBUTED = keyed(
    r"(?<!\w)door\s+(?P<who>(?:(?:de|het)\s+)?[^,.;:]{2,60}?)\s+"
    r"(?:geadviseerde|aanbevolen|voorgestelde|bepleite|gesuggereerde)\s+(?P<what>[^,.;:]{4,80})",
    ["geadviseerde", "aanbevolen", "voorgestelde", "bepleite", "gesuggereerde"],
    flags=0,
)
#: What advice is about, behind its noun and whose it is.
_ABOUT = (
    r"(?:ten\s+aanzien\s+van|over|rond|rondom|inzake|met\s+betrekking\s+tot|op\s+het\s+gebied\s+van|t\.a\.v\.|aangaande|voor|tot"
    r"|gericht\s+op|die\s+(?:betrekking\s+hebben|betrekking\s+heeft|zien|ziet|gericht\s+zijn|gericht\s+is)\s+op)\s+(?=[^.;:]{4,})"
)
_THEME = keyed(
    r"(?<!\w)(?:[Dd]e|[Hh]et|[Dd]eze|[Ee]en)\s+(?:\w+\s+){0,2}?(?:(?P<sure>(?:aanbevelingen|adviezen|suggesties)(?:\s+en\s+\w+)?|aanbeveling)"
    r"|advies)(?:\[\d+\])?"
    rf"(?:\s+(?:van|uit)\s+(?P<who>{WHO}))?(?:\s+aan\s+(?!zien)[^,;:.?]{{2,40}}?)?\s+{_ABOUT}",
    [*_ADVICE_NOUNS, "suggesties"],
    flags=0,
)
#: Whose advice or proposal it is where the letter's own is meant.
_OWN = re.compile(r"(?<!\w)(?:mijn|ons|onze|uw|eigen)(?!\w)", re.IGNORECASE)
_DETERMINED = re.compile(
    r"(?<!\w)(?:de|het|een|als|deze|dit|die|dat|haar|zijn|hun|elke|iedere|alle|volgende|andere|laatste)(?!\w)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?<!\w)(?:aantal|reeks|pakket|geheel|set)\s", re.IGNORECASE)
#: What stands in no name of an adviser: the clause has gone on to something else.
_NO_NAME = re.compile(r"(?<!\w)(?:te|als|echter)(?!\w)")
_TO_HEAR = keyed(r"(?<!\w)(?:te\s+worden\s+geïnformeerd|geïnformeerd\s+te\s+worden)(?!\w)", ["geïnformeerd"])
_HERE = re.compile(r"(?<!\w)deze\s+brief(?!\w)")
_DONE = (Tense.PERFECT, Tense.PLUPERFECT)
_TO_COME = (Tense.PRESENT, Tense.FUTURE)
_DECIDING = ("adopt", "reject", "implement", "investigate", "decide", "defer", "agree")


@cache
def _nouns() -> re.Pattern[str]:
    entry = load("recommendations")["nouns"]
    names = [*entry["certain"], *entry["likely"], *entry["possible"], *entry["views"]]
    return keyed(
        rf"(?:(?<!\w)(?P<before>\w{{1,30}}\s+(?:\w{{1,30}}\s+)?))?(?<![\w-])(?P<noun>{alternatives(names)})(?:\[\d+\])?(?:\s+(?:over|op))?"
        r"(?:\s+(?:van|door|uit|in)\s+(?P<who>[^,;:.?]{2,110}?))?(?:\s+aan\s+[^,;:.?]{2,80}?)?(?P<is>\s+(?:is|luidt|was))?"
        r"(?:\s+(?:over|op|mee|gedaan|gegeven|opgenomen|meegegeven|geuit|uitgesproken|geformuleerd|neergelegd))?,?\s+"
        r"(?P<opener>om|dat)\s",
        names,
    )


def noun(heard: Heard) -> Iterator[Said]:
    """``de aanbeveling (van de raad) om …``, ``Het advies is dat …``, whatever the cabinet does with it."""
    views = load("recommendations")["nouns"]["views"]
    for match in _nouns().finditer(heard.text):
        inside = heard.clause_from(match.start("noun"), match.end())
        # *het onderzoek dat de raad heeft gedaan*: what was done is not advised.
        done = match["opener"].lower() == "dat" and inside is not None and inside.tense in _DONE
        if inside is not None and not done and _is_advice(heard, match) and not _is_for_itself(heard, match, inside):
            for start, end in split(heard, inside):
                if (
                    match["noun"].lower() not in views
                    or match["opener"].lower() == "om"
                    or is_to_be(heard.text[start:end])
                ):
                    yield Said(max(start, match.end()), end, "noun", match["who"])


def _is_advice(heard: Heard, match: re.Match[str]) -> bool:
    """True where a noun before *om* or *dat* is an adviser's, and *dat* does not refer to it (``het advies dat``)."""
    entry = load("recommendations")["nouns"]
    noun, who = match["noun"].lower(), match["who"]
    # *een aantal adviezen dat gericht is aan …*, *een aantal aanbevelingen om de opvang te verbeteren*: none is worded.
    counted = _COUNTED.search(match["before"] or "") is not None
    refers = match["opener"].lower() == "dat" and not match["is"] and noun in entry["neuter"]
    if refers or (counted and not match["is"]):
        return False
    if who and (_NO_NAME.search(who) or _says(heard, match.span("who"))):
        return False
    if _OWN.search(match["before"] or "") or (who and is_own(who)):
        return False
    if noun in entry["certain"] and (who or match["is"] or _DETERMINED.search(match["before"] or "")):
        return True
    if noun not in (*entry["likely"], *entry["possible"], *entry["views"]):
        return False
    clause = clause_at(heard.text, match.start("noun"))
    subject = heard.subject(clause) if clause else None
    if noun in entry["likely"] and who:
        return True
    # *doen de auteurs voorstellen om* tells what a report is about.
    givers = (who,) if noun.endswith("en") else (who, subject)
    return any(one and heard.advisers.known(one) for one in givers)


def _says(heard: Heard, place: tuple[int, int]) -> bool:
    """Whether a stretch has a verb that is no relative clause's: *aanbevelingen van de raad bieden aanleiding om*."""
    begin, end = place
    verbs = (clause.finite for clause in heard.clauses if clause.kind is not Kind.RELATIVE)
    return any(verb is not None and begin <= verb.start < end for verb in verbs)


def _is_for_itself(heard: Heard, match: re.Match[str], inside: Clause) -> bool:
    """``de wens van de raad om inzicht te hebben``, ``op verzoek van de raad om …``: what it wants to hear or get."""
    entry = load("recommendations")["nouns"]
    if match["noun"].lower() not in entry["possible"] or match["opener"].lower() != "om":
        return False
    occasion = (match["before"] or "").strip().lower() == "op"
    told = _TO_HEAR.search(heard.text, inside.start, inside.end)
    return occasion or told is not None or inside.lemma in entry["for_itself"]


def quoted(heard: Heard) -> Iterator[Said]:
    """``De inspectie geeft de aanbeveling “Maak het netwerk sterker” en “zorg voor verbindingen”``."""
    if not any(sign in heard.text for sign in _OPENING):
        return
    quotes = [match for match in _QUOTE.finditer(heard.text) if commands(match["words"])]
    if not quotes:
        return
    before = heard.text[: quotes[0].start()]
    advises = any(one.has("advise") and one.start < quotes[0].start() for one in heard.clauses)
    if advises or _ADVICE_NOUN.search(before):
        for match in quotes:
            yield Said(match.start("words"), match.end("words"), "quoted")


def contained(heard: Heard) -> Iterator[Said]:
    """``In de aanbeveling wordt gesteld dat …``."""
    match = _CONTAINS.search(heard.text)
    if match:
        yield Said(match.end(), heard.close, "contains")


def named(heard: Heard) -> Iterator[Said]:
    """``De aanbeveling van de raad luidt: …``, ``De aanbevelingen, die …, betreffen het instellen van …``."""
    holding = load("recommendations")["nouns"]["holding"]
    for clause in heard.clauses:
        finite = clause.finite
        if not clause.main or clause.subject is None or finite is None or finite.lemma not in holding:
            continue
        start = clause.subject[0]
        noun = _ADVICE_NOUN.search(heard.text, start, max(clause.subject[1], finite.start))
        content = _CONTENT.match(heard.text, max(finite.end, clause.subject[1])) if noun else None
        if noun and content:
            who = _WHOSE.match(heard.text, noun.end(), clause.end)
            if not (is_own(heard.text[start : noun.start()]) or (who and is_own(who["who"]))):
                form = "named" if content["colon"] else "theme"
                yield Said(content.end(), heard.close, form, who["who"] if who else None)


def applied(heard: Heard) -> Iterator[Said]:
    """``Conform het advies van de raad geef ik opdracht om …``, ``Hierbij wil ik op advies van de raad … doen``."""
    match = _APPLIED.search(heard.text)
    clause = clause_at(heard.text, match.start()) if match else None
    finite = clause.finite if clause and clause.kind is Kind.MAIN else None
    if match is None or clause is None or finite is None:
        return
    who = match["who"]
    opens = not heard.text[: match.start()].strip() and not match["op"]
    if (who and is_own(who)) or not (opens or (who and heard.advisers.known(who))):
        return
    if match["ground"] and not (clause.has("decide") and _is_deed(heard, clause)):
        return
    if finite.start >= match.end():
        yield Said(finite.start, heard.close, "applied", who)
    elif clause.tense in _TO_COME and _is_deed(heard, clause):
        verbs = [use.start for use in clause.group.verbs if use.start > match.end()]
        told = heard.text[match.end() : min([*verbs, heard.close])].strip(" ,")
        # Where only verbs follow, the sentence as a whole tells what is done.
        behind = match.end() + len(heard.text[match.end() :]) - len(heard.text[match.end() :].lstrip(" ,"))
        yield Said(behind if len(told) > SHORTEST else clause.start, heard.close, "applied", who)


def _is_deed(heard: Heard, clause: Clause) -> bool:
    """Whether a clause tells what the sender does, or what is done."""
    return clause.passive or is_own(heard.subject(clause) or "")


def as_advised(heard: Heard) -> Iterator[Said]:
    """``Zoals de raad adviseert, leg ik de taken vast``, ``Ik leg de taken vast, zoals de raad adviseert``."""
    match = _AS_ADVISED.search(heard.text)
    who = (match["by"] or match["who"]) if match else None
    if match is None or not who or not heard.advisers.known(who):
        return
    before = heard.text[: match.start()].rstrip(" ,")
    if not before.strip():
        yield Said(match.end(), heard.close, "applied", who)
    elif heard.text[match.end() :].strip():
        if not _HERE.search(heard.text):
            yield Said(0, heard.close, "applied", who)
    else:
        inner = [one for one in heard.clauses if one.end <= len(before) + 1]
        openers = [opener for one in inner if (opener := OPENER.match(heard.text, one.start, one.end))]
        yield Said(openers[-1].end() if openers else 0, len(before), "applied", who)


def attributed(heard: Heard) -> Iterator[Said]:
    """``het opstellen van de door de raad geadviseerde agenda's``."""
    match = _ATTRIBUTED.search(heard.text)
    if match and heard.advisers.known(match["who"]):
        stops = [one.finite.start for one in heard.clauses if one.finite and one.finite.start > match.start("what")]
        end = min([match.end("what"), *stops])
        yield Said(match.start("what"), len(heard.text[:end].rstrip()), "attributed", match["who"])


def theme(heard: Heard) -> Iterator[Said]:
    """``De aanbevelingen ten aanzien van het toezicht neem ik over``, ``Ik neem het advies over het toezicht over``."""
    match = _THEME.search(heard.text)
    clause = clause_at(heard.text, match.start()) if match else None
    finite = clause.finite if clause else None
    if match is None or clause is None or finite is None or (match["who"] and is_own(match["who"])):
        return
    whose = match["sure"] or (match["who"] and heard.advisers.known(match["who"]))
    # What is only told of (*opdat de aanbevelingen voor … worden betrokken*) is not decided on.
    if not (whose and clause.main and clause.has(*_DECIDING)):
        return
    uses = [
        finite.start,
        *(use.start for use in clause.group.verbs),
        *(use.particle[0] for use in clause.group.verbs if use.particle),
    ]
    behind_it = [place for place in uses if place > match.end()]
    if finite.start <= match.start() and clause.has("adopt", "reject", "agree", "implement"):
        behind_it = behind_it or [len(heard.text[: heard.close])]
    if behind_it and (finite.start > match.end() or clause.has("adopt", "reject", "agree", "implement")):
        yield Said(match.start(), len(heard.text[: min(behind_it)].rstrip(" ,")), "theme", match["who"])


@cache
def needed() -> dict[Form, re.Pattern[str]]:
    """The forms of this module, each with the pattern without which it finds nothing."""
    return {
        noun: _nouns(),
        contained: _CONTAINS,
        applied: _APPLIED,
        as_advised: _AS_ADVISED,
        named: _ADVICE_NOUN,
        quoted: _QUOTE,
        attributed: _ATTRIBUTED,
        theme: _THEME,
    }
