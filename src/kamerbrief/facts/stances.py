"""The stance of an answer to a recommendation, and the words that show it.

The answer alone is asked, sentence by sentence, over its whole length. ``stance_cues.py`` finds the words that tell
something of the advice, each in the sense of its clause. Of several cues the strongest counts:

1. decisions: adopted, partially adopted, rejected (an adoption that is limited beside it or close behind is partial);
2. refusals in other words (ziet geen aanleiding), then what is left to later or to others;
3. what is done already; a mere sharing of the diagnosis.

Within one rank the first in the text counts. Looking into a thing is no putting off where that is what was advised.
What the cues do not settle, the classifier of ``language/judging.py`` judges, sentence by sentence; below a bound the
acts of the cabinet tell (``answer_acts.py``), and where there are none, the stance is unclear. An act right behind
agreement makes an adoption of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import inf

from kamerbrief.contract import Stance
from kamerbrief.facts.answer_acts import weigh_acts
from kamerbrief.facts.stance_cues import RANKS, StanceFound, asks_to_look, limit_of, looks, stance_cues
from kamerbrief.language.judging import NONE, load_judge

__all__ = ["StanceFound", "find_stance", "stance_cues"]

#: From what probability on a judgement counts; see language/judges/README.md for how many of such are right.
_BOUND = 0.4
#: From what probability on a judgement outweighs a cue that the diagnosis is shared.
_PLAIN = 0.6
#: What sets the other half of a sentence against agreement.
_CONTRAST = re.compile(
    r"(?<!\w)(?:maar|echter|toch|hoewel|hoezeer|al|doch|desondanks|niettemin|en\s+(?:zal|zullen|ga|gaat|pas|neem))(?!\w)",
    re.IGNORECASE,
)
#: How many sentences an answer begins with.
_EARLY = 3
#: How many sentences behind an adoption may limit it, or behind agreement make one of it.
_LIMITS_REACH = 2
#: How much less a sentence weighs than the one before it.
_LATER = 0.05


def find_stance(sentences: Iterable[tuple[int, str]], advice: str = "") -> StanceFound | None:
    """The stance of an answer, given as its sentences with their offsets in the letter; None where nothing tells.

    ``advice`` are the words of the recommendation: to look into something is adopted by looking into it.
    """
    sentences = list(sentences)
    found = _found(sentences, advice)
    if found and found.stance is Stance.ANALYSIS_SHARED:
        return _done_about_it(sentences, found) or found
    return found


def _done_about_it(sentences: Sequence[tuple[int, str]], shared: StanceFound) -> StanceFound | None:
    """What the cabinet says right behind agreement that it will do: that adopts."""
    behind = [(offset, text) for offset, text in sentences if offset > shared.start][:_LIMITS_REACH]
    acts = (weigh_acts([sentence]) for sentence in behind)
    act = next((one for one in acts if one and one.stance is Stance.ADOPTED), None)
    return StanceFound(act.stance, act.start, act.end, len(RANKS)) if act else None


def _found(sentences: Sequence[tuple[int, str]], advice: str) -> StanceFound | None:
    """The stance that cues tell, else the one judged, else the one that acts show."""
    told = _told(sentences, advice)
    if told is None:
        return _judged(sentences, _BOUND) or _acted(sentences)
    if told.rank < RANKS[Stance.ANALYSIS_SHARED]:
        return told
    # Sharing the diagnosis is often the polite half of a refusal, or comes before a part that is done.
    judged = _judged(sentences, _PLAIN, beside=told)
    return judged if judged and judged.stance is not told.stance else told


def _acted(sentences: Sequence[tuple[int, str]]) -> StanceFound | None:
    """The stance by what the cabinet does, where it says nothing of the advice."""
    act = weigh_acts(sentences)
    return StanceFound(act.stance, act.start, act.end, len(RANKS)) if act else None


def _told(sentences: Sequence[tuple[int, str]], advice: str) -> StanceFound | None:
    """The stance by the cues of all sentences."""
    late = _late(sentences)
    found = [
        replace(cue, start=cue.start + offset, end=cue.end + offset)
        for offset, text in sentences
        for cue in _as_asked(text, advice)
        if offset < late or cue.stance is not Stance.DEFERRED or not looks(text[cue.start : cue.end])
    ]
    if not found:
        return None
    adoption = next((cue for cue in found if cue.stance is Stance.ADOPTED and cue.rank == 0), None)
    limit = _limit(sentences, found, adoption) if adoption else None
    if limit:
        return limit
    return min(found, key=lambda cue: (cue.rank, cue.start))


def _late(sentences: Sequence[tuple[int, str]]) -> float:
    """From where on an answer that began with what is done only looks into a part of it."""
    early = sentences[:_EARLY]
    return sentences[_EARLY][0] if len(sentences) > _EARLY and weigh_acts(early) else inf


def _as_asked(text: str, advice: str) -> Iterator[StanceFound]:
    """The cues of a sentence; looking into a thing is no putting off where that is what was advised."""
    asked = asks_to_look(advice)
    for cue in stance_cues(text):
        if asked and cue.stance is Stance.DEFERRED and looks(text[cue.start : cue.end]):
            yield replace(cue, stance=Stance.ADOPTED)
        else:
            yield cue


def _limit(
    sentences: Sequence[tuple[int, str]], found: Sequence[StanceFound], adoption: StanceFound
) -> StanceFound | None:
    """What takes a part from an adoption: a refusal or a reservation beside it, a limit in a sentence close behind."""
    for cue in found:
        if cue.stance is Stance.PARTIALLY_ADOPTED or (cue.stance is Stance.REJECTED and cue.rank == 0):
            return StanceFound(Stance.PARTIALLY_ADOPTED, cue.start, cue.end)
    behind = [sentence for sentence in sentences if sentence[0] > adoption.start][:_LIMITS_REACH]
    limits = ((offset, limit_of(text)) for offset, text in behind)
    return next(
        (
            StanceFound(Stance.PARTIALLY_ADOPTED, offset + said.start(), offset + said.end())
            for offset, said in limits
            if said
        ),
        None,
    )


def _judged(
    sentences: Sequence[tuple[int, str]], bound: float, *, beside: StanceFound | None = None
) -> StanceFound | None:
    """The stance of the sentence that tells it most plainly, if plainly enough; an answer begins with what it says.

    The sentence of a cue (``beside``) is judged only where it goes on in another sense.
    """
    best, found = bound, None
    for place, (offset, text) in enumerate(sentences):
        if beside and offset <= beside.start < offset + len(text) and not _turns(text, beside, offset):
            continue
        likely = load_judge("stances")(text)
        stance = max((label for label in likely if label != NONE), key=lambda label: (likely[label], label))
        weight = likely[stance] - _LATER * place
        if weight >= best:
            end = offset + len(text)
            best, found = weight, StanceFound(Stance(stance), offset, end, len(RANKS), likely[stance])
    return found


def _turns(text: str, cue: StanceFound, offset: int) -> bool:
    """True where a sentence sets something against its cue: before it, or behind it up to a colon or semicolon."""
    before, behind = text[: cue.start - offset], text[cue.end - offset :]
    return bool(_CONTRAST.search(before) or _CONTRAST.search(re.split("[:;]", behind)[0]))
