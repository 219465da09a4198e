"""Which of the recommendations that sentences show are new: not those that only take up one told before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kamerbrief.facts.advice.labels import ORDINALS
from kamerbrief.facts.advice.prose import Advice
from kamerbrief.facts.advice.sections import Voice, voice_of
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block

#: Forms that also tell more of an advice, and those that also take up an earlier one.
_ELABORATES = frozenset({"states", "according", "attention"})
_TAKES_UP = frozenset({"applied", "attributed"})
#: What goes on with another one.
_ADDS = re.compile(
    r"(?<!\w)(?:ook|daarnaast|verder|voorts|bovendien|tevens|eveneens|tot\s+slot|ten\s+slotte"
    rf"|ten\s+(?:{'|'.join(ORDINALS)}))(?!\w)",
    re.IGNORECASE,
)
#: So far into a sentence that is an advice as a whole this is said.
_LEAD = 60
#: So large a part of the longer words of one title in another, and the two are one.
_SAME = 0.75
_SOME = 0.25
#: How many recommendations back one may be that another takes up.
_BACK = 100


def newly_told(
    analysis: Analysis, body: Sequence[Block], found: Sequence[tuple[int, Advice]], *, set_out: bool
) -> Iterator[tuple[int, Advice]]:
    """The recommendations of sentences, with the positions of their blocks, without those told before.

    ``set_out``: others are set out one by one; *de aanbeveling over het toezicht* is one of these.
    """
    kept: list[tuple[int, Advice]] = []
    told: list[frozenset[str]] = []
    text = analysis.letter.text
    for position, advice in found:
        own = _words(text[advice.start : advice.end])
        again = any(own and len(own & words) >= _SAME * len(own) for words in told[-_BACK:])
        again = (again and advice.form != "quoted") or (set_out and advice.form == "theme" and not advice.who)
        if advice.form and (again or not _is_new(analysis, body, position, advice, kept[-_BACK:])):
            continue
        kept.append((position, advice))
        told.append(own)
        yield position, advice


def _is_new(
    analysis: Analysis, body: Sequence[Block], position: int, advice: Advice, kept: Sequence[tuple[int, Advice]]
) -> bool:
    lead = advice.sentence.text[: max(advice.start - advice.sentence.start, _LEAD * (advice.form == "according"))]
    elaborates = advice.form in _ELABORATES and not _ADDS.search(lead)
    if elaborates and kept and kept[-1][0] == position and _is_same_adviser(advice, kept[-1][1]):
        between = (
            sentence
            for sentence in analysis.sentences_of(body[position])
            if kept[-1][1].sentence.end <= sentence.start < advice.sentence.start
        )
        if not any(voice_of(sentence.text) is Voice.RESPONSE for sentence in between):
            return False
    same = [one for _, one in kept if _is_same_adviser(advice, one)]
    if advice.form == "theme":
        return not any(_shares(analysis, advice, one) for one in same)
    return advice.form not in _TAKES_UP or not same


def _shares(analysis: Analysis, advice: Advice, other: Advice) -> bool:
    """Whether an advice has some of the words of another."""
    own, told = (_words(analysis.letter.text[one.start : one.end]) for one in (advice, other))
    return len(own & told) >= _SOME * len(own)


def _is_same_adviser(advice: Advice, other: Advice) -> bool:
    """True where two are of one adviser, as far as they say: the one whose adviser is not told is anyone's."""
    one, two = _last_name(advice.who), _last_name(other.who)
    return not one or not two or one == two


def _last_name(who: str | None) -> str:
    words = re.findall(r"[\w’-]+", who or "")
    return words[-1].lower() if words else ""


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{5,}", text.lower()))
