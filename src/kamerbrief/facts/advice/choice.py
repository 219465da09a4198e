"""Which of the recommendations that sentences show are new: not those that only take up one told before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kamerbrief.facts.advice.prose import ADDS, Advice
from kamerbrief.facts.advice.sections import Voice, voice_of
from kamerbrief.facts.advice.themes import subject_words
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block

#: Forms that also tell more of an advice, and those that also take up an earlier one.
_ELABORATES = frozenset({"states", "according", "attention"})
_TAKES_UP = frozenset({"applied", "attributed"})
#: So far into a sentence that is an advice as a whole this is said.
_LEAD = 60
#: So large a part of the longer words of one title in another, and the two are one.
_SAME = 0.75
_SOME = 0.25
#: How many recommendations back one may be that another takes up.
_BACK = 100


def newly_told(
    analysis: Analysis, body: Sequence[Block], found: Sequence[tuple[int, Advice]], *, set_out: bool
) -> list[tuple[int, Advice]]:
    """The recommendations of sentences, with the positions of their blocks, without those told before.

    What an adviser only states (*vindt een eigen wet nodig*) is told by its advice where that follows.

    ``set_out``: others are set out one by one; *de aanbeveling over het toezicht* is one of these.
    """
    kept: list[tuple[int, Advice]] = []
    told: list[frozenset[str]] = []
    text = analysis.letter.text
    for position, advice in found:
        own = _words(text[advice.start : advice.end])
        again = next((at for at, words in _last(told) if own and len(own & words) >= _SAME * len(own)), None)
        if again is not None and _is_stated(kept[again][1]) and not _is_stated(advice):
            kept[again], told[again] = (position, advice), own
            continue
        known = again is not None and advice.form != "quoted"
        known = known or (set_out and advice.form == "theme" and not advice.who)
        if advice.form and (known or not _is_new(analysis, body, position, advice, kept[-_BACK:])):
            continue
        kept.append((position, advice))
        told.append(own)
    return kept


def _last(told: Sequence[frozenset[str]]) -> Iterator[tuple[int, frozenset[str]]]:
    """The words of the last recommendations, the newest first, with their places."""
    places = range(len(told) - 1, max(-1, len(told) - 1 - _BACK), -1)
    return ((at, told[at]) for at in places)


def _is_stated(advice: Advice) -> bool:
    """Whether an advice is only what an adviser holds, which gives way where it advises so."""
    return advice.form in _ELABORATES


def _is_new(
    analysis: Analysis, body: Sequence[Block], position: int, advice: Advice, kept: Sequence[tuple[int, Advice]]
) -> bool:
    lead = advice.sentence.text[: max(advice.start - advice.sentence.start, _LEAD * (advice.form == "according"))]
    elaborates = advice.form in _ELABORATES and not ADDS.search(lead)
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
    own, told = (subject_words(analysis.letter.text[one.start : one.end]) for one in (advice, other))
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
