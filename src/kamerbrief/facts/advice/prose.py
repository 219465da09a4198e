"""Recommendations in a sentence: ``de commissie beveelt aan om …``, ``adviseert de Raad …``, ``roept op tot …``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from kamerbrief.annotate import Tense, annotate
from kamerbrief.facts.advice.advisers import Advisers, names_adviser
from kamerbrief.facts.advice.forms import find_said
from kamerbrief.facts.advice.labels import ORDINALS, ordinal
from kamerbrief.facts.advice.sections import Voice, voice_of
from kamerbrief.facts.advice.speakers import Speaker, is_pronoun
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block, Span
from kamerbrief.lexicon import Lists, alternatives, keyed, load, phrase_pattern

_ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende")
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)})"
#: A recommendation has more than so many characters.
_SHORTEST = 10
#: What stands for who advises where nobody does: ``Aanbevolen wordt om …``.
_PASSIVE = ("aanbevolen", "geadviseerd")
_ASIDES = (" om", " die", " het", " dat", " namelijk", " te weten")
_TO = r"(?:,\s+)?(?:om|dat|te|tot)\s+"

#: What goes on with another one.
ADDS = re.compile(
    r"(?<!\w)(?:ook|daarnaast|verder|voorts|bovendien|tevens|eveneens|tot\s+slot|ten\s+slotte"
    rf"|ten\s+(?:{'|'.join(ORDINALS)}))(?!\w)",
    re.IGNORECASE,
)
#: It at the head of a sentence, before the verb.
_ADDING = re.compile(rf"{ADDS.pattern}\s+(?:zou|zouden)\s+", re.IGNORECASE)
_DUTIES = frozenset({"moeten", "dienen", "behoren"})
_SENDER = frozenset({"ik", "wij", "we"})

#: What may stand between the verb and the advice: ``adviseert ten slotte de bijdrage te verhogen``.
_ASIDE_WORDS = re.compile(
    r"(?:(?:ten\s+slotte|tot\s+slot|tevens|daarnaast|ook|verder|voorts|bovendien|daarom|dan\s+ook|ten\s+\w+e)\s+)*"
    r"(?:(?:om|dat)\s+)?"
)
#: What hangs on a recommendation and is none of it: means, reasons, consequences.
_APPENDIX = re.compile(
    r",\s+(?:met|waar\w+|zodat|omdat|aangezien|want|opdat|op\s+straffe)\s|(?<=\s)te\s+\w+en(?=(\s+met\s))"
)
#: A comma, and behind it a finite verb that says what is thought of the advice.
_FINITE = re.compile(
    r",\s+(?:is|ben|zijn|sta|staat|zie|ziet|was|heeft|neem|neemt|nemen|wordt|worden|zal|kan|past|sluit|vind|vindt|volg|acht|wijs|deel|gaat|ga|ligt"
    r"|vraagt|leidt|omarm|omarmt|onderschrijf|onderschrijft|spreekt|roept|komt|krijgt|laat|verdient)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation within a sentence: its number where it has one, the title's stretch and the whole sentence.

    ``form`` is the way in which clauses show it (facts/advice/clauses.py), "" where a wording does; ``who`` advises.
    """

    number: str | None
    start: int
    end: int
    sentence: Span
    form: str = ""
    who: str | None = None


@cache
def _nouns() -> str:
    # A letter may write its adviser with a capital: "de Raad", "de Commissie".
    known = load("recommendations")["advisers"]["nouns"]
    return alternatives({*known, *(noun[0].upper() + noun[1:] for noun in known)})


@cache
def _adviser() -> str:
    nouns = _nouns()
    return (
        rf"(?:(?:[Dd]e|[Hh]et|[Dd]eze|[Dd]it|[Ee]en)\s+(?:[\w’'-]+\s+){{0,5}}?(?:{nouns})(?:[-\s](?!om\s|dat\s|te\s)[A-Z]\w+)*|{nouns}|[Zz]ij"
        r"|(?:[Dd]e|[Hh]et)\s+[A-ZÀ-Þ][\w-]*[Rr]aad|(?:[Dd]e|[Hh]et)\s+[A-Z]{2,8})"
    )


