"""The footnotes and endnotes of a docx: the number each shows, and their words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from kamerbrief.reading.docx.numbering import formatted
from kamerbrief.reading.docx.package import W, related, whole

_KINDS = ("footnote", "endnote")
#: Word's own formats where a document names none.
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
_SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}


class Notes:
    """Numbers notes in the order of their marks, footnotes and endnotes each in their own count and format."""

    def __init__(self, document: Any) -> None:
        settings = related(document.part, "settings")
        self._formats = {kind: _format(kind, document.element, settings) for kind in _KINDS}
        self._elements = {
            (kind, note.get(f"{W}id", "")): note
            for kind in _KINDS
            if (root := related(document.part, f"{kind}s")) is not None
            for note in root.iter(f"{W}{kind}")
            if note.get(f"{W}type") not in _SEPARATORS
        }
        self._numbers: dict[tuple[str, str], str] = {}
        self._counts = {kind: _start(kind, document.element, settings) - 1 for kind in _KINDS}

    def number(self, kind: str, note: str, chosen: str = "") -> str:
        """The number that the mark of a note shows, or the mark that the writer chose, which counts for none."""
        key = (kind, note)
        if key not in self._numbers:
            self._counts[kind] += not chosen
            self._numbers[key] = chosen or formatted(self._counts[kind], self._formats[kind])
        return self._numbers[key]

    def marked(self) -> Iterator[tuple[str, str, etree._Element]]:
        """Key, number and element of each note that has a mark, footnotes first, in the order of the marks.

        A note whose words have marks of their own is followed by the notes that these mark.
        """
        done = 0
        while done < len(self._numbers):
            waiting = list(self._numbers.items())[done:]
            done += len(waiting)
            for (kind, note), number in sorted(waiting, key=lambda item: _KINDS.index(item[0][0])):
                element = self._elements.get((kind, note))
                if element is not None:
                    yield f"{kind}-{note}", number, element


def _format(kind: str, *roots: etree._Element | None) -> str:
    """The number format that the document or its settings name for a kind of note."""
    return _set(kind, "numFmt", *roots) or _FORMATS[kind]


def _start(kind: str, *roots: etree._Element | None) -> int:
    """The number of the first note of a kind."""
    return whole(_set(kind, "numStart", *roots), 1)


def _set(kind: str, name: str, *roots: etree._Element | None) -> str | None:
    """What the document or its settings first set for notes of a kind; None where they set nothing."""
    for root in roots:
        for choice in root.iter(f"{W}{kind}Pr") if root is not None else ():
            found = choice.find(f"{W}{name}")
            if found is not None:
                return found.get(f"{W}val")
    return None
