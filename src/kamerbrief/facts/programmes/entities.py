"""Names that the pipeline for names finds right behind a cue: where they end is what its training tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kamerbrief.annotate.verbs import readings
from kamerbrief.contract import Entity, EntityLabel
from kamerbrief.facts.programmes.names import Named, named_at
from kamerbrief.facts.programmes.words import Cue, cue_in, listed, words_in

_BEFORE = re.compile(r"(?<!\w)([\w-]{3,40}) (?P<quote>[‘'“\"«„])?$")
#: What stands behind a name and tells what it is about: `Samen 4: zorg voor iedereen`.
_ASIDE = re.compile(r":\s|\n")
_MOST_WORDS = 10


def names_of_entities(text: str, entities: Iterable[Entity]) -> Iterator[Named]:
    """The names of things (no persons, bodies or places) right behind a cue, in reading order."""
    for start, end in ((one.evidence.start, one.evidence.end) for one in entities if one.label is EntityLabel.MISC):
        before = _BEFORE.search(text, max(start - 45, 0), start)
        cue = cue_in(before[1], small=True) if before else None
        if before and cue and not cue.compound:
            aside = _ASIDE.search(text, start, end)
            end = aside.start() if aside else end
            if _is_name(text, (start, end), cue, quoted=before["quote"] is not None):
                named = named_at(text, start, end, cue.kind)
                if named:
                    yield named


def _is_name(text: str, place: tuple[int, int], cue: Cue, *, quoted: bool) -> bool:
    """False for a law, a place, a clause, what has an owner in it, and one word behind a cue that is not strong."""
    words = words_in(text, *place)
    if not 0 < len(words) <= _MOST_WORDS or any(one.finite for word in words[1:] for one in readings(word.text)):
        return False
    if words[-1].text.casefold().endswith(tuple(listed("never", "laws"))):
        return False
    if words[0].text.casefold() in listed("never", "places") | listed("never", "subjects"):
        return False
    if any(word.text.casefold() in listed("inside", "holders") for word in words):
        return False
    strong = cue.word in listed("reading", "strong")
    fair = cue.word in listed("reading", "fair") and (len(words) > 1 or words[0].coined)
    return quoted or (words[0].capital and (strong or fair))
