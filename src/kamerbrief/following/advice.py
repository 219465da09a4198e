"""Where a later letter comes back to a recommendation of an earlier one: by number and report, or by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kamerbrief.contract.followed import LinkKind, Sign
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
    for words, told, number in _mentions(later):
        for one in earlier.advice:
            if number and one.number and number != one.number:
                continue
            signs = {
                Sign.SAME_NUMBER: float(bool(number) and number == one.number),
                Sign.SAME_REPORT: _one_report(later, one),
                Sign.SAME_WORDS: telling.likeness(one.stems, (), told, ()),
                Sign.SAME_DOSSIER: one_dossier,
            }
            if not (signs[Sign.SAME_WORDS] or signs[Sign.SAME_NUMBER]):
                continue
            present = {sign: strength for sign, strength in signs.items() if strength}
            probability = probability_of(_WEIGHTS, present, _BASE)
            if probability >= _FLOOR:
                rank = _BASE + sum(_WEIGHTS[sign] * strength for sign, strength in present.items())
                yield Found(
                    kind=LinkKind.RETURNS,
                    later=words,
                    earlier=one.words,
                    signs=tuple(sorted(present)),
                    probability=probability,
                    rank=rank,
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
        numbers = _NUMBERED.findall(text) + [_ORDINALS[found.lower()] for found in _ORDINAL.findall(text)]
        yield passage.words, stems(_MENTION.sub(" ", text)), numbers[0] if len(numbers) == 1 else ""


def _one_report(later: Digest, one: Advice) -> float:
    """Whether the later letter names the report, or who wrote it."""
    names = [name for name in (one.report, one.author) if name]
    if any(name in passage.words.text for name in names for passage in later.passages) or any(
        name in later.title for name in names
    ):
        return 1.0
    return 0.0
