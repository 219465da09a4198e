"""Several files of one letter, such as its docx, its pdf and its text: the richest form is kept."""

from __future__ import annotations

import re

from kamerbrief.contract import Extraction
from kamerbrief.reading.detect import ENDINGS, Format

#: The richest form first: what says most of headings, lists, tables and footnotes.
_RICHEST = (Format.DOCX, Format.KAMERSTUK_XML, Format.ODT, Format.DOC, Format.RTF, Format.PDF, Format.TEXT)
_MEDIA_TYPES = [form.value for form in _RICHEST]
_WORD = re.compile(r"\w+")
#: Forms of one letter share most of their runs of so many words; letters about the same subject share few.
_RUN = 3


def richness(ending: str) -> int:
    """Where files with this ending stand among the forms of one letter: the richest has the lowest number."""
    form = ENDINGS.get(ending.lower())
    return _RICHEST.index(form) if form else len(_RICHEST)


def is_other_form(one: Extraction, known: Extraction) -> bool:
    """True where both are one letter, read from files of different formats."""
    if one.letter.source.media_type == known.letter.source.media_type:
        return False
    if one.letter.date and known.letter.date and one.letter.date != known.letter.date:
        return False
    runs, known_runs = _runs(one.text), _runs(known.text)
    return 2 * len(runs & known_runs) > max(min(len(runs), len(known_runs)), 1)


def is_richer(one: Extraction, known: Extraction) -> bool:
    """True where the first was read from a richer form than the second."""
    return _place(one) < _place(known)


def _place(x: Extraction) -> int:
    kind = x.letter.source.media_type
    return _MEDIA_TYPES.index(kind) if kind in _MEDIA_TYPES else len(_MEDIA_TYPES)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return set(zip(*(words[at:] for at in range(_RUN)), strict=False))
