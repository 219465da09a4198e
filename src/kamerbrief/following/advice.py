"""Where a later letter comes back to a recommendation of an earlier one: by number and report, or by its words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from kamerbrief.contract.followed import LinkKind, Sign
from kamerbrief.following.cites import cited, related
from kamerbrief.following.found import Found, probability_of
from kamerbrief.following.model import Advice, Digest, Stretch
from kamerbrief.following.words import Telling, said, stems

_WEIGHTS: Mapping[Sign, float] = {
    Sign.SAME_NUMBER: 2.6,
    Sign.SAME_REPORT: 1.6,
    Sign.SAME_WORDS: 4.0,
    Sign.SAME_DOSSIER: 0.5,
}
_BASE = -4.0
_FLOOR = 0.2
_MENTION = re.compile(r"\b(?:aanbeveling|advies|aanbevolen)\w*", re.IGNORECASE)
#: Advice that the sentence before tells of.
_THIS = re.compile(r"\b(?:deze|die)\s+(?:\w+\s+)?aanbeveling|\b(?:dit|dat)\s+(?:\w+\s+)?advies\b", re.IGNORECASE)
#: How alike a sentence that names no advice must be to some.
_ALIKE = 0.5
#: What sort of body an author is, and how much is said by a letter on the same that names it so.
_BODY = re.compile(
    r"\b\w*?(?P<kind>raad|commissie|inspectie|ombudsman|rekenkamer|instituut|taskforce)\b", re.IGNORECASE
)
_BY_KIND = 0.7
_SHORT = re.compile(r"(?P<name>.+?) \((?P<short>[A-Z]\w*[A-Z]\w*)\)")
#: By so many letters the first word of an author's name is known again.
_LONG = 9
_NUMBERED = re.compile(r"\baanbeveling(?:en)?\s+(?:nr\.?\s*)?(\d{1,2}|[IVX]{1,4}|[a-h]\b)\b", re.IGNORECASE)
_ORDINALS = {
    name: str(number)
    for number, name in enumerate(
        ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende"), start=1
    )
}
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})\s+aanbeveling\b", re.IGNORECASE)


def advice(later: Digest, earlier: Digest) -> Iterator[Found]:
    """The recommendations of an earlier letter to which a later one comes back."""
    if not earlier.advice:
        return
    telling = Telling(later, earlier)
    one_dossier = float(bool(set(later.dossiers) & set(earlier.dossiers)))
    other = {one.words.start: one for one in later.advice}
    reports = {id(one): _one_report(later, earlier, one) for one in earlier.advice}
    mentions = list(_mentions(later))
    reported = [one for one in earlier.advice if reports[id(one)]]
    for words, told in _in_other_words(later, {words.start for words, _, _ in mentions}) if reported else ():
        for one in reported:
            likeness = telling.likeness(one.stems, (), told, ())
            if likeness >= _ALIKE:
                signs = {Sign.SAME_REPORT: 1.0, Sign.SAME_WORDS: likeness, Sign.SAME_DOSSIER: one_dossier}
                yield from _found(words, one, signs, _BASE)
    for words, told, number in mentions:
        for one in earlier.advice:
            if (number and one.number and number != one.number) or _is_of_another(other.get(words.start), one):
                continue
            signs = {
                Sign.SAME_NUMBER: float(bool(number) and number == one.number),
                Sign.SAME_REPORT: reports[id(one)],
                Sign.SAME_WORDS: telling.likeness(one.stems, (), told, ()),
                Sign.SAME_DOSSIER: one_dossier,
            }
            if not (signs[Sign.SAME_WORDS] or signs[Sign.SAME_NUMBER]):
                continue
            yield from _found(words, one, signs, _BASE)


def _found(words: Stretch, one: Advice, signs: Mapping[Sign, float], base: float) -> Iterator[Found]:
    present = {sign: strength for sign, strength in signs.items() if strength}
    probability = probability_of(_WEIGHTS, present, base)
    if probability >= _FLOOR:
        yield Found(
            kind=LinkKind.RETURNS,
            later=words,
            earlier=one.words,
            signs=tuple(sorted(present)),
            probability=probability,
            rank=base + sum(_WEIGHTS[sign] * strength for sign, strength in present.items()),
        )


def _mentions(later: Digest) -> Iterator[tuple[Stretch, tuple[str, ...], str]]:
    """What a letter says of recommendations: its own facts, and sentences that name one; with the number they name."""
    facts = {one.words.start: one for one in later.advice}
    for fact in later.advice:
        yield fact.words, fact.stems, fact.number or ""
    for passage in later.passages:
        if any(passage.words.start <= start < passage.words.end for start in facts):
            continue
        text = passage.words.text
        if not _MENTION.search(text) and not said("advised").search(text):
            continue
        numbers = _NUMBERED.findall(text) + _ordinals(text)
        own = stems(_MENTION.sub(" ", text))
        told = tuple(dict.fromkeys((*own, *passage.around))) if _THIS.search(text) else own
        yield passage.words, told, numbers[0] if len(numbers) == 1 else ""


def _ordinals(text: str) -> list[str]:
    """The numbers of *de tweede aanbeveling*; a pattern without regard to case takes odd letters for s and i, too."""
    told = (_ORDINALS.get(found.casefold()) for found in _ORDINAL.findall(text))
    return [number for number in told if number]


def _in_other_words(later: Digest, named: Collection[int]) -> Iterator[tuple[Stretch, tuple[str, ...]]]:
    """What a letter says where no advice is ``named``: it may still be what became of some."""
    for passage in later.passages:
        if passage.words.start not in named and not passage.delivered:
            yield passage.words, passage.stems


def _is_of_another(now: Advice | None, then: Advice) -> bool:
    """Whether a recommendation is of a report, and the earlier one of another report or, without one, of an author."""
    return now is not None and bool(now.report and (then.report or then.author)) and now.report != then.report


def _one_report(later: Digest, earlier: Digest, one: Advice) -> float:
    """Whether the later letter names the report, or who wrote it: in full, or by its long first word alone.

    *De inspectie* is an author; *de inspectie voor …* and *de vaste commissie* are others.
    """
    names = _names(one)
    texts = [later.title, *(passage.words.text for passage in later.passages)]
    if any(name in text for name in names for text in texts):
        return 1.0
    short = (one.author or "").split(" ")[0].lower()
    if len(short) >= _LONG and any(_alone(short).search(text) for text in texts):
        return 1.0
    kinds = {kind.lower() for found in _BODY.finditer(one.author or "") for kind in (found[0], found["kind"])}
    named = any(_alone(kind).search(text) for kind in sorted(kinds) for text in texts)
    akin = named and (related(later, earlier) or any(True for _ in cited(later, earlier)))
    return _BY_KIND if akin else 0.0


def _names(one: Advice) -> list[str]:
    """The report, its author, and the author's short name: *de Raad voor de Kust (RvK)*."""
    names = [name for name in (one.report, one.author) if name]
    short = _SHORT.fullmatch(one.author or "")
    return [*names, short["name"], short["short"]] if short else names


def _alone(name: str) -> re.Pattern[str]:
    """A body by one word of its name: *de inspectie*, and neither *de inspectie voor …* nor *de vaste commissie*."""
    return re.compile(rf"\b[Dd]e {re.escape(name)}\b(?!-| (?:van|voor|op|[A-ZÀ-Þ]))")
