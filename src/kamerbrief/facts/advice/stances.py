"""The stance of an answer to a recommendation, and the words that show it.

The answer alone is asked, over its whole length. A decision in so many words (*neemt de aanbeveling niet over*, as its
clause has it; ``stance_cues.py``) overrules: adopted, partially adopted where a limit or a refusal stands beside it, or
rejected. So does an answer of one sentence whose every cue says that it is policy already. Only words of decision that
name no advice and are not the sender's do not where the whole answer speaks plainly against them.
Everything else is judged by ``language/judging.py``, which learned from whole answers and sees what the rules know of
each sentence (``answer_signs.py``). The sentence that tells the stance most plainly is the evidence, or its cue of that
stance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kamerbrief.annotate import Standing, annotate
from kamerbrief.contract import Stance
from kamerbrief.facts.advice.answer_deeds import deed_in
from kamerbrief.facts.advice.answer_signs import signed
from kamerbrief.facts.advice.stance_cues import asks_to_look, is_senders, limit_of, looks, names_advice, stance_cues
from kamerbrief.facts.advice.stance_words import RANKS, StanceFound
from kamerbrief.language.judging import Floats, load_judge, told

__all__ = ["StanceFound", "decided", "find_stance", "stance_cues", "tells"]

#: How many sentences behind an adoption may limit it.
_LIMITS_REACH = 2
#: So many sentences of an answer are read, from its beginning.
_MOST = 60

#: Less likely than so, by the whole answer, words of decision are about something else.
_UNLIKELY = 0.15
#: A sentence of so few words decides by them.
_IN_A_WORD = 4

#: What has fewer words, and none of decision, is a piece of a sentence that a page cut off.
_FEWEST_WORDS = 3

#: What is judged with less than this, or unclear, is what the words of the answer say where they all tell one stance.
_DOUBTFUL = 0.4

#: From how plain a sentence on an answer tells something of an advice.
_PLAIN = 0.4

Sentences = Sequence[tuple[int, str]]


def find_stance(sentences: Iterable[tuple[int, str]], advice: str = "") -> StanceFound | None:
    """The stance of an answer, given as its sentences with their offsets in the letter; None where nothing tells.

    ``advice`` are the words of the recommendation: to look into something is adopted by looking into it.
    """
    said = [(offset, text) for offset, text in sentences if text.strip()][:_MOST]
    if not said:
        return None
    decision = decided(said, advice)
    if decision and _is_certain(decision, said):
        return decision
    if decision is None and sum(len(text.split()) for _, text in said) < _FEWEST_WORDS:
        return None
    judge = load_judge()
    answer = signed([text for _, text in said], advice)
    scores = judge.scores(answer.sentences)
    likely = judge(scores, answer.known)
    return decision if decision and _is_likely(decision, likely) else _judged(said, advice, scores, likely)


def overrules(decision: StanceFound, sentences: Sentences, likely: Floats) -> bool:
    """Whether words of decision stand, by how ``likely`` the whole answer has each stance.

    They do where they name an advice, are the sender's own, or are nearly all of their sentence.
    """
    return _is_certain(decision, sentences) or _is_likely(decision, likely)


def _is_certain(decision: StanceFound, sentences: Sentences) -> bool:
    """Whether words of decision stand, however likely their stance is by the whole answer."""
    offset, text = _sentence_at(sentences, decision)
    certain = decision.rank or names_advice(text) or len(text.split()) <= _IN_A_WORD
    return bool(certain) or is_senders(text, decision.start - offset, decision.end - offset)


def _is_likely(decision: StanceFound, likely: Floats) -> bool:
    return bool(likely[load_judge().labels.index(decision.stance)] >= _UNLIKELY)


def tells(sentences: Iterable[tuple[int, str]], advice: str = "") -> bool:
    """Whether sentences tell a stance plainly, by a cue or as they are judged, so that they answer an advice."""
    texts = [text for _, text in sentences if text.strip()][:_MOST]
    if any(any(stance_cues(text)) or deed_in(text, advice) for text in texts):
        return True
    return bool(texts) and float(told(load_judge().scores(signed(texts, "").sentences)).max()) >= _PLAIN


def decided(sentences: Sentences, advice: str) -> StanceFound | None:
    """The stance that words of decision tell, or a single sentence that it is policy already; None without any."""
    found = [
        replace(cue, start=cue.start + offset, end=cue.end + offset)
        for offset, text in sentences
        for cue in stance_cues(text)
    ]
    decisions = [cue for cue in found if cue.rank == 0]
    adoption = next((cue for cue in decisions if cue.stance is Stance.ADOPTED), None)
    limit = _limit(sentences, found, adoption) if adoption else None
    if not decisions:
        return _alone(sentences, advice, found) or _done_or_refused(sentences, advice, found)
    first = limit or decisions[0]
    if first.stance is Stance.REJECTED and _leaves_undone(_sentence_at(sentences, first)[1], advice):
        return replace(first, stance=Stance.ADOPTED)
    return first


def _alone(sentences: Sentences, advice: str, found: Sequence[StanceFound]) -> StanceFound | None:
    """What an answer of one sentence tells by all its cues."""
    if len(sentences) != 1:
        return None
    offset, text = sentences[0]
    said = {cue.stance for cue in found}
    if said == {Stance.ALREADY_POLICY} or (said == {Stance.REJECTED} and names_advice(text)):
        return found[0]
    if said == {Stance.DEFERRED} and asks_to_look(advice) and all(looks(text[cue.start - offset :]) for cue in found):
        return replace(found[0], stance=Stance.ADOPTED)
    return None


def _done_or_refused(sentences: Sentences, advice: str, found: Sequence[StanceFound]) -> StanceFound | None:
    """The first sentence that the very deed that is advised will be done or not, or the only one, that it is done."""
    any_tells = len(sentences) == 1 and not found
    deeds = ((offset, deed_in(text, advice)) for offset, text in sentences)
    return next(
        (
            replace(deed, start=deed.start + offset, end=deed.end + offset)
            for offset, deed in deeds
            if deed and (any_tells or deed.stance is not Stance.ALREADY_POLICY)
        ),
        None,
    )


def _limit(sentences: Sentences, found: Sequence[StanceFound], adoption: StanceFound) -> StanceFound | None:
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


def _leaves_undone(text: str, advice: str) -> bool:
    """Whether an advice is against something (*Sluit … niet*), and a text that refuses speaks of the same verb."""
    against = (clause for clause in annotate(advice)[:1] if clause.qualifier(Standing.DENIED))
    return any(clause.lemma == other.lemma != "" for clause in against for other in annotate(text))


def _judged(sentences: Sentences, advice: str, scores: Floats, likely: Floats) -> StanceFound | None:
    """The stance of the whole answer as it is judged, with the words that tell it most plainly."""
    judge = load_judge()
    place = {stance: at for at, stance in enumerate(map(Stance, judge.labels))}
    adopted, deferred = place[Stance.ADOPTED], place[Stance.DEFERRED]
    if asks_to_look(advice) and looks(sentences[int(told(scores)[:, deferred].argmax())][1]):
        # To look into something puts nothing off where that is what was advised.
        likely[adopted] += likely[deferred]
        likely[deferred] = 0.0
    best = int(likely.argmax())
    if likely[best] < _DOUBTFUL or best == place[Stance.UNCLEAR]:
        return _said_alike(sentences)
    stance = Stance(judge.labels[best])
    offset, text = sentences[int(told(scores)[:, best].argmax())]
    cue = next((cue for cue in stance_cues(text) if cue.stance is stance), None)
    start, end = (cue.start, cue.end) if cue else (0, len(text))
    return StanceFound(stance, offset + start, offset + end, len(RANKS), float(likely[best]))


def _said_alike(sentences: Sentences) -> StanceFound | None:
    """The first cue of an answer where all of its cues tell one stance."""
    found = [(offset, cue) for offset, text in sentences for cue in stance_cues(text)]
    if len({cue.stance for _, cue in found}) != 1:
        return None
    offset, first = found[0]
    return replace(first, start=first.start + offset, end=first.end + offset)


def _sentence_at(sentences: Sentences, found: StanceFound) -> tuple[int, str]:
    """The sentence that shows a stance, with its offset."""
    return next((offset, text) for offset, text in sentences if offset <= found.start < offset + len(text))
