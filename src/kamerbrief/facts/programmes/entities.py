"""Names that the pipeline for names finds beside a cue: where they begin and end is what its training tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kamerbrief.annotate.verbs import readings
from kamerbrief.contract import Entity, EntityLabel, ProgrammeKind
from kamerbrief.facts.programmes.names import Named, named_at
from kamerbrief.facts.programmes.words import Cue, cue_in, listed, words_in

_BEFORE = re.compile(r"(?<!\w)([\w-]{3,40}) (?P<quote>[‘'“\"«„])?$")
#: What stands behind a name and tells what it is about: `Samen 4: zorg voor iedereen`.
_ASIDE = re.compile(r":\s|\n")
#: What stands right behind a name and tells what it is: `het Samen Sterk project`.
_BEHIND = re.compile(r" [a-z]{4,30}(?!\w)")
_MOST_WORDS = 10
_MOST_MORE_WORDS = 4
#: A name of one word before a cue may be a body or a place: `het Wereldbank project`.
_FEW = 2


def names_of_entities(text: str, entities: Iterable[Entity]) -> Iterator[Named]:
    """The names of things (no persons, bodies or places) right behind a cue or before one, in reading order."""
    for start, end in ((one.evidence.start, one.evidence.end) for one in entities if one.label is EntityLabel.MISC):
        found = _behind_cue(text, start, end) or _before_cue(text, start, end)
        named = named_at(text, start, *found) if found else None
        if named:
            yield named


def _behind_cue(text: str, start: int, end: int) -> tuple[int, ProgrammeKind] | None:
    """Where a name ends that has its cue before it, and its kind: `het programma Varen op zee`."""
    before = _BEFORE.search(text, max(start - 45, 0), start)
    cue = cue_in(before[1], small=True) if before else None
    if before is None or cue is None or cue.compound:
        return None
    aside = _ASIDE.search(text, start, end)
    end = aside.start() if aside else end
    return (end, cue.kind) if _is_name(text, (start, end), cue, quoted=before["quote"] is not None) else None


def _before_cue(text: str, start: int, end: int) -> tuple[int, ProgrammeKind] | None:
    """Where a name of some words ends that has its cue behind it, and its kind: `het Samen Sterk project`."""
    behind = _BEHIND.match(text, end)
    words = words_in(text, start, end)
    if behind and words and not cue_in(words[-1].text):
        words = words_in(text, start, behind.end())
    cue = cue_in(words[-1].text) if words and words[-1].text.islower() else None
    if cue is None or len(words) <= _FEW or not words[0].capital:
        return None
    end = words[-2].end
    return (end, cue.kind) if _is_name(text, (start, end), cue, quoted=True) else None


def as_far_as_found(text: str, named: Named, ends: Mapping[int, int]) -> Named:
    """A name that breaks off before small letters, up to where the pipeline found its end: *Samen 4 kinderen*."""
    end = ends.get(named.start, named.end)
    more = words_in(text, named.end, end) if end > named.end else []
    tail = text[named.end : end]
    if not more or len(more) > _MOST_MORE_WORDS or not tail.startswith(" ") or not all(one.tied for one in more[1:]):
        return named
    if any(one.finite for word in more for one in readings(word.text)):
        return named
    return named_at(text, named.start, end, named.kind) or named


def _is_name(text: str, place: tuple[int, int], cue: Cue, *, quoted: bool) -> bool:
    """False for a place, a clause, what has an owner in it, and one word behind a cue that is not strong."""
    words = words_in(text, *place)
    if not 0 < len(words) <= _MOST_WORDS or any(one.finite for word in words[1:] for one in readings(word.text)):
        return False
    if words[0].text.casefold() in listed("never", "places") | listed("never", "subjects"):
        return False
    if any(word.text.casefold() in listed("inside", "holders") for word in words):
        return False
    strong = cue.word in listed("reading", "strong")
    fair = cue.word in listed("reading", "fair") and (len(words) > 1 or words[0].coined)
    return quoted or (words[0].capital and (strong or fair))
