"""The stance of an answer to a recommendation, and the words that show it.

The answer alone is asked, sentence by sentence, over its whole length. ``stance_cues.py`` finds the words that tell
something of the advice, each in the sense of its clause. Of several cues the strongest counts:

1. decisions: adopted, partially adopted, rejected (an adoption that is limited beside it or close behind is partial);
2. refusals in other words (ziet geen aanleiding), then what is left to later or to others;
3. what is done already; a mere sharing of the diagnosis.

Within one rank the first in the text counts. Looking into a thing is no putting off where that is what was advised.
What the cues do not settle, the classifier of ``language/judging.py`` judges, sentence by sentence; below a bound the
acts of the cabinet tell (``answer_acts.py``), then what others will do in the words of the advice, and where there is
none of these, the stance is unclear. An act right behind agreement makes an adoption of it, a plain refusal behind what
is there already a refusal, and where an answer grants one part and refuses another (``answer_parts.py``), it adopts in
part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import inf

from kamerbrief.contract import Stance
from kamerbrief.facts.answer_acts import act_of_others, is_there_already, leaves_undone, weigh_acts
from kamerbrief.facts.answer_parts import named, refused_part
from kamerbrief.facts.stance_cues import RANKS, StanceFound, asks_to_look, limit_of, looks, stance_cues
from kamerbrief.language.judging import NONE, load_judge

__all__ = ["StanceFound", "find_stance", "stance_cues"]

#: From what probability on a judgement counts; see language/judges/README.md for how many of such are right.
_BOUND = 0.4
#: From what probability on a judgement outweighs a cue that the diagnosis is shared.
_PLAIN = 0.6
#: From what probability on a sentence right behind agreement tells that the advice is done.
_DONE = 0.5
#: From what probability on a sentence refuses more than there is already.
_REFUSED = 0.8
#: So many words of an advice does a sentence have that says it is done.
_ECHO = 2
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
    if found and found.stance is Stance.REJECTED and leaves_undone(_sentence_at(sentences, found)[1], advice):
        return replace(found, stance=Stance.ADOPTED)
    if found and found.stance in (Stance.ADOPTED, Stance.REJECTED):
        part = refused_part(sentences, advice)
        return StanceFound(Stance.PARTIALLY_ADOPTED, part.start, part.end, len(RANKS)) if part else found
    if found and found.stance is Stance.ANALYSIS_SHARED:
        return _done_about_it(sentences, found, advice) or found
    return found


def _done_about_it(sentences: Sequence[tuple[int, str]], shared: StanceFound, advice: str) -> StanceFound | None:
    """What the cabinet says right behind agreement that it will do: that adopts."""
    behind = [(offset, text) for offset, text in sentences if offset > shared.start][:_LIMITS_REACH]
    acts = (weigh_acts([sentence], advice) for sentence in behind)
    act = next((one for one in acts if one and one.stance is Stance.ADOPTED), None)
    if act:
        return StanceFound(act.stance, act.start, act.end, len(RANKS))
    judged = ((offset, text, load_judge("stances")(text)[Stance.ADOPTED]) for offset, text in behind)
    return next(
        (
            StanceFound(Stance.ADOPTED, offset, offset + len(text), len(RANKS), likely)
            for offset, text, likely in judged
            if likely >= _DONE
        ),
        None,
    )


def _found(sentences: Sequence[tuple[int, str]], advice: str) -> StanceFound | None:
    """The stance that cues tell, else the one judged, else the one that acts show."""
    told = _told(sentences, advice)
    if told is None:
        judged = _judged(sentences, _BOUND, advice)
        if judged and judged.stance is Stance.ALREADY_POLICY:
            return _begun_before(sentences, judged) or _refused_behind(sentences, judged, advice) or judged
        return judged or _acted(sentences, advice) or _echoed(sentences, advice)
    if told.stance is Stance.ALREADY_POLICY:
        return _refused_behind(sentences, told, advice) or told
    if told.rank < RANKS[Stance.ANALYSIS_SHARED]:
        return told
    # Sharing the diagnosis is often the polite half of a refusal, or comes before a part that is done.
    judged = _judged(sentences, _PLAIN, advice, beside=told)
    return judged if judged and judged.stance is not told.stance else told


def _refused_behind(sentences: Sequence[tuple[int, str]], done: StanceFound, advice: str) -> StanceFound | None:
    """What plainly refuses more than is done already: a sentence behind it that names what is advised."""
    for offset, text in sentences:
        likely = load_judge("stances")(text)[Stance.REJECTED]
        if offset > done.start and likely >= _REFUSED and named(text, advice):
            return StanceFound(Stance.REJECTED, offset, offset + len(text), len(RANKS), likely)
    return None


def _begun_before(sentences: Sequence[tuple[int, str]], done: StanceFound) -> StanceFound | None:
    """What the cabinet does now, told before what there is already."""
    act = weigh_acts([(offset, text) for offset, text in sentences if offset + len(text) <= done.start])
    return StanceFound(act.stance, act.start, act.end, len(RANKS)) if act and act.stance is Stance.ADOPTED else None


def _echoed(sentences: Sequence[tuple[int, str]], advice: str) -> StanceFound | None:
    """What others will do in the words of the advice, where nothing else tells."""
    for offset, text in sentences:
        act = act_of_others(text)
        if act and len(named(text, advice)) >= _ECHO:
            return StanceFound(act.stance, offset + act.start, offset + act.end, len(RANKS))
    return None


def _acted(sentences: Sequence[tuple[int, str]], advice: str) -> StanceFound | None:
    """The stance by what the cabinet does, where it says nothing of the advice."""
    act = weigh_acts(sentences, advice)
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
    found += _there_already(sentences, advice)
    if not found:
        return None
    adoption = next((cue for cue in found if cue.stance is Stance.ADOPTED and cue.rank == 0), None)
    limit = _limit(sentences, found, adoption) if adoption else None
    if limit:
        return limit
    return min(found, key=lambda cue: (cue.rank, cue.start))


def _there_already(sentences: Sequence[tuple[int, str]], advice: str) -> Iterator[StanceFound]:
    """Sentences by which what is advised, in its words, is there already."""
    for offset, text in sentences:
        place = is_there_already(text)
        if place and len(named(text, advice)) >= _ECHO:
            yield StanceFound(Stance.ALREADY_POLICY, offset + place[0], offset + place[1], RANKS[Stance.ALREADY_POLICY])


def _late(sentences: Sequence[tuple[int, str]]) -> float:
    """From where on an answer that began with what is done only looks into a part of it."""
    early = sentences[:_EARLY]
    return sentences[_EARLY][0] if len(sentences) > _EARLY and (weigh_acts(early) or _under_way(early)) else inf


def _under_way(sentences: Sequence[tuple[int, str]]) -> bool:
    """Whether a sentence is plainly judged to tell what is done already."""
    return any(load_judge("stances")(text)[Stance.ALREADY_POLICY] >= _PLAIN for _, text in sentences)


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
    sentences: Sequence[tuple[int, str]], bound: float, advice: str, *, beside: StanceFound | None = None
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
    if found and found.stance is Stance.DEFERRED and asks_to_look(advice) and looks(_words_of(sentences, found)):
        return replace(found, stance=Stance.ADOPTED)
    return found


def _sentence_at(sentences: Sequence[tuple[int, str]], found: StanceFound) -> tuple[int, str]:
    """The sentence that shows a stance, with its offset."""
    return next((offset, text) for offset, text in sentences if offset <= found.start < offset + len(text))


def _words_of(sentences: Sequence[tuple[int, str]], found: StanceFound) -> str:
    """The words that show a stance."""
    offset, text = _sentence_at(sentences, found)
    return text[found.start - offset : found.end - offset]


def _turns(text: str, cue: StanceFound, offset: int) -> bool:
    """True where a sentence sets something against its cue: before it, or behind it up to a colon or semicolon."""
    before, behind = text[: cue.start - offset], text[cue.end - offset :]
    return bool(_CONTRAST.search(before) or _CONTRAST.search(re.split("[:;]", behind)[0]))
