"""Whether the letter's own day can be right: in January the old year is soon printed.

A letter tells of what came before it. Where more of the days that it tells of in the year around its own lie after its
own day than before, its year is the wrong one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache

from kamerbrief.annotate import Tense, clause_at
from kamerbrief.annotate.time import Kind, Time, times_in
from kamerbrief.contract import LetterInfo, Param, Warning_, WarningCode, warning
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import PARAGRAPHS, BlockKind
from kamerbrief.lexicon import load

_YEAR = datetime.timedelta(days=365)
#: One later day may itself be the misprint.
_FEWEST = 2
#: Longer sentences are no prose.
_LONGEST = 2_000
#: How many of the later days a warning names.
_NAMED = 5
_TOLD = frozenset({Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT})


def misdated(analysis: Analysis, info: LetterInfo) -> list[Warning_]:
    """A warning where the letter's day lies before most of the days of which it tells."""
    if info.date is None or info.date.year >= datetime.MAXYEAR:
        return []
    near = {day for day in _told_days(analysis) if abs(day - info.date) <= _YEAR}
    later = sorted(day for day in near if day > info.date)
    if len(later) < _FEWEST or len(later) <= len(near) - len(later):
        return []
    params: dict[str, Param] = {"letter": info.date.isoformat(), "days": [day.isoformat() for day in later[:_NAMED]]}
    return [warning(WarningCode.DATE_BEFORE_CITED, params, info.evidence.get("date"))]


def _told_days(analysis: Analysis) -> Iterator[datetime.date]:
    """The complete days of what is past for the letter: *uw brief van 3 maart 2025*, *op 3 maart 2025 stuurde ik*."""
    letter = analysis.letter
    for block in letter.of_kind(*PARAGRAPHS, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE):
        for sentence in analysis.sentences_of(block):
            for time in times_in(sentence.text) if len(sentence.text) <= _LONGEST else ():
                first, _ = time.days(None)
                if first and time.kind is Kind.DAY and _is_told(sentence.text, time):
                    yield first


def _is_told(sentence: str, time: Time) -> bool:
    if sentence[: time.at].lower().rstrip().endswith(_naming()):
        return True
    clause = clause_at(sentence, time.at) if time.lead == "op" else None
    return clause is not None and clause.group.tense in _TOLD


@cache
def _naming() -> tuple[str, ...]:
    return tuple(f" {word}" for word in load("dates")["told"]["naming"])
