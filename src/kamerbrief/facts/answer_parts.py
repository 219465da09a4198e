"""What an answer grants and what it refuses of an advice that has parts, by the words that a sentence shares with it.

*Het register wordt ingericht. De koppeling aan de vergunningverlening voer ik niet door*: both sentences speak of the
advice, each of another part. A refusal that stands beside what is done in its stead shares no such words with the
grant, or the same, and stays a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kamerbrief.contract import Stance
from kamerbrief.facts.advice_themes import alike, subject_words
from kamerbrief.facts.answer_acts import act_of_others, acts_of, refused_in_its_words
from kamerbrief.facts.stance_cues import stance_cues
from kamerbrief.language.judging import load_judge

#: From what probability on a sentence is judged to grant, and to refuse.
_GRANTS, _REFUSES = 0.4, 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence at [start, end) of the letter that grants or refuses, and the words of the advice that it names."""

    start: int
    end: int
    names: frozenset[str]


def named(text: str, advice: str) -> frozenset[str]:
    """The words of an advice that tell its subject and that a text names."""
    said = subject_words(text)
    return frozenset(word for word in subject_words(advice) if any(alike(word, other) for other in said))


def refused_part(sentences: Sequence[tuple[int, str]], advice: str) -> Part | None:
    """The sentence that refuses a part of an advice of which another sentence grants a part; None where none does."""
    granting = list(_parts(sentences, advice, _grants))
    for refused in _parts(sentences, advice, _refuses):
        for granted in granting:
            if granted.start != refused.start and granted.names - refused.names and refused.names - granted.names:
                return refused
    return None


def _parts(sentences: Sequence[tuple[int, str]], advice: str, told: Callable[[str, str], bool]) -> Iterator[Part]:
    """The sentences that tell something of an advice and name words of it."""
    for offset, text in sentences:
        names = named(text, advice)
        if names and told(text, advice):
            yield Part(offset, offset + len(text), names)


def _grants(text: str, advice: str) -> bool:
    cues = list(stance_cues(text))
    if any(cue.stance in (Stance.REJECTED, Stance.DEFERRED) for cue in cues):
        return False
    return (
        any(cue.stance is Stance.ADOPTED for cue in cues)
        or any(act.stance is Stance.ADOPTED for act in acts_of(text, advice))
        or act_of_others(text) is not None
        or load_judge("stances")(text)[Stance.ADOPTED] >= _GRANTS
    )


def _refuses(text: str, advice: str) -> bool:
    cues = list(stance_cues(text))
    if any(cue.stance is Stance.ADOPTED for cue in cues):
        return False
    return (
        any(cue.stance is Stance.REJECTED for cue in cues)
        or refused_in_its_words(text, advice)
        or load_judge("stances")(text)[Stance.REJECTED] >= _REFUSES
    )
