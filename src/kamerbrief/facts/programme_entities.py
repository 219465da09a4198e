"""Names that the pipeline for names finds right behind a cue: where they end is what its training tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kamerbrief.annotate.verbs import readings
from kamerbrief.contract import EntityLabel
from kamerbrief.facts.programme_names import Named, named_at
from kamerbrief.facts.programme_words import Cue, cue_in, listed, words_in
from kamerbrief.language.analysis import Analysis
from kamerbrief.language.labels import LABELS

_BEFORE = re.compile(r"(?<!\w)([\w-]{3,40}) (?P<quote>[‘'“\"«„])?$")
#: What stands behind a name and tells what it is about: `Samen 4: zorg voor iedereen`.
_ASIDE = re.compile(r":\s|\n")
_MOST_WORDS = 10


def names_of_pipeline(analysis: Analysis) -> Iterator[Named]:
    """The names of things (no persons, bodies or places) right behind a cue, in reading order."""
    text = analysis.letter.text
    for entity in analysis.doc.ents:
        before = _BEFORE.search(text, max(entity.start_char - 45, 0), entity.start_char)
        cue = cue_in(before[1], small=True) if before and LABELS.get(entity.label_) is EntityLabel.MISC else None
        if before and cue and not cue.compound:
            aside = _ASIDE.search(text, entity.start_char, entity.end_char)
            end = aside.start() if aside else entity.end_char
            if _is_name(text, (entity.start_char, end), cue, quoted=before["quote"] is not None):
                named = named_at(text, entity.start_char, end, cue.kind)
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