#: Verbs of recommending with the particle that ends them; who writes as an adviser itself says "wij bevelen aan".
_SAYING = (
    ("beveelt|bevelen", "aan", "|[Ww]ij|[Ww]e"),
    ("roept|roepen", "op", ""),
    ("raadt|raden", "aan", ""),
    ("dringt|dringen", "aan", ""),
)
_SOME = r"(?:\s+[^\s.;:!?]+){0,8}?"
_ABOUT = re.compile(r"\s(?:heeft\s+betrekking\s+op|gaat\s+over|betreft|raakt|ziet\s+op|richt\s+zich\s+op)\s")
#: At the beginning of a sentence: which recommendation of several it tells.
_OPENING = re.compile(
    rf"\W{{0,3}}(?:[Tt]en\s+(?P<ten>{_ORDINAL})|[Ii]n\s+de\s+(?P<in>{_ORDINAL})\s+plaats|[Aa]llereerst|[Oo]m\s+te\s+beginnen)\b"
)
_WISHED = re.compile(rf"{_OPENING.pattern}\s+(?:zou|zouden|moet|moeten|dient|dienen)\s+")
_ANNOUNCED = phrase_pattern(["aanbevelingen", "adviezen"], flags=0)
_NUMBERED = keyed(rf"{_ORDINAL}|[Aa]anbeveling\s+\d", [*_ORDINALS, "aanbeveling"], flags=0)


@cache
def _ways() -> tuple[tuple[str, str], ...]:
    """The ways to recommend: the words without which there is none, and what stands before the recommendation.

    Adviser first or verb first.
    """
    adviser = _adviser()
    split = tuple(
        (
            verb,
            (
                rf"(?<!\w)(?:(?P<who>{adviser}{own})\s+(?:{verb})|(?:{verb})\s+(?P<who2>{adviser}{own})){_SOME}\s+{particle}"
                rf"(?:\s*:\s*|,?\s+)(?:{_TO})?"
            ),
        )
        for verb, particle, own in _SAYING
    )
    return (
        *split,
        (
            "adviseert|adviseren",
            (
                rf"(?<!\w)(?:(?P<who>{adviser})\s+(?:adviseert|adviseren)|(?:adviseert|adviseren)\s+(?P<who2>{adviser}))"
                rf"(?:{_SOME}(?:\s*:\s*|,?\s+(?:om|dat)\s+)|\s+(?=[^.;:]{{5,200}}\ste\s\w+en(?!\w)))"
            ),
        ),
        (
            "bepleit|bepleiten",
            rf"(?<!\w)(?:(?P<who>{adviser})\s+bepleit(?:en)?|bepleit(?:en)?\s+(?P<who2>{adviser}))(?:{_SOME},?\s+(?:om|dat))?\s+",
        ),
        (
            "pleidooi",
            (
                rf"(?<!\w)(?:(?P<who>{adviser})\s+(?:houdt|houden|voert|voeren)|(?:houdt|houden|voert|voeren)\s+(?P<who2>{adviser}))"
                rf"{_SOME}\s+pleidooi\s+(?:voor|om)\s+"
            ),
        ),
        (
            "volgens",
            rf"{_OPENING.pattern}\s+(?:zou|zouden)\s+volgens\s+(?P<who>{adviser})\s+",
        ),
        ("pleit|pleiten", rf"(?<!\w)(?P<who>{adviser})\s+(?:pleit|pleiten){_SOME}\s+(?:voor|ervoor)\s+(?:{_TO})?"),
        (
            "aanbevolen|geadviseerd",
            r"(?<!\w)(?:[Ee]r\s+wordt\s+)?(?P<who>[Aa]anbevolen|[Gg]eadviseerd)(?:\s+wordt)?(?:\s*:\s*|,?\s+)(?:om|dat)\s+",
        ),
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first needed: an adviser has so many names that it takes long."""
    return re.compile(pattern)


@cache
def _verbs_of_ways() -> Lists[str]:
    return Lists({pattern: phrase_pattern(verbs.split("|")) for verbs, pattern in _ways()})


@cache
def _counted() -> re.Pattern[str]:
    """``De tweede aanbeveling luidt: …``, ``In zijn derde aanbeveling vraagt de raad om …``, ``De vierde, om …, …``."""
    verbs = alternatives(load("recommendations")["prose"]["contents"])
    asks = alternatives(load("recommendations")["prose"]["asks"])
    named = (
        rf"(?:(?P<ordinal>{_ORDINAL})(?:\s+en\s+laatste)?\s+(?:aanbeveling|advies)"
        r"|[Aa]anbeveling\s+(?P<number>\d{1,2}[a-z]?))"
    )
    whose = r"(?:\s+van\s+(?:de|het)\s+[^.;:,]{2,60}?)?"
    articles = "[Dd]e|[Hh]et|[Ee]en|[Aa]ls|[Mm]et|[Ii]n|[Bb]ij|[Hh]aar|[Zz]ijn|[Hh]un|[Dd]eze"
    opening = rf"(?<!\w)(?:(?:{articles})\s+){{0,3}}{named}{whose}"
    says = rf"\s+(?:{verbs})(?:\s+(?:aan|op|in))?(?:[^.;:,]{{0,60}}?:\s*|,?\s+(?:(?:om|dat|tot|over|voor)\s+)?)"
    who = rf"\s+(?:{asks})\s+(?:{_adviser()}){_SOME}\s+(?:om|dat|tot|voor|ervoor)\s+(?:om\s+|dat\s+)?"
    return re.compile(
        rf"{opening}(?:{who}|{says}|,\s+(?:(?=het\s+\w+en\s+van\s)|(?:om|die|het|dat|namelijk|te\s+weten)\s+))"
    )


@cache
def _placed() -> re.Pattern[str]:
    """``Ten vierde bepleit de raad om …``."""
    asks = alternatives(load("recommendations")["prose"]["asks"])
    particle = r"(?:\s+(?:aan|op))?"
    return re.compile(
        rf"^\W{{0,3}}(?:[Tt]en\s+(?P<ordinal>{_ORDINAL})|[Ii]n\s+de\s+(?P<place>{_ORDINAL})\s+plaats)\s+"
        rf"(?:{asks})\s+(?:{_adviser()}|[A-Z][\w-]+){particle}"
        r"(?:\s*:\s*|,?\s+(?:(?:om|dat|tot|voor|ervoor)\s+)?(?:om\s+|dat\s+)?)"
    )


@cache
def _asked() -> re.Pattern[str]:
    """The adviser once more behind a colon: ``betreft de kosten: de raad wil dat …``."""
    asks = alternatives(load("recommendations")["prose"]["asks"])
    return re.compile(rf"(?:{_adviser()})\s+(?:{asks})(?:\s+(?:aan|op|ervoor))?,?\s+(?:om|dat)\s+")


def find_advice(
    analysis: Analysis, block: Block, advisers: Advisers, speakers: Mapping[int, Speaker] | None = None
) -> Iterator[Advice]:
    """The recommendations in the sentences of one block; ``speakers`` has who spoke before each of them.

    A sentence that only names the subject of a numbered one gives its number to the advice in the sentence behind it.
    """
    heard, announced = _Before(), False
    subject: Advice | None = None
    open_one: Advice | None = None
    for sentence in analysis.sentences_of(block):
        advice = _counted_in(sentence) or _said_in(sentence, heard) or (_wished_in(sentence) if announced else None)
        speaker = (speakers or {}).get(sentence.start, Speaker())
        told = [] if advice and advice.number else list(_told_in(sentence, advisers, speaker, heard))
        if open_one and not (advice or told):
            told = list(_going_on(sentence, open_one))
            open_one = open_one if told or voice_of(sentence.text) is not Voice.RESPONSE else None
        advice = replace(advice, who=_whose(advice.who, speaker)) if advice else None
        heard.add(sentence.text)
        announced = announced or bool(_ANNOUNCED.search(sentence.text))
        if told and (advice is None or len(told) > 1):
            advice, *more = told
        else:
            more = []
        open_one = advice or open_one
        if subject and advice and advice.number is None:
            advice = replace(advice, number=subject.number)
        elif subject:
            yield subject
        subject = advice if advice and _names_a_subject(advice) else None
        if advice and not subject:
            yield advice
        yield from more
    if subject:
        yield subject


class _Before:
    """The sentences of a block that were read; whether one names an adviser is looked up when it is asked."""

    def __init__(self) -> None:
        self._read: list[str] = []
        self._named = False

    def add(self, text: str) -> None:
        """One more was read."""
        self._read.append(text)

    def __call__(self) -> bool:
        self._named = self._named or any(map(names_adviser, self._read))
        self._read.clear()
        return self._named


def _told_in(sentence: Span, advisers: Advisers, speaker: Speaker, heard: _Before) -> Iterator[Advice]:
    for said in find_said(sentence.text, advisers, heard, speaker.meant):
        start, end = sentence.start + said.start, sentence.start + said.end
        yield Advice(_place(sentence), start, end, sentence, said.form, _whose(said.who, speaker))


def _going_on(sentence: Span, last: Advice) -> Iterator[Advice]:
    """``Daarnaast zou de dienst meer moeten meten``, where an adviser spoke and the cabinet does not yet."""
    for clause in annotate(sentence.text):
        subject = sentence.text[slice(*clause.subject)] if clause.subject else ""
        due = clause.tense is Tense.WOULD and any(use.lemma in _DUTIES for use in clause.group.verbs)
        if clause.main and due and ADDS.search(sentence.text) and subject.lower() not in _SENDER:
            opening = _ADDING.match(sentence.text)
            start, end = opening.end() if opening else clause.start, len(sentence.text.rstrip(" .;"))
            yield Advice(None, sentence.start + start, sentence.start + end, sentence, "goes on", last.who)
            return


def _whose(who: str | None, speaker: Speaker) -> str | None:
    """Who advises: where the sentence names nobody or says *zij*, the adviser that spoke before."""
    return speaker.who if not who or is_pronoun(who) or who.lower() in _PASSIVE else who


def _wished_in(sentence: Span) -> Advice | None:
    """``In de tweede plaats zou de bijdrage omhoog moeten``, where recommendations were announced."""
    match = _WISHED.match(sentence.text)
    end = _title_end(sentence, match.end()) if match else 0
    if match is None or end - match.end() <= _SHORTEST:
        return None
    return Advice(_place(sentence), sentence.start + match.end(), sentence.start + end, sentence)


def verdict_within(advice: Advice) -> Span | None:
    """What a sentence goes on to say of an advice that is an aside in it: ``De vierde, om …, neem ik over``."""
    sentence = advice.sentence
    verdict = _FINITE.match(sentence.text, advice.end - sentence.start)
    return Span(advice.end, sentence.end, sentence.text[verdict.start() :]) if verdict else None


def _names_a_subject(advice: Advice) -> bool:
    """True for ``De zevende aanbeveling heeft betrekking op respijtzorg``."""
    lead = advice.sentence.text[: advice.start - advice.sentence.start]
    return advice.number is not None and bool(_ABOUT.search(lead))


def _counted_in(sentence: Span) -> Advice | None:
    if not _NUMBERED.search(sentence.text):
        return None
    match = _placed().search(sentence.text) or _counted().search(sentence.text)
    if match is None or _is_judged(sentence.text[match.end() :]):
        return None
    asked = _asked().match(sentence.text, match.end())
    start = asked.end() if asked else match.end()
    end = _title_end(sentence, start)
    if end <= start:
        return None
    if "," in match.group() and match.group().rstrip().endswith((*_ASIDES, ",")):
        # An aside: the sentence goes on behind it with what is thought of the advice.
        stop = _FINITE.search(sentence.text, start, end)
        end = stop.start() if stop else end
    named = match.groupdict()
    number = named.get("number") or str(ordinal(named.get("place") or match["ordinal"]))
    return Advice(number, sentence.start + start, sentence.start + end, sentence)


def _is_judged(rest: str) -> bool:
    """True where a verdict follows, not the advice: ``de tweede aanbeveling is overgenomen``."""
    return bool(re.match(r"(?:niet|al|reeds|deels|inmiddels|ook|overgenomen|opgevolgd)\b", rest))


def _said_in(sentence: Span, heard: _Before) -> Advice | None:
    """An adviser's recommendation; ``zij`` is the adviser only where one spoke before (``heard``)."""
    for pattern in _verbs_of_ways().found_in(sentence.text):
        match = _compiled(pattern).search(sentence.text)
        if match is None:
            continue
        who = match["who"] or match.groupdict().get("who2") or ""
        if (who.lower() == "zij" and not heard()) or _is_reported(sentence.text[: match.start()]):
            continue
        aside = _ASIDE_WORDS.match(sentence.text, match.end())
        start = aside.end() if aside else match.end()
        end = _title_end(sentence, start)
        if end - start > _SHORTEST:
            return Advice(_place(sentence), sentence.start + start, sentence.start + end, sentence, who=who or None)
    return None


def _place(sentence: Span) -> str | None:
    """The number that ``Ten tweede``, ``In de tweede plaats`` or ``Allereerst`` gives."""
    match = _OPENING.match(sentence.text)
    if match is None:
        return None
    return str(ordinal(match["in"] or match["ten"] or "eerste"))


def _is_reported(before: str) -> bool:
    """True where the sentence only refers to an advice (``die de raad adviseert te nemen``)."""
    return bool(re.search(r"(?<!\w)(?:die|zoals|waarin|waarover|dat)\s*$", before))


def _title_end(sentence: Span, start: int) -> int:
    """Where a recommendation that begins at ``start`` ends: before what hangs on it, else with its sentence."""
    end = len(sentence.text.rstrip(" .;"))
    appendix = _APPENDIX.search(sentence.text, start + _SHORTEST, end)
    if appendix is None:
        return end
    return appendix.start(1) if appendix[1] else appendix.start()
